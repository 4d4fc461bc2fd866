import { toleranceMillis } from './client.ts'

/** Why a clock is not believed. */
export type DoubtCause = 'ahead' | 'behind' | 'database' | 'witness'

/** All in milliseconds since 1970. */
export interface Seen {
  /** What the machine's clock says. */
  clock: number
  /** The last moment that was believed, and the time really passed since. */
  reckoned: number
  /** How much later it may be than reckoned; more, and the clock leapt. */
  slackMillis: number
  /** PostgreSQL's clock. */
  database: number
  /** The clock of the witness, as of now; null before its first line. */
  witness: number | null
}

/** Why these do not fit together; undefined when they do. */
export function doubtOf(seen: Seen, agreed: ReadonlySet<DoubtCause>): DoubtCause | undefined {
  const { clock, reckoned, slackMillis, database, witness } = seen
  if (clock - reckoned > slackMillis) return 'ahead'
  if (clock - reckoned < -toleranceMillis) return 'behind'
  const isFar = (other: number) => Math.abs(clock - other) > toleranceMillis
  if (isFar(database) && !agreed.has('database')) return 'database'
  if (witness !== null && isFar(witness) && !agreed.has('witness')) return 'witness'
  return undefined
}

/** No clock of those that are known says that it is earlier. */
export function earliestOf({ clock, reckoned, database, witness }: Seen): number {
  return Math.min(clock, reckoned, database, witness ?? clock)
}
