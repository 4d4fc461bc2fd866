import type { Clock } from '#lib/clock.ts'
import type { NewId } from '#lib/ids.ts'
import type { RandomBytes } from '#lib/random.ts'
import type { Turns } from '#lib/turns.ts'
import type { CanaryWatch } from '#trust/canaries/client.ts'
import type { Alarms } from '#trust/letters/client.ts'
import type { Reckoning } from '#trust/reckoning/client.ts'
import type { RefusalCount } from '#trust/refusals/client.ts'
import type { Db } from './db.ts'
import type { Quotas } from './quotas.ts'
import type { Ring, RingPlace } from './ring.ts'
import type { Sequencer } from './sequencer.ts'

export interface Settings {
  shopOrigin: string
  accountsOrigin: string
  consoleOrigin: string
  /** The market's name as letters say it. */
  marketName: string
  /** Right of the @ in Message-IDs. */
  mailDomain: string
  /** Name of a provider → host of its card page, for the order mail. */
  providerHosts: Record<string, string>
  operatorLocale: 'ja' | 'en'
  /** How long the old mailbox may stop a change to a new one. */
  addressWaitHours: number
  /** The witness's verifier key; null where nobody witnesses the log. */
  witnessKey: string | null
  /** Refuses practice members and the like. */
  production: boolean
}

/** What every room of the vault works with. */
export interface Core {
  db: Db
  ring: Ring
  keys: RingPlace
  append: Sequencer['append']
  quotas: Quotas
  alarms: Alarms
  canaries: CanaryWatch
  refusals: RefusalCount
  reckoning: Reckoning
  turns: Turns
  /** Ends waits that may be long, once the process is stopping. */
  stopping: AbortSignal
  clock: Clock
  random: RandomBytes
  newId: NewId
  settings: Settings
}
