import { stopPoint } from '#lib/stop-point.ts'
import { eraseAgain } from '#trust/own-data/erasure.ts'
import type { Core } from '#trust/vault/core.ts'
import { shredHash } from '#trust/vault/records.ts'
import { type LedgerLine, ledgerLines } from './ledger-file.ts'

const restoreState = {
  name: 'restore-state',
  text: `select (select coalesce(max(number), 0) from shreds)::text as known,
    exists (select from restores where replayed_at is null) as pending,
    (select max(ledger_to)::text from restores where replayed_at is null) as wanted,
    exists (select from restores where replayed_at is null and ledger_lost) as lost`,
}

/**
 * Destroys again what was destroyed after the moment this database comes from, by the ledger
 * beside the log. Nothing may be answered before it has ended; one that was interrupted goes on.
 *
 * Throws with a sentence when the database comes out of a backup and the ledger does not go as
 * far as it must: then what people had erased would be back.
 */
export async function forgetAgain(
  core: Core,
  logFolder: string,
): Promise<{ records: number; people: number }> {
  type State = { known: string; pending: boolean; wanted: string | null; lost: boolean }
  const [state] = await core.db.rows<State>(restoreState, [])
  const { known, pending, wanted, lost } = state!
  const missed: LedgerLine[] = []
  let last = 0
  for await (const line of ledgerLines(logFolder)) {
    last = line.n
    if (last > Number(known)) missed.push(line)
  }
  if (pending && !lost && last < Number(wanted ?? 0)) {
    throw new Error(
      'This database comes out of a backup, and the ledger of what was destroyed since is not there. Run dozo restore again with the newest copy of the log.',
    )
  }
  const done = await replay(core, missed)
  if (pending) {
    stopPoint('vault:before-replayed-commit')
    await core.append({ writes: { restoresReplayed: [{ at: core.clock().toISOString() }] } })
    stopPoint('vault:after-replayed-commit')
  }
  return done
}

const linesAtOnce = 500

async function replay(core: Core, missed: LedgerLine[]) {
  if (missed.length === 0) return { records: 0, people: 0 }
  const isPerson = ({ kind }: LedgerLine) => kind === 'person'
  const people = await foundBy(core, subjectsAfter, missed.filter(isPerson))
  const records = await foundBy(core, recordsAfter, missed.filter(isToGo))
  // People before the numbers: had it ended in between, the numbers would say that all is done.
  for (const [{ at }, { id }] of people) {
    stopPoint('vault:before-person-forgotten-again')
    await eraseAgain(core, id, new Date(at))
    stopPoint('vault:after-person-forgotten-again')
  }
  const ids = new Map([...people, ...records].map(([line, row]) => [line.n, row]))
  for (let from = 0; from < missed.length; from += linesAtOnce) {
    stopPoint('vault:before-forgotten-again-commit')
    await destroy(core, missed.slice(from, from + linesAtOnce), ids)
    stopPoint('vault:after-forgotten-again-commit')
  }
  return { records: records.length, people: people.length }
}

/**
 * A guest's address went because the member's was the same. A restored copy does not know that
 * they are one person, and needs it until the mailbox is proven again.
 */
function isToGo({ kind, rule }: LedgerLine): boolean {
  return kind !== 'person' && rule !== 'joined'
}

interface Found {
  id: string
  subject: string
}

/** One commit: the records go, and the database knows these numbers from now on. */
async function destroy(core: Core, lines: LedgerLine[], found: Map<number, Found>) {
  const gone = lines.flatMap((line) => {
    const row = isToGo(line) ? found.get(line.n) : undefined
    return row ? [{ line, ...row }] : []
  })
  await core.append({
    writes: {
      dropPasskeysOf: gone.map(({ id }) => ({ record_id: id })),
      dropRecords: gone.map(({ id }) => ({ id })),
      knownShreds: lines.map(({ n, at, kind, rule, hash }) => ({
        number: n,
        id: found.get(n)?.id ?? null,
        hash: `\\x${hash}`,
        shredded_at: new Date(at).toISOString(),
        kind,
        rule,
      })),
    },
    entries: gone.map(({ line, subject }) => ({
      principal: 'vault',
      purpose: 'forgotten-again',
      kind: line.kind,
      subject,
      about: null,
    })),
  })
}

const recordsAfter = {
  name: 'records-after',
  text: 'select id, subject_id as subject from records where id > $1 order by id limit $2',
}
const subjectsAfter = {
  name: 'subjects-after',
  text: 'select id, id as subject from subjects where id > $1 order by id limit $2',
}
const rowsAtOnce = 5_000
const firstId = '00000000-0000-0000-0000-000000000000'

/** Rows whose hashed ids the lines name. The ids themselves are in no ledger, so all are hashed. */
async function foundBy(
  core: Core,
  statement: { name: string; text: string },
  lines: LedgerLine[],
): Promise<[LedgerLine, Found][]> {
  const byHash = new Map(lines.map((line) => [line.hash, line]))
  const found: [LedgerLine, Found][] = []
  if (byHash.size === 0) return found
  for (let after = firstId; ; ) {
    const rows = await core.db.rows<Found>(statement, [after, rowsAtOnce])
    for (const row of rows) {
      const line = byHash.get(shredHash(row.id).toString('hex'))
      if (line) found.push([line, row])
    }
    if (rows.length < rowsAtOnce) return found
    after = rows.at(-1)!.id
  }
}
