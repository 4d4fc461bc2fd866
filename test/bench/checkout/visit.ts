import type { Browser, Page } from '../drive/browser.ts'

export interface VisitWish {
  /** The shop's origin. */
  shop: string
  work: { id: string; price: string }
  address: string
}

const card = { number: '4242 4242 4242 4242', expiry: '12/34', code: '123' }
const mostLooks = 100
const lookAgainMillis = 50

/**
 * From the work's page to the paid order, as a guest: every page, form and redirect, and the
 * questions that the pages' own scripts ask. Throws where the way is another one than expected.
 */
export async function visitAndBuy(browser: Browser, { shop, work, address }: VisitWish) {
  await runScripts(browser, expect(await browser.get(`${shop}/works/${work.id}`), '/works/'))
  const put = { work: work.id, price: work.price, currency: 'JPY' }
  const cart = expect(await browser.post(`${shop}/cart/lines`, put), '/cart')
  await runScripts(browser, cart)

  const version = field(cart, 'version')
  const who = expect(await browser.post(`${shop}/checkout`, { version }), '/checkout/')
  const guest = { as: 'guest', address, receiptName: '' }
  const pay = expect(await browser.post(who.url, guest), '/?t=')
  await browser.get(pay.url.replace('/?', '/order?'))

  const provider = expect(await browser.post(pay.url, { method: 'card' }), '/pay/')
  const attempt = field(provider, 'attempt')
  const paying = `${provider.url.split('?')[0]}/card?lang=ja`
  const order = expect(await browser.post(paying, { ...card, attempt }), '/orders/')
  await runScripts(browser, await paidPage(browser, order))
}

/** What the islands of a shop page ask, where it has them. */
async function runScripts(browser: Browser, page: Page): Promise<void> {
  if (page.text.includes('/assets/cart-count-')) {
    await browser.get(new URL('/cart/count', page.url).href)
  }
}

/** The page looks again by itself while the news of the payment is on its way. */
async function paidPage(browser: Browser, first: Page): Promise<Page> {
  let page = first
  for (let looks = 0; !/data-order-state="paid"/.test(page.text); looks += 1) {
    if (looks === mostLooks) throw new Error(`not paid after ${looks} looks`)
    await new Promise((resolve) => setTimeout(resolve, lookAgainMillis))
    page = await browser.get(page.url)
  }
  return page
}

function expect(page: Page, place: string): Page {
  if (page.status === 200 && page.url.includes(place)) return page
  const { pathname } = new URL(page.url)
  const heading = /<h1[^>]*>([^<]*)/.exec(page.text)?.[1] ?? ''
  throw new Error(`expected ${place}, got ${page.status} at ${pathname}: ${heading}`)
}

function field(page: Page, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1]
  if (value === undefined) throw new Error(`no field ${name} at ${new URL(page.url).pathname}`)
  return value
}
