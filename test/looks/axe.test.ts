import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { serveGallery } from './serve-gallery.ts'
import { violationsIn } from './violations.ts'
import { type GallerySheet, writeGallery } from './write-gallery.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const allowedMillis = 110_000

let folder = ''
let sheets: GallerySheet[] = []
let server: Awaited<ReturnType<typeof serveGallery>>
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gallery-'))
  sheets = await writeGallery(folder, [])
  server = await serveGallery(folder)
  browser = await openBrowser()
}, allowedMillis)

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

test('what breaks the rules is found and told with its place', async () => {
  const page = await browser.newPage()
  await page.setContent(`<html lang="ja"><title>店</title><main><h1>店</h1><img src="/cover">
    <p id="pale" style="color:#ccc;background:#fff">price</p></main></html>`)
  const found = await violationsIn(page, { rules })
  const told = found.map(({ id, target }) => `${id} ${target}`).sort()
  assert.deepEqual(told, ['color-contrast #pale', 'image-alt img'])
  assert.deepEqual(await violationsIn(page, { rules, except: ['#pale', 'img'] }), [])
  await page.close()
})

test(
  'every gallery page keeps WCAG 2.2 AA on a phone, in Japanese and by day',
  async () => {
    const found = await problemsOf({ locale: 'ja', scheme: 'light' }, 390)
    assert.deepEqual(found, [])
  },
  allowedMillis,
)

test(
  'every gallery page keeps WCAG 2.2 AA on a desktop, in English and by night',
  async () => {
    const found = await problemsOf({ locale: 'en', scheme: 'dark' }, 1280)
    assert.deepEqual(found, [])
  },
  allowedMillis,
)

test(
  'no page is wider than a small phone',
  async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } })
    const wide: string[] = []
    for (const { file } of sheets.filter(({ scheme }) => scheme === 'light')) {
      await page.goto(`${server.url}/${file}`, { timeout: 15_000 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (over > 0) wide.push(`${file}: ${over} px`)
    }
    await page.close()
    assert.deepEqual(wide, [])
  },
  allowedMillis,
)

type Kind = Pick<GallerySheet, 'locale' | 'scheme'>

async function problemsOf({ locale, scheme }: Kind, width: number): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  const found: string[] = []
  page.on('console', (line) => line.type() === 'error' && found.push(line.text()))
  for (const sheet of sheets) {
    if (sheet.locale !== locale || sheet.scheme !== scheme) continue
    await page.goto(`${server.url}/${sheet.file}`, { timeout: 15_000 })
    for (const { id, target, message } of await violationsIn(page, { rules })) {
      found.push(`${sheet.name}: ${id} ${target} ${message}`)
    }
  }
  await page.close()
  return found
}
