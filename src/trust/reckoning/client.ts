import type { Clock } from '#lib/clock.ts'

/** Clocks that are kept right differ by seconds. */
export const toleranceMillis = 15 * 60_000
/** A market that was off for no longer begins without a word. */
export const offMillis = 36 * 3_600_000

/** What the vault believes of its machine's clock. */
export interface Reckoning {
  /** The moment by which things are due; undefined while the clock is in doubt. */
  believed(): Promise<Date | undefined>
  /** No later than it can be: what is kept until a date is kept, whatever the clock says. */
  earliest(): Promise<Date>
  /** A line of the witness came just now, with the time of its clock. */
  witnessed(at: Date): void
}

/** Of a vault whose room for it is not there yet. */
export const everyClockBelieved = (clock: Clock): Reckoning => ({
  believed: async () => clock(),
  earliest: async () => clock(),
  witnessed: () => {},
})
