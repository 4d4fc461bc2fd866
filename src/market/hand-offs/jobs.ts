import { type Money, money } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { openIntent } from '#market/payments/commands.ts'
import {
  bookStatus,
  closeSession,
  finishFree,
  listedUrl,
  withSession,
} from '#market/payments/jobs.ts'
import type { PayMethod, PaymentProvider } from '#market/payments/port.ts'
import { payableOrder } from '#market/payments/queries.ts'
import type { Intent, PaymentNeeds } from '#market/payments/types.ts'
import { priceAgain } from '#market/pricing/priced-order.ts'

export interface HandOffWish {
  /** The pass from the pay page's address. */
  ticket: Buffer
  method: PayMethod
}

/** Where the browser goes next: to the provider, or, with nothing left to pay, to its order. */
export type HandOff = { to: 'provider'; url: string } | { to: 'order'; order: string }

/**
 * From the pay page to the provider: the order of this pass is priced again from its rows, the
 * intent is committed, and only then the provider is asked, with the intent's id as key. Asked
 * twice it gives the same answer; another method ends the first session before it opens its own.
 *
 * Refuses: ticket-unknown, ticket-expired, not-bound, price-changed, bad-input for a method nobody
 * takes, not-ready where the first way to pay cannot be ended, provider-away (ask again).
 */
export async function handOff(needs: PaymentNeeds, wish: HandOffWish): Promise<HandOff> {
  stopPoint('payments:before-ticket-call')
  const { order } = await needs.vault.orderOfTicket({ ticket: wish.ticket })
  stopPoint('payments:after-ticket-call')
  const payable = await payableOrder(needs.pool, order)
  if (!payable) throw new Refusal('not-found', 'the pass names an order that is not there')
  const price = money(priceAgain(payable), payable.currency)
  if (price.amount === 0n) return payNothing(needs, order, price)

  const provider = needs.providers.taking(wish.method)
  if (!provider) throw new Refusal('bad-input', 'nobody takes this method', { field: 'method' })
  const { locale } = payable
  const intent = await intentFor(needs, { order, price, provider, method: wish.method, locale })
  if (intent.state === 'paid') return { to: 'order', order }
  needs.news.handedOff(intent.id, order)
  const { sessionUrl } = await withSession(needs, intent, locale)
  return { to: 'provider', url: listedUrl(needs, sessionUrl) }
}

interface WayToPay {
  order: string
  price: Money
  provider: PaymentProvider
  method: PayMethod
  locale: 'ja' | 'en'
}

async function intentFor(needs: PaymentNeeds, way: WayToPay): Promise<Intent> {
  const first = await openOnce(needs, way)
  if (first.method === way.method || first.state === 'paid') return first
  // The buyer chose another way: the first session must be over before there is a second one.
  const ending = await withSession(needs, first, way.locale)
  await bookStatus(needs, first.provider, await closeSession(needs, ending))
  const second = await openOnce(needs, way)
  if (second.method !== way.method && second.state !== 'paid') {
    throw new Refusal('not-ready', 'the first way to pay cannot be ended yet')
  }
  return second
}

async function openOnce(needs: PaymentNeeds, way: WayToPay): Promise<Intent> {
  const now = needs.clock()
  return openIntent(needs.pool, {
    id: needs.newId(),
    order: way.order,
    provider: way.provider.name,
    method: way.method,
    money: way.price,
    now,
    askAfter: new Date(now.getTime() + needs.terms.firstAskSeconds * 1000),
  })
}

/** An order that costs nothing is finished here; no provider hears of it. */
async function payNothing(needs: PaymentNeeds, order: string, price: Money): Promise<HandOff> {
  const now = needs.clock()
  const intent = await openIntent(needs.pool, {
    id: needs.newId(),
    order,
    provider: 'none',
    method: 'none',
    money: price,
    now,
    askAfter: now,
  })
  if (intent.state !== 'paid') await finishFree(needs, intent)
  return { to: 'order', order }
}
