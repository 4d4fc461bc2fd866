import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import type { Answer } from '#test/cast/ask.ts'
import { personIn } from '#test/cast/person.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { type Crowd, gatherCrowd, type Kind, kinds } from '#test/proofs/access-town.ts'
import { type Route, routes, urlOf } from '#test/proofs/routes.ts'
import { openBrowser } from './browser.ts'
import { violationsIn } from './violations.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const allowedMillis = 300_000

let town: Town
let crowd: Crowd
let browser: Browser
beforeAll(async () => {
  town = await theTown()
  crowd = await gatherCrowd(town)
  browser = await openBrowser()
}, allowedMillis)
afterAll(() => browser?.close())

interface Look extends BrowserContextOptions {
  lang: string
  /** Which of the pages are looked at so: every other one, or the gate would take too long. */
  turn: number
}

const looks: readonly Look[] = [
  { viewport: { width: 390, height: 844 }, colorScheme: 'light', lang: 'ja', turn: 0 },
  { viewport: { width: 1280, height: 900 }, colorScheme: 'dark', lang: 'en', turn: 1 },
]
const looked = routes.filter(({ method, path }) => method === 'GET' && path !== '/gallery')

interface Seen {
  name: string
  url: string
  answer: Answer
}

/** Every other page as every kind of person gets it, each that differs once. */
async function pagesSeen({ lang, turn }: Look): Promise<Seen[]> {
  const seen = new Map<string, Seen>()
  for (const route of looked.filter((_, place) => place % 2 === turn)) {
    for (const kind of kinds) {
      const page = await seenBy(kind, route, lang)
      if (page) seen.set(likeness(page.answer), seen.get(likeness(page.answer)) ?? page)
    }
  }
  return [...seen.values()]
}

async function seenBy(kind: Kind, route: Route, lang: string): Promise<Seen | undefined> {
  const url = new URL(urlOf(route, crowd.fill(route), town.origins))
  url.searchParams.set('lang', lang)
  const answer = await crowd.visitors[kind].get(url.href)
  const isPage = String(answer.headers['content-type']).startsWith('text/html')
  if (!isPage || (answer.status >= 300 && answer.status < 400)) return undefined
  const name = `${route.site} ${route.path} (${kind}, ${answer.status})`
  return { name, url: url.href, answer }
}

/** What stays the same when only ids, times and the address asked for differ. */
function likeness({ status, text }: Answer): string {
  const same = text
    .replaceAll(/(?:href|value|content|action)="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12}|\d+/g, '')
  return `${status} ${same}`
}

for (const look of looks) {
  const { lang, turn, ...wish } = look
  test(
    `pages as every kind of person sees them keep WCAG 2.2 AA and fit: ${lang}, turn ${turn}`,
    async () => {
      const pages = await pagesSeen(look)
      assert.ok(pages.length >= 25, `only ${pages.length} pages`)
      const context = await browser.newContext(wish)
      const page = await context.newPage()
      let now = pages[0]!
      const wrong: string[] = []
      page.on('pageerror', (error) => wrong.push(`${now.name}: ${error.message}`))
      page.on('console', (line) => {
        if (/Content Security Policy/.test(line.text())) wrong.push(`${now.name}: ${line.text()}`)
      })
      // The browser is shown what that person got; nobody's cookies have to move.
      await context.route(
        (url) => url.href === now.url,
        (route) => route.fulfill(shown(now.answer)),
      )
      for (now of pages) {
        await page.goto(now.url, { waitUntil: 'load', timeout: 15_000 })
        wrong.push(...(await problemsOf(page)).map((problem) => `${now.name}: ${problem}`))
      }
      await context.close()
      assert.deepEqual(wrong, [])
    },
    allowedMillis,
  )
}

function shown({ status, text, headers }: Answer) {
  const { 'content-security-policy': policy, 'content-type': type } = headers
  const kept = { 'content-security-policy': String(policy), 'content-type': String(type) }
  return { status, body: text, headers: kept }
}

async function problemsOf(page: Page): Promise<string[]> {
  const violations = await violationsIn(page, { rules })
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return [
    ...violations.map(({ id, target }) => `${id} ${target}`),
    ...(over > 0 ? [`${over} px too wide`] : []),
  ]
}

test('who chooses the dark keeps it on the next page, and can leave it to the system again', async () => {
  const { page, context, complaints } = await personIn(town, browser)
  const light = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
  await page.goto(`${town.origins.shop}/?lang=en`)
  const before = await light()
  await page.getByRole('button', { name: 'Dark' }).click()
  await page.goto(`${town.origins.shop}/works?lang=en`)
  assert.equal(await light(), 'dark')
  const pressed = page.getByRole('button', { name: 'Dark', pressed: true })
  assert.equal(await pressed.count(), 1)
  await page.getByRole('button', { name: 'Auto' }).click()
  await page.reload()
  assert.equal(await light(), before)
  assert.deepEqual(complaints, [])
  await context.close()
})
