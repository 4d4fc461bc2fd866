import { call } from '#lib/call/call.ts'
import { id, instant, list, nothing, object, oneOf, text } from '#lib/shapes.ts'
import { assertion, once, quick, session } from '#trust/vault/calls/parts.ts'

const holdReason = oneOf('dispute', 'court', 'authority', 'investigation')

/** What an operator may ask about legal holds. */
export const holdCallsForConsole = {
  /** About an order or a management code. Refuses: sign-in-needed, passkey-needed, not-found. */
  setHold: call({
    in: object({
      session,
      requestId: id,
      about: text({ min: 1, max: 60 }),
      reason: holdReason,
      until: instant,
      assertion,
    }),
    out: nothing,
    ...once,
  }),
  /** Refuses: sign-in-needed, passkey-needed, not-found. */
  liftHold: call({ in: object({ session, hold: id, assertion }), out: nothing, ...once }),
  /** Every live hold, without whose it is. */
  holds: call({
    in: object({ session }),
    out: object({
      holds: list(object({ id, reason: holdReason, setAt: instant, until: instant }), { max: 200 }),
    }),
    ...quick,
  }),
}

/** What a person may ask about the holds on them. */
export const holdCallsForAccounts = {
  /** What a legal hold keeps of me, and my management code. Refuses: sign-in-needed. */
  myHolds: call({
    in: object({ session }),
    out: object({
      code: text({ min: 8, max: 8 }),
      holds: list(object({ reason: holdReason, setAt: instant, until: instant }), { max: 20 }),
    }),
    ...once,
  }),
}
