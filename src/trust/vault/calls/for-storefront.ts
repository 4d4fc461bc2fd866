import { call } from '#lib/call/call.ts'
import {
  bytes,
  flag,
  id,
  instant,
  integer,
  list,
  nothing,
  nullable,
  object,
  text,
} from '#lib/shapes.ts'
import { once, quick } from './parts.ts'

/** What the storefront may ask: who this member is, never what they are called. */
export const vaultForStorefront = {
  /** `nonce` is what the storefront kept; its hash was the state. Exactly one of member and order is given. Refuses: code-expired. */
  exchangeCode: call({
    in: object({ code: text({ max: 64 }), nonce: bytes({ max: 32 }) }),
    out: object({
      member: nullable(id),
      handle: nullable(bytes({ max: 32 })),
      /** Signed in with a passkey, as sellers must. */
      byPasskey: flag,
      order: nullable(id),
      expiresAt: instant,
    }),
    ...once,
  }),
  /** Refuses: sign-in-needed when the session was revoked or is over. */
  renewSession: call({
    in: object({ handle: bytes({ max: 32 }) }),
    out: object({ member: id, byPasskey: flag, expiresAt: instant }),
    ...quick,
  }),
  endSession: call({ in: object({ handle: bytes({ max: 32 }) }), out: nothing, ...once }),
  ordersOf: call({
    in: object({ handle: bytes({ max: 32 }), limit: integer({ min: 1, max: 10_000 }) }),
    out: object({ orders: list(id, { max: 10_000 }) }),
    ...quick,
  }),
}
