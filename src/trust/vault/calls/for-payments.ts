import { call } from '#lib/call/call.ts'
import { bytes, id, instant, integer, list, minor, nothing, object, text } from '#lib/shapes.ts'
import { payoutAccountCallsForPayments } from '#trust/payout-accounts/calls.ts'
import { assertion, currency, once, quick } from './parts.ts'

/** What payments may ask: whether an order is bound, and to be believed that it is paid. */
export const vaultForPayments = {
  /** Only a bound order has such a pass. Usable again within its 10 minutes, always for the same order. Refuses: ticket-unknown, ticket-expired. */
  orderOfTicket: call({
    in: object({ ticket: bytes({ max: 32 }) }),
    out: object({ order: id }),
    ...quick,
  }),
  /** Records the fact and makes the letter; idempotent by order. */
  ordersPaid: call({
    in: object({
      orders: list(
        object({
          order: id,
          intent: id,
          amount: minor(),
          currency,
          provider: text({ max: 40 }),
          lines: integer({ min: 1, max: 1000 }),
          paidAt: instant,
          /** Who is owed a share of it. */
          sellers: list(id, { max: 1000 }),
        }),
        { max: 500 },
      ),
    }),
    out: nothing,
    timeoutMillis: 10_000,
    idempotent: true,
  }),
  ordersRefunded: call({
    in: object({
      refunds: list(
        object({
          refund: id,
          order: id,
          amount: minor(),
          currency,
          refundedAt: instant,
          /** Sellers of it to whom nothing is owed now. Payouts will have to tell it too. */
          settled: list(id, { max: 1000 }),
        }),
        { max: 500 },
      ),
    }),
    out: nothing,
    timeoutMillis: 10_000,
    idempotent: true,
  }),
  /** Believes an operator's act only with a passkey assertion over its hash; logged. Refuses: passkey-needed. */
  verifyAct: call({
    in: object({ act: bytes({ max: 32 }), kind: text({ max: 40 }), assertion }),
    out: object({ operator: id }),
    ...once,
  }),
  ...payoutAccountCallsForPayments,
}
