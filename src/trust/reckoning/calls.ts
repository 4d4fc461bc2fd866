import { call } from '#lib/call/call.ts'
import { instant, nothing, nullable, object, oneOf, text } from '#lib/shapes.ts'

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

/** What the supervisor may ask about the vault's clock, for a person at the machine. */
export const clockCallsForSupervisor = {
  clock: call({ in: nothing, out: clockStanding, timeoutMillis: 10_000, idempotent: true }),
  /** A person says that it is this date. Refuses: not-found, bad-input. */
  confirmClock: call({
    in: object({ date: text({ min: 10, max: 10 }) }),
    out: clockStanding,
    timeoutMillis: 10_000,
    idempotent: false,
  }),
}
