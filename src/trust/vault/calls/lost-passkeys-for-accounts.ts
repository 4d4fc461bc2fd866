import { call } from '#lib/call/call.ts'
import { instant, nothing, nullable, object } from '#lib/shapes.ts'
import { link, locale, once, quick, session } from './parts.ts'

/** How a member whose passkeys are all lost comes to a new one. */
export const lostPasskeysForAccounts = {
  /** They are let go of at `due`. Refuses: not-found (there is none). Idempotent. */
  losePasskeys: call({
    in: object({ session, locale }),
    out: object({ due: instant }),
    ...quick,
  }),
  myPasskeyLoss: call({
    in: object({ session }),
    out: object({ due: nullable(instant) }),
    ...quick,
  }),
  cancelPasskeyLoss: call({ in: object({ session }), out: nothing, ...quick }),
  /** By the link in the letter. Refuses: ticket-unknown, ticket-used. */
  passkeyLossOf: call({ in: object({ link }), out: object({ due: instant }), ...quick }),
  /** Also ends every session of that person. */
  stopPasskeyLoss: call({ in: object({ link }), out: nothing, ...once }),
}
