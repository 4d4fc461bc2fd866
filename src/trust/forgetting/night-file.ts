import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { instant, integer, list, object, text } from '#lib/shapes.ts'
import { leafHash } from '#trust/log/merkle.ts'
import { parseCheckpoint } from '#trust/log/note.ts'
import { entriesOf, tilePath, tileWidth } from '#trust/log/tiles.ts'
import { GrowingTree } from '#trust/log/tree.ts'
import { forgettingFolder, ledgerLines } from './ledger-file.ts'

/** A night's account of what was destroyed since the night before. */
export interface RetentionRun {
  v: number
  number: number
  /** Epoch milliseconds. */
  at: number
  /** Numbers in the ledger: after `from`, up to and with `to`. */
  from: number
  to: number
  /** Root of the tree (RFC 6962) over the hashes in those lines, in their order. */
  root: string
  counts: { kind: string; rule: string; count: number }[]
  /** Records whose time is over and that are still there. Anything but 0 is a fault. */
  overdue: number
}

const large = Number.MAX_SAFE_INTEGER
const shape = object({
  v: integer({ min: 1, max: 1 }),
  number: integer({ min: 1, max: large }),
  at: instant,
  from: integer({ min: 0, max: large }),
  to: integer({ min: 0, max: large }),
  root: text({ min: 64, max: 64 }),
  counts: list(
    object({
      kind: text({ max: 40 }),
      rule: text({ max: 40 }),
      count: integer({ min: 1, max: large }),
    }),
    { max: 1_000 },
  ),
  overdue: integer({ min: 0, max: large }),
})

/** An account and what somebody without the database can say of it. */
export interface CheckedRun extends RetentionRun {
  /** The lines of the ledger give this root and these counts. */
  addsUp: boolean
  /** Number of the log's entry that carries its hash; null when none does. */
  entry: number | null
}

export function runPath(logFolder: string, number: number): string {
  return join(logFolder, forgettingFolder, `night-${String(number).padStart(6, '0')}.json`)
}

/**
 * The last accounts, newest first, each checked against the ledger and the published log. Needs
 * nothing but the folder of the log, so an auditor can do it with a copy.
 */
export async function checkedRuns(logFolder: string, limit: number): Promise<CheckedRun[]> {
  const names = await readdir(join(logFolder, forgettingFolder)).catch(() => [])
  const nights = names.filter((name) => /^night-\d+\.json$/.test(name)).sort()
  const runs: { run: RetentionRun; ref: string }[] = []
  for (const name of nights.slice(-limit).reverse()) {
    const document = await readFile(join(logFolder, forgettingFolder, name), 'utf8')
    const ref = hash('sha256', document, 'base64url')
    runs.push({ run: shape.parse(JSON.parse(document)), ref })
  }
  const entries = await entriesWith(logFolder, new Set(runs.map(({ ref }) => ref)))
  const sums = await sumsOf(
    logFolder,
    runs.map(({ run }) => run),
  )
  return runs.map(({ run, ref }, place) => ({
    ...run,
    addsUp: addsUp(run, sums[place]!),
    entry: entries.get(ref) ?? null,
  }))
}

interface Sum {
  tree: GrowingTree
  /** By kind and rule. */
  counted: Map<string, number>
}

/** What the ledger says of each of these nights; read once for all of them. */
async function sumsOf(logFolder: string, runs: readonly RetentionRun[]): Promise<Sum[]> {
  const sums = runs.map((): Sum => ({ tree: new GrowingTree(() => {}), counted: new Map() }))
  for await (const { n, kind, rule, hash: shred } of ledgerLines(logFolder)) {
    for (const [place, { from, to }] of runs.entries()) {
      if (n <= from || n > to) continue
      const { tree, counted } = sums[place]!
      tree.append(leafHash(Buffer.from(shred, 'hex')))
      counted.set(`${kind} ${rule}`, (counted.get(`${kind} ${rule}`) ?? 0) + 1)
    }
  }
  return sums
}

function addsUp(run: RetentionRun, { tree, counted }: Sum): boolean {
  const told = new Map(run.counts.map(({ kind, rule, count }) => [`${kind} ${rule}`, count]))
  const isSame = [...counted].every(([key, count]) => told.get(key) === count)
  return tree.root().toString('hex') === run.root && isSame && told.size === counted.size
}

/** From the newest entry back, until every account was found. */
async function entriesWith(logFolder: string, wanted: Set<string>): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const note = await readFile(join(logFolder, 'checkpoint'), 'utf8').catch(() => '')
  const size = parseCheckpoint(`${note.split('\n\n')[0]}\n`)?.size ?? 0
  for (let last = size - 1; last >= 0 && found.size < wanted.size; ) {
    const bundle = Math.floor(last / tileWidth)
    const width = last - bundle * tileWidth + 1
    const bytes = await readFile(join(logFolder, tilePath('entries', bundle, width)))
    for (const [place, entry] of entriesOf(bytes).entries()) {
      const { do: purpose, ref } = JSON.parse(entry.toString())
      if (purpose === 'retention-run' && wanted.has(ref)) {
        found.set(ref, bundle * tileWidth + place)
      }
    }
    last = bundle * tileWidth - 1
  }
  return found
}
