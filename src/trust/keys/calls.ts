import { call } from '#lib/call/call.ts'
import {
  flag,
  instant,
  integer,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  text,
} from '#lib/shapes.ts'

const count = integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const version = integer({ min: 1, max: 30_000 })
const moment = nullable(instant)

const standing = object({
  provider: text({ max: 40 }),
  /** True while records still go from one version to the next. */
  isTurning: flag,
  /** Records and letters under versions that the ring no longer has. */
  unreadable: count,
  versions: list(
    object({
      use: text({ max: 20 }),
      version,
      state: oneOf('current', 'live', 'destroyed'),
      /** What would be lost with it today. */
      live: count,
      madeAt: instant,
      supersededAt: moment,
      emptiedAt: moment,
      stolenAt: moment,
      destroyedAt: moment,
      /** Not before this moment: a backup from before may need it. */
      keptUntil: moment,
    }),
    { max: 4_000 },
  ),
})

/** A file beside the ring's place: a person said that the old ring will never come back. */
export const lossMark = 'the-old-ring-is-lost'

/** What the supervisor may ask about the ring, for a person at the machine. */
export const keyCalls = {
  keysStanding: call({ in: nothing, out: standing, timeoutMillis: 30_000, idempotent: true }),
  /**
   * Makes the next version, if `after` is the current one; the vault then wraps every record anew
   * by itself. `stolen` says that all of the ring is in other hands: see docs/how-to.
   */
  turnRing: call({
    in: object({ after: version, stolen: flag }),
    out: standing,
    timeoutMillis: 60_000,
    idempotent: true,
  }),
  /** Destroys what the rule allows by now. */
  destroyKeys: call({ in: nothing, out: standing, timeoutMillis: 60_000, idempotent: true }),
}
