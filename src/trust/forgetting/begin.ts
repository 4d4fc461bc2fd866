import type { Core } from '#trust/vault/core.ts'
import { openShredLedger } from './ledger.ts'
import { holdLedgerToLog } from './ledger-check.ts'
import { publishRuns } from './nightly.ts'
import { forgetAgain } from './replay.ts'
import { tellBackups } from './tell-backups.ts'

/**
 * What stands between an open database and the first answer: destroyed again what a restore
 * brought back, the ledger and the accounts written out, the log told of backups. Gives a core
 * that has everything destroyed in the ledger before it answers.
 *
 * Throws with a sentence when a restored database has no ledger to be replayed, or another one
 * than the log tells of.
 */
export async function beginForgetting(
  core: Core,
  logFolder: string,
): Promise<{ core: Core; replayed: { records: number; people: number }; close(): Promise<void> }> {
  await holdLedgerToLog(core, logFolder)
  const replayed = await forgetAgain(core, logFolder)
  const ledger = await openShredLedger(core, logFolder)
  await publishRuns(core, logFolder, 0)
  await tellBackups(core)
  return { core: { ...core, append: ledger.append }, replayed, close: ledger.close }
}
