import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openStreet, type Street } from '#test/accounts/street.ts'
import { openBrowser } from '#test/looks/browser.ts'
import { violationsIn } from '#test/looks/violations.ts'

const longMillis = 120_000
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const longName = '株式会社とても長い名前を持つ愛子の出版と印刷と製本の会社ホールディングス東京本店'
const longDomain = 'with.a.very.long.mailbox.name.that.goes.on@a-rather-long-domain.example.jp'

let street: Street
let browser: Browser
beforeAll(async () => {
  street = await openStreet()
  browser = await openBrowser()
}, longMillis)
afterAll(async () => {
  await browser?.close()
  await street?.close()
  assert.deepEqual(street?.house.faults, [])
})

const looks: Record<string, BrowserContextOptions> = {
  'a phone, in Japanese, by day': {
    viewport: { width: 360, height: 780 },
    locale: 'ja-JP',
    colorScheme: 'light',
  },
  'a phone, in English, by night': {
    viewport: { width: 360, height: 780 },
    locale: 'en-GB',
    colorScheme: 'dark',
  },
  'a desk, in English, by night': {
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    colorScheme: 'dark',
  },
}

for (const [name, look] of Object.entries(looks)) {
  test(
    `${name}: every account page is accessible and fits`,
    async () => {
      const context = await browser.newContext({ ...look, baseURL: street.url })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (/Content Security Policy|missing/.test(message.text())) complaints.push(message.text())
      })
      const who = `${look.locale?.toLowerCase()}.${look.viewport?.width}`
      await everyPage(page, `${who}.${longDomain}`)
      assert.deepEqual(complaints, [])
      await context.close()
    },
    longMillis,
  )
}

async function everyPage(page: Page, address: string): Promise<void> {
  const order = await checkoutPages(page, address)
  await street.house.pay(order)
  await visit(page, `/orders/${order}`)
  await signInPages(page, address)
  const cookies = await page.context().cookies()
  const session = cookies.find(({ name }) => name === '__Host-session')!.value
  const seller = await street.house.seller(await street.house.memberOf(session))
  for (const path of [
    ...['/', '/data', '/data/openings', '/data/erasure', '/passkeys', '/sessions'],
    ...['/seller/disclosure', `/sellers/${seller}/disclosure`],
    ...['/seller/messages', '/seller/parcels', '/data/openings?by=seller&from=2026-02-31'],
    ...[`/orders/${order}`, `/orders/${order}/receipt`, `/report?order=${order}`],
    `/orders/${order}/messages`,
    ...['/signed-out', '/erased', '/nowhere'],
  ]) {
    await visit(page, path)
  }
}

/** The who page as it comes, with a hint, with problems; gives the order that was bound. */
async function checkoutPages(page: Page, address: string): Promise<string> {
  const lines = [
    { title: 'An Exceedingly Long Title of a Work That Does Not Want to End', price: 1200 },
    { title: '雨の町', price: 980, taxRate: 800 },
  ]
  const { id, ticket } = await street.house.order({ lines })
  await visit(page, `/checkout/${id}?ticket=${ticket}`)
  await page.fill('[name=address]', 'aiko@gmial.com')
  await send(page)
  await check(page)
  await page.evaluate(() => {
    for (const form of document.forms) form.noValidate = true
  })
  await page.fill('[name=address]', 'aiko')
  await page.click('button[value=typed]')
  await check(page)
  await page.fill('[name=address]', address)
  await page.fill('[name=receiptName]', longName)
  await send(page)
  return id
}

async function signInPages(page: Page, address: string): Promise<void> {
  await visit(page, '/sign-in')
  await page.fill('[name=address]', address)
  await page.click('form[action="/sign-in"] button')
  await page.waitForURL('**/sign-in/code')
  await page.fill('[name=code]', '22222222')
  await send(page)
  await check(page)
  await page.fill('[name=code]', await street.house.codeTo(address))
  await send(page)
  await page.waitForURL(`${street.url}/`)
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await check(page)
}

/** The large button is each page's next step. */
async function send(page: Page): Promise<void> {
  const button = page.locator('button.button-large, button[value=suggestion]').first()
  await Promise.all([page.waitForEvent('load'), button.click()])
}

async function check(page: Page): Promise<void> {
  assert.deepEqual(await violationsIn(page, { rules }), [], page.url())
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(tooWide <= 0, `${page.url()} is ${tooWide} px too wide`)
}
