import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openStreet, type Street } from '#test/accounts/street.ts'
import { openBrowser } from '#test/looks/browser.ts'

const longMillis = 120_000

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

async function person(): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: street.url, locale: 'en-GB' })
  return { page: await context.newPage(), context }
}

async function signIn(page: Page, address: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('[name=address]', address)
  await page.click('form[action="/sign-in"] button')
  await page.waitForURL('**/sign-in/code')
  await page.fill('[name=code]', await street.house.codeTo(address))
  await page.click('button.button-large')
  await page.waitForURL(`${street.url}/`)
}

/** Presses, and waits for the page that comes of it. */
async function press(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()])
}

const textOf = async (page: Page, place: string) =>
  (await page.locator(place).first().textContent()) ?? ''

/** Ren, with a shop, a passkey in the browser, and a published statement. */
async function seller(): Promise<{ page: Page; shop: string }> {
  const { page, context } = await person()
  await signIn(page, 'ren-sends@people.example')
  const cookies = await context.cookies()
  const session = cookies.find(({ name }) => name === '__Host-session')!.value
  const shop = await street.house.seller(await street.house.memberOf(session))
  const tools = await context.newCDPSession(page)
  await tools.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const
  const present = { hasUserVerification: true, isUserVerified: true } as const
  await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, ...present, automaticPresenceSimulation: true },
  })
  await page.goto('/passkeys')
  await page.fill('[name=label]', 'phone')
  await press(page, 'form[data-passkey] button')
  await page.goto('/seller/disclosure')
  const texts = page.locator('form[data-passkey] :is(input[type=text], textarea)')
  for (const field of await texts.all()) await field.fill('花屋')
  await press(page, 'form[data-passkey] button')
  return { page, shop }
}

/** Aiko orders what comes by post, as a member, to an address typed at the checkout. */
async function orders(page: Page, shop: string): Promise<string> {
  const lines = [{ title: '冊子つき', price: 1200, ships: true }]
  const { id, ticket } = await street.house.order({ lines, sellers: [shop] })
  await page.goto(`/checkout/${id}?ticket=${ticket}`)
  await page.fill('[name=name]', '森 愛子')
  await page.fill('[name=postalCode]', '7100046')
  await page.selectOption('[name=region]', '岡山県')
  await page.fill('[name=city]', '倉敷市')
  await page.fill('[name=street]', '中央 1-1')
  await press(page, 'button.button-large')
  await street.house.pay(id)
  return id
}

test(
  'Aiko has a booklet sent and asks about it, Ren answers, prints its label once, and she sees it',
  async () => {
    const ren = await seller()
    const aiko = (await person()).page
    await signIn(aiko, 'aiko-waits@people.example')
    const order = await orders(aiko, ren.shop)

    await aiko.goto(`/orders/${order}/messages`)
    await aiko.fill('[name=text]', 'When does it come?\nAiko')
    await press(aiko, 'form[action$="/messages"] button')
    await ren.page.goto('/seller/messages')
    await press(ren.page, 'tbody a')
    assert.match(await textOf(ren.page, '.talk'), /When does it come\?\nAiko/)
    await ren.page.fill('[name=text]', 'Today.')
    await press(ren.page, 'form[action="/seller/messages"] button')
    await aiko.reload()
    assert.match(await textOf(aiko, '.talk'), /Today\./)

    await ren.page.goto(`/seller/parcels?order=${order}`)
    assert.match(await textOf(ren.page, 'main'), /The buyer sees each opening/)
    await press(ren.page, 'form[data-passkey] button')
    assert.match(
      await textOf(ren.page, '.label'),
      /〒710-0046\s*岡山県倉敷市\s*中央 1-1\s*森 愛子 様/,
    )
    await ren.page.emulateMedia({ media: 'print' })
    assert.equal(
      await ren.page.locator('header, footer, .notice, button').filter({ visible: true }).count(),
      0,
    )
    await ren.page.emulateMedia({ media: 'screen' })
    await ren.page.goto('/seller/parcels')
    await press(ren.page, 'form[action="/seller/parcels/shipments"] button')
    assert.match(await textOf(ren.page, 'main'), /Nothing to send/)

    await aiko.goto('/data/openings')
    await aiko.selectOption('[name=by]', 'seller')
    await press(aiko, 'form[method=get] button')
    assert.match(await textOf(aiko, 'tbody'), /The seller[\s\S]*To print the label of a parcel/)
  },
  longMillis,
)
