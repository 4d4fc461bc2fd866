import { call } from '#lib/call/call.ts'
import { bytes, id, list, nothing, nullable, object } from '#lib/shapes.ts'
import { assertion, once, session } from '#trust/vault/calls/parts.ts'
import { kinds } from '#trust/vault/kinds.ts'

const recipient = kinds.recipient.shape
const holder = {
  order: id,
  session: nullable(session),
  orderAccess: nullable(bytes({ max: 32 })),
}

/** Where parcels go: named by the buyer, seen by the seller for one label at a time. */
export const parcelCalls = {
  /**
   * The buyer says where the goods of these sellers go; again until the first is shipped. Refuses:
   * bad-input by field, not-yours, not-allowed (shipped).
   */
  setRecipient: call({
    in: object({ ...holder, sellers: list(id, { max: 50 }), recipient }),
    out: nothing,
    ...once,
  }),
  /**
   * One label: a paid, unshipped order of that seller, with a passkey over exactly this act.
   * Refuses: not-yours, not-paid, not-found, passkey-needed.
   */
  labelFor: call({
    in: object({ session, seller: id, order: id, assertion }),
    out: object({ recipient }),
    ...once,
  }),
  /**
   * From now on no label is opened; the address goes after 30 days. Refuses: not-yours, not-paid,
   * not-found.
   */
  parcelShipped: call({ in: object({ session, seller: id, order: id }), out: nothing, ...once }),
}
