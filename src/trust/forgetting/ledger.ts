import { GrowingTree } from '#trust/log/tree.ts'
import type { Core } from '#trust/vault/core.ts'
import { type LedgerLine, openLedgerFile } from './ledger-file.ts'
import { growBy, newestTold, tellingEntry, toldBy } from './ledger-told.ts'

const shredsFrom = {
  name: 'shreds-from',
  text: `select number::text as n, shredded_at as at, kind, rule, encode(hash, 'hex') as hash
    from shreds where number > $1 order by number limit $2`,
}
const atOnce = 1_000

export interface ShredLedger {
  /**
   * Appends. What was destroyed is in the ledger, on the disk, and an entry of the log commits to
   * the ledger with it, before it answers.
   */
  append: Core['append']
  close(): Promise<void>
}

/**
 * The ledger of what was destroyed, kept beside the log and apart from the database: after a
 * restore it is what the database does not know. Opening it writes and tells what is missing.
 */
export async function openShredLedger(
  { db, append }: Pick<Core, 'db' | 'append'>,
  logFolder: string,
): Promise<ShredLedger> {
  const tree = new GrowingTree(() => {})
  let last = 0
  const file = await openLedgerFile(logFolder, (line) => {
    growBy(tree, line)
    last = line.n
  })
  const [newest] = await db.rows<{ leaf: string }>(newestTold, [])
  let told = (newest && toldBy(newest.leaf)?.n) ?? 0
  let writing: Promise<void> = Promise.resolve()

  const writeMissing = async () => {
    for (let lines = await shredsAfter(db, last); lines.length > 0; ) {
      await file.add(lines)
      for (const line of lines) growBy(tree, line)
      last = lines.at(-1)!.n
      lines = await shredsAfter(db, last)
    }
    if (last === told) return
    await append({ entries: [tellingEntry(last, tree)] })
    told = last
  }
  // Those that wait share the next round, and what it tells.
  const catchUp = () => {
    writing = writing.catch(() => {}).then(writeMissing)
    return writing
  }
  await catchUp()
  return {
    append: async (change) => {
      const outcome = await append(change)
      if ((change.writes?.shreds?.length ?? 0) > 0) await catchUp()
      return outcome
    },
    close: async () => {
      await writing.catch(() => {})
      await file.close()
    },
  }
}

/** What the database knows to be destroyed after this number, as lines of the ledger. */
export async function shredsAfter({ rows }: Core['db'], after: number): Promise<LedgerLine[]> {
  type Row = Omit<LedgerLine, 'n' | 'at'> & { n: string; at: Date }
  const found = await rows<Row>(shredsFrom, [after, atOnce])
  return found.map(({ n, at, kind, rule, hash }) => ({
    n: Number(n),
    at: at.getTime(),
    kind,
    rule,
    hash,
  }))
}
