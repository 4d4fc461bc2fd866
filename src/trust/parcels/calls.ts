import { call } from '#lib/call/call.ts'
import { bytes, flag, id, instant, integer, list, nothing, nullable, object } from '#lib/shapes.ts'
import { assertion, once, quick, session } from '#trust/vault/calls/parts.ts'
import { kinds } from '#trust/vault/kinds.ts'

const recipient = kinds.recipient.shape
const { carrier, number } = kinds['sent-parcel'].fields
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
   * The buyer says where the goods of these sellers go; again until a label was opened. At the
   * checkout `payTicket` is what binding the order just gave. Refuses: bad-input by field,
   * not-yours, not-allowed (a label was opened, or a parcel shipped).
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
  /**
   * Where the parcels of an order go, and how they were sent; null once that was destroyed by its
   * date. Refuses: not-yours.
   */
  myParcels: call({
    in: object(holder),
    out: object({
      recipient: nullable(recipient),
      keptUntil: nullable(instant),
      /** The buyer may still say that it goes elsewhere. */
      isOpen: flag,
      parcels: list(object({ seller: id, sentAt: nullable(instant), carrier, number }), {
        max: 100,
      }),
    }),
    ...quick,
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
   * From now on no label is opened; the address goes after 30 days. The buyer is told by letter,
   * with the carrier and its number where they are given. Refuses: not-yours, not-paid, not-found,
   * bad-input (number).
   */
  parcelShipped: call({
    in: object({ session, seller: id, order: id, carrier, number }),
    out: nothing,
    ...once,
  }),
}
