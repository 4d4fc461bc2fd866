import type { Core } from '#trust/vault/core.ts'
import { type LedgerLine, openLedgerFile } from './ledger-file.ts'

const shredsFrom = {
  name: 'shreds-from',
  text: `select number::text as n, shredded_at as at, kind, rule, encode(hash, 'hex') as hash
    from shreds where number > $1 order by number limit $2`,
}
const atOnce = 1_000

export interface ShredLedger {
  /** Appends, and has what was destroyed in the ledger, on the disk, before it answers. */
  append: Core['append']
  close(): Promise<void>
}

/**
 * The ledger of what was destroyed, kept beside the log and apart from the database: after a
 * restore it is what the database does not know. Opening it writes what is missing.
 */
export async function openShredLedger(
  { db, append }: Pick<Core, 'db' | 'append'>,
  logFolder: string,
): Promise<ShredLedger> {
  const file = await openLedgerFile(logFolder)
  let last = file.last
  let writing: Promise<void> = Promise.resolve()

  const writeMissing = async () => {
    for (;;) {
      type Row = Omit<LedgerLine, 'n' | 'at'> & { n: string; at: Date }
      const rows = await db.rows<Row>(shredsFrom, [last, atOnce])
      if (rows.length === 0) return
      const lines = rows.map(({ n, at, kind, rule, hash }) => ({
        n: Number(n),
        at: at.getTime(),
        kind,
        rule,
        hash,
      }))
      await file.add(lines)
      last = lines.at(-1)!.n
    }
  }
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
