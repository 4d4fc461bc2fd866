import { rename } from 'node:fs/promises'
import { raiseOwnAlarm } from '#trust/letters/alarms.ts'
import type { Core } from '#trust/vault/core.ts'
import { shredsAfter } from './ledger.ts'
import { type LedgerLine, ledgerLines, ledgerPath } from './ledger-file.ts'
import { begunAnewEntry, heldAgainst, newestTold, type Told, toldBy } from './ledger-told.ts'

const restoreUnderWay = {
  name: 'restore-under-way',
  text: `select bool_or(ledger_lost) as lost from restores where replayed_at is null
    having count(*) > 0`,
}

/**
 * Holds the ledger of what was destroyed against the log, before anything is done by it. Of a
 * restored database it decides what must be destroyed again, so another one than the log tells of
 * throws with a sentence, unless somebody said at the restore that it is lost; then the log says
 * that it begins anew. Otherwise the operators hear of it, and the ledger is written anew from the
 * database where that is the one told of.
 */
export async function holdLedgerToLog(core: Core, logFolder: string): Promise<void> {
  const told = await toldLast(core)
  const [underWay] = await core.db.rows<{ lost: boolean }>(restoreUnderWay, [])
  if (underWay?.lost) {
    if (told) await core.append({ entries: [begunAnewEntry] })
    return
  }
  if (!told || (await isWhole(logFolder, told))) return
  if (underWay) throw new Error(notAsTold(told))
  await raiseOwnAlarm(core, 'ledger-broken', '', String(told.n))
  if ((await heldAgainst(told, allShreds(core))).isAsTold) {
    const path = ledgerPath(logFolder)
    // Kept beside it: somebody will want to see what was done to it.
    await rename(path, `${path}.broken`).catch(() => {})
  } else await core.append({ entries: [begunAnewEntry] })
}

/**
 * The same question to a vault at work: the operators hear of a ledger that is another, once for
 * what the log told last. Nothing is mended before the next start.
 */
export async function lookAtLedger(core: Core, logFolder: string): Promise<void> {
  const told = await toldLast(core)
  if (!told || (await isWhole(logFolder, told))) return
  await raiseOwnAlarm(core, 'ledger-broken', '', String(told.n))
}

async function toldLast({ db }: Core): Promise<Told | null | undefined> {
  const [newest] = await db.rows<{ leaf: string }>(newestTold, [])
  return newest && toldBy(newest.leaf)
}

function notAsTold({ n }: Told): string {
  return `The ledger of what was destroyed is not the one that the log tells of, which goes to number ${n}. Run dozo restore again with a whole copy of the newest log.`
}

/** A file with broken lines is not what was told either. */
async function isWhole(logFolder: string, told: Told): Promise<boolean> {
  const held = await heldAgainst(told, ledgerLines(logFolder)).catch(() => null)
  return held?.isAsTold === true
}

async function* allShreds({ db }: Core): AsyncGenerator<LedgerLine> {
  for (let lines = await shredsAfter(db, 0); lines.length > 0; ) {
    yield* lines
    lines = await shredsAfter(db, lines.at(-1)!.n)
  }
}
