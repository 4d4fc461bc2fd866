import { testCards } from '#sandbox/provider/cards.ts'
import type { Answer } from './ask.ts'
import { formsIn } from './forms.ts'
import type { Visitor } from './visitor.ts'

/** An order on its way. */
export interface Checkout {
  order: string
  /** The page that asks who orders. */
  page: Answer
}

/** Puts the work into the cart and goes to the checkout: the order is held. */
export async function takeToCheckout(buyer: Visitor, works: string[]): Promise<Checkout> {
  for (const work of works) {
    const page = await buyer.open(`${buyer.origins.shop}/works/${work}`)
    await buyer.submit(page, '/cart/lines')
  }
  const cart = await buyer.open(`${buyer.origins.shop}/cart`)
  const page = await buyer.follow(await buyer.submit(cart, '/checkout'))
  const order = /\/checkout\/([0-9a-f-]{36})/.exec(page.url)?.[1]
  if (page.status !== 200 || !order) throw new Error(`no checkout: ${page.status} ${page.url}`)
  return { order, page }
}

export interface Guest {
  address: string
  receiptName?: string
}

/** Says who orders; gives the answer that leads to the pay page. */
export function bind(buyer: Visitor, { order, page }: Checkout, guest: Guest): Promise<Answer> {
  return buyer.submit(page, `/checkout/${order}`, {
    as: 'guest',
    address: guest.address,
    receiptName: guest.receiptName ?? '',
  })
}

export type Method = 'card' | 'konbini' | 'wallet'

/** From the pay page to the provider's page. */
export async function handOff(buyer: Visitor, payPage: string, method: Method = 'card') {
  const page = await buyer.open(payPage)
  return buyer.post(page.url, { method })
}

/** Types the test card of this name on the provider's page; gives what its button answers. */
export async function payByCard(buyer: Visitor, providerPage: string, card = 'success') {
  const page = await buyer.open(providerPage)
  const form = formsIn(page.text, page.url).find(({ action }) =>
    new URL(action).pathname.endsWith('/card'),
  )
  if (!form) throw new Error(`no card form at ${page.url}: ${page.status}`)
  const { number } = testCards.find(({ name }) => name === card)!
  return buyer.post(form.action, { ...form.fields, number, expiry: '12/34', code: '123' })
}

/** A whole purchase as a guest, back to the order's page; gives that page and the order. */
export async function buysAsGuest(
  buyer: Visitor,
  works: string[],
  guest: Guest,
  card = 'success',
): Promise<Checkout> {
  const checkout = await takeToCheckout(buyer, works)
  const bound = await bind(buyer, checkout, guest)
  const away = await handOff(buyer, bound.location)
  const page = await buyer.follow(await payByCard(buyer, away.location, card))
  return { order: checkout.order, page }
}
