import { Hono } from 'hono'
import { Refusal } from '#lib/refusal.ts'
import { payableOrder } from '#market/payments/queries.ts'
import { priceAgain } from '#market/pricing/priced-order.ts'
import { ticketIn } from './hand-off.ts'
import type { PayNeeds } from './needs.ts'
import { pages } from './routes.ts'

/** What the pay document's script shows. Money as decimal text in smallest units. */
export interface ShownOrder {
  works: number
  amount: string
  currency: string
  /** Until when it is held, in milliseconds since 1970. */
  heldUntil: number
  /** Hosts the next page may be on. */
  hosts: string[]
}

/** What there is to pay, for whoever holds the pass; nothing about whose order it is. */
export function orderRoute({ payments }: PayNeeds): Hono {
  return new Hono().get(pages.order.path, async (c) => {
    const { order } = await payments.vault.orderOfTicket({ ticket: ticketIn(c.req.raw) })
    const payable = await payableOrder(payments.pool, order)
    if (!payable) throw new Refusal('not-found')
    return c.json<ShownOrder>({
      works: payable.lines.length,
      amount: priceAgain(payable).toString(),
      currency: payable.currency,
      heldUntil: payable.holdUntil.getTime(),
      hosts: payments.providers.hosts.map((origin) => new URL(origin).host),
    })
  })
}
