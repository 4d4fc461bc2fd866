import { call } from '#lib/call/call.ts'
import { instant, nothing, nullable, object, oneOf, text } from '#lib/shapes.ts'
import { assertion, once, quick, session } from '#trust/vault/calls/parts.ts'

/** What every clock says, in milliseconds since 1970. */
export const clockStanding = object({
  clock: instant,
  /** By the last moment that was believed, and the time really passed since. */
  reckoned: instant,
  database: instant,
  witness: nullable(instant),
  /** While there is one, nothing is destroyed because it is due. */
  doubt: nullable(
    object({ cause: oneOf('ahead', 'behind', 'database', 'witness'), since: instant }),
  ),
})

const date = text({ min: 10, max: 10 })

/** What the supervisor may ask about the vault's clock, for a person at the machine. */
export const clockCallsForSupervisor = {
  clock: call({ in: nothing, out: clockStanding, timeoutMillis: 10_000, idempotent: true }),
  /** A person says that it is this date. Refuses: not-found, bad-input. */
  confirmClock: call({
    in: object({ date }),
    out: clockStanding,
    timeoutMillis: 10_000,
    idempotent: false,
  }),
}

/** What an operator may ask about it. */
export const clockCallsForConsole = {
  /** Refuses: sign-in-needed. */
  clockStanding: call({ in: object({ session }), out: clockStanding, ...quick }),
  /** `act`: the hash of confirm-clock. Refuses: passkey-needed, not-found, bad-input. */
  confirmClock: call({ in: object({ session, date, assertion }), out: nothing, ...once }),
}
