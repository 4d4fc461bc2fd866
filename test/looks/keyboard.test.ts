import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { serveGallery } from './serve-gallery.ts'
import { writeGallery } from './write-gallery.ts'

const allowedMillis = 60_000
const mostStops = 120
const smallestTarget = 24

let folder = ''
let server: Awaited<ReturnType<typeof serveGallery>>
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gallery-'))
  await writeGallery(folder, [])
  server = await serveGallery(folder)
  browser = await openBrowser()
}, allowedMillis)

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

test('the first press of Tab offers to skip to the content, and Enter goes there', async () => {
  const page = await opened('shop-list-ja-light.html')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  await page.close()
})

test(
  'every stop of the keyboard is seen, and is large enough to be hit',
  async () => {
    for (const file of [
      'shop-list-en-light',
      'form-refused-ja-dark',
      'pay-ja-light',
      'console-en-dark',
    ]) {
      const page = await opened(`${file}.html`)
      const wrong = await walk(page)
      assert.deepEqual(wrong, [], file)
      await page.close()
    }
  },
  allowedMillis,
)

test('a refused form speaks first, and its lines lead to their fields', async () => {
  const page = await opened('form-refused-ja-light.html')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'problems')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const hash = await page.evaluate(() => location.hash)
  assert.equal(hash, '#field-title')
  await page.close()
})

test('a card is one stop, and the whole of it leads to the work', async () => {
  const page = await opened('shop-list-ja-light.html')
  const links = await page.locator('.work-card').first().locator('a').count()
  assert.equal(links, 1)
  const cover = await page.locator('.work-cover').first().boundingBox()
  assert.ok(cover)
  await page.mouse.click(cover.x + 20, cover.y + 20)
  assert.equal(await page.evaluate(() => location.hash), '#work-0')
  await page.close()
})

test('nothing of the frame around a receipt is printed', async () => {
  const page = await opened('receipt-ja-light.html')
  await page.emulateMedia({ media: 'print' })
  for (const part of ['.head', '.foot', '.skip']) {
    assert.equal(await page.locator(part).first().isVisible(), false, part)
  }
  assert.equal(await page.locator('.receipt').isVisible(), true)
  const pages = await page.pdf({ format: 'A4', preferCSSPageSize: true })
  assert.equal(pages.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1)
  await page.close()
})

async function opened(file: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(`${server.url}/${file}`, { timeout: 15_000 })
  return page
}

/** Presses Tab until the end and gives what a person would lose sight of, or could not hit. */
async function walk(page: Page): Promise<string[]> {
  const wrong: string[] = []
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate((least) => {
      const here = document.activeElement
      if (!here || here === document.body) return 'end'
      const framed = here.closest('.work-card, .radio-card') ?? here
      const ring = [here, framed].some((each) => getComputedStyle(each).outlineStyle !== 'none')
      const { width, height } = framed.getBoundingClientRect()
      const inText = getComputedStyle(here).display === 'inline'
      const small = !inText && Math.min(width, height) < least
      return ring && !small ? '' : `${here.outerHTML.slice(0, 90)} ring ${ring} ${width}×${height}`
    }, smallestTarget)
    if (found === 'end') break
    if (found) wrong.push(found)
  }
  return wrong
}
