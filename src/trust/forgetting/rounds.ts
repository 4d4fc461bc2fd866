import { forgetOverdue } from '#trust/own-data/retention.ts'
import type { Core } from '#trust/vault/core.ts'
import { lookAtLedger } from './ledger-check.ts'
import { accountForNight } from './nightly.ts'
import { tellBackups } from './tell-backups.ts'

const sweepMillis = 60_000
const tellMillis = 10_000

/**
 * Forgets once a minute, gives the account once a night, and tells of backups within seconds. A
 * failed round is tried again in the next.
 */
export function keepForgetting(
  core: Core,
  logFolder: string,
  onFault: (error: unknown) => void,
): () => void {
  const sweep = setInterval(() => {
    forgetInTime(core, logFolder).catch(onFault)
  }, sweepMillis)
  const tell = setInterval(() => {
    tellBackups(core).catch(onFault)
  }, tellMillis)
  return () => {
    clearInterval(sweep)
    clearInterval(tell)
  }
}

/** One round; with the night's account the ledger is held against the log. */
export async function forgetInTime(core: Core, logFolder: string): Promise<void> {
  await forgetOverdue(core)
  const run = await accountForNight(core, logFolder)
  if (run) await lookAtLedger(core, logFolder)
}
