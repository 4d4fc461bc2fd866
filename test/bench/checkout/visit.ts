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
  expect(await browser.get(`${shop}/works/${work.id}`), '/works/')
  await browser.get(`${shop}/cart/count`)
  const put = { work: work.id, price: work.price, currency: 'JPY' }
  const cart = expect(await browser.post(`${shop}/cart/lines`, put), '/cart')
  await browser.get(`${shop}/cart/count`)

  const version = field(cart, 'version')
  const who = expect(await browser.post(`${shop}/checkout`, { version }), '/checkout/')
  const guest = { as: 'guest', address, receiptName: '' }
  const pay = expect(await browser.post(who.url, guest), '/?t=')
  await browser.get(pay.url.replace('/?', '/order?'))

  const provider = expect(await browser.post(pay.url, { method: 'card' }), '/pay/')
  const attempt = field(provider, 'attempt')
  const paying = `${provider.url.split('?')[0]}/card?lang=ja`
  const order = expect(await browser.post(paying, { ...card, attempt }), '/orders/')
  await untilPaid(browser, order)
  await browser.get(`${shop}/cart/count`)
}

/** The page looks again by itself while the news of the payment is on its way. */
async function untilPaid(browser: Browser, first: Page): Promise<void> {
  let page = first
  for (let looks = 0; !/data-order-state="paid"/.test(page.text); looks += 1) {
    if (looks === mostLooks) throw new Error(`not paid after ${looks} looks`)
    await new Promise((resolve) => setTimeout(resolve, lookAgainMillis))
    page = await browser.get(page.url)
  }
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
