import { call } from '#lib/call/call.ts'
import { bytes, id, instant, integer, list, nothing, nullable, object } from '#lib/shapes.ts'
import { assertion, once, quick, session } from '#trust/vault/calls/parts.ts'
import { kinds } from '#trust/vault/kinds.ts'

const recipient = kinds.recipient.shape
const holder = {
  order: id,
  session: nullable(session),
  orderAccess: nullable(bytes({ max: 32 })),
}

/** At once: as many as fit a morning's round to the post, and the most of one person's hour. */
export const mostLabels = 30

/** Where parcels go: named by the buyer, seen by the seller for one label at a time. */
export const parcelCalls = {
  /**
   * The buyer says where the goods of these sellers go; again until the first is shipped. At the
   * checkout `payTicket` is what binding the order just gave. Refuses: bad-input by field,
   * not-yours, not-allowed (shipped).
   */
  setRecipient: call({
    in: object({
      ...holder,
      payTicket: nullable(bytes({ max: 32 })),
      sellers: list(id, { max: 50 }),
      recipient,
    }),
    out: nothing,
    ...once,
  }),
  /** Parcels of a shop that are paid for and not shipped, the oldest first. Refuses: not-yours. */
  parcelsOf: call({
    in: object({ session, seller: id, limit: integer({ min: 1, max: 200 }) }),
    out: object({ parcels: list(object({ order: id, paidAt: instant }), { max: 200 }) }),
    ...quick,
  }),
  /**
   * Labels of paid, unshipped orders of that seller, with a passkey over exactly this list. All of
   * them or none. Refuses: not-yours, not-paid, not-found, passkey-needed, bad-input (twice).
   */
  labelsFor: call({
    in: object({ session, seller: id, orders: list(id, { max: mostLabels }), assertion }),
    out: object({ labels: list(object({ order: id, recipient }), { max: mostLabels }) }),
    ...once,
  }),
  /**
   * From now on no label is opened; the address goes after 30 days. Refuses: not-yours, not-paid,
   * not-found.
   */
  parcelShipped: call({ in: object({ session, seller: id, order: id }), out: nothing, ...once }),
}
