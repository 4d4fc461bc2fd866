import type { Clock } from '#lib/clock.ts'
import type { Db } from '#lib/db/open.ts'
import type { NewId } from '#lib/ids.ts'
import type { PaymentsForConsole } from '#market/payments/client.ts'
import type { AssetPath } from '#sites/ui/view.ts'
import type { MonitorForConsole } from '#trust/integrity/client.ts'
import type { VaultForConsole } from '#trust/vault/client.ts'

/** One process as the supervisor sees it. */
export interface ProcessState {
  name: string
  pid: number | null
  role: string | null
  ready: boolean
  restarts: number
  memoryBytes: number | null
  /** Epoch milliseconds. */
  startedAt: number | null
}

/** Everything the console is given; handlers take the part they use. */
export interface ConsoleNeeds {
  db: Db<'console'>
  vault: VaultForConsole
  payments: PaymentsForConsole
  monitor: MonitorForConsole
  processes: () => Promise<{ processes: ProcessState[]; version: string }>
  /** `scheme://host[:port]` of this site and of the shop. */
  origins: { console: string; shop: string }
  market: { name: string }
  asset: AssetPath
  clock: Clock
  newId: NewId
  onFault: (fault: { reference: string; error: unknown }) => void
}
