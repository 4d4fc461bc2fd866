import { leafHash } from '#trust/log/merkle.ts'
import { GrowingTree } from '#trust/log/tree.ts'
import type { EntryDraft } from '#trust/vault/sequencer.ts'
import { type LedgerLine, lineText } from './ledger-file.ts'

/** What an entry of the log says of the ledger: its last line, and the tree over all lines. */
export interface Told {
  n: number
  /** Root (RFC 6962) over the bytes of each line without its newline, in base64url. */
  root: string
}

const about = { principal: 'vault', subject: null, about: null } as const

/** The entry by which the log commits to the ledger as it is. */
export function tellingEntry(n: number, tree: GrowingTree): EntryDraft {
  return { ...about, purpose: 'ledger-told', kind: String(n), act: tree.root() }
}

/** What was told before no longer counts: the ledger was lost, and somebody said so. */
export const begunAnewEntry: EntryDraft = { ...about, purpose: 'ledger-begun-anew', kind: '' }

/** The newest of these that the log has, by statement; nothing where the ledger began anew. */
export const newestTold = {
  name: 'newest-ledger-told',
  text: `select leaf from log_entries where purpose in ('ledger-told', 'ledger-begun-anew')
    order by index desc limit 1`,
}

/** What an entry tells of the ledger: undefined when nothing, null when it began anew. */
export function toldBy(leaf: string): Told | null | undefined {
  const { do: purpose, kind, ref } = JSON.parse(leaf)
  if (purpose === 'ledger-begun-anew') return null
  return purpose === 'ledger-told' ? { n: Number(kind), root: ref } : undefined
}

/** A whole ledger, held against what the log told of it. */
export interface Held {
  lines: number
  /** Number of its last line; 0 where it has none. */
  last: number
  /** It begins with exactly the lines that the log told of; true where nothing was told. */
  isAsTold: boolean
}

export type LedgerLines = AsyncIterable<LedgerLine> | Iterable<LedgerLine>

/** Reads all of it, so that a broken line behind what was told throws, too. */
export async function heldAgainst(told: Told | null, ledger: LedgerLines): Promise<Held> {
  const tree = new GrowingTree(() => {})
  let [lines, last, lastTold] = [0, 0, 0]
  for await (const line of ledger) {
    lines += 1
    last = line.n
    if (!told || last > told.n) continue
    growBy(tree, line)
    lastTold = last
  }
  const isAsTold = !told || (lastTold === told.n && tree.root().toString('base64url') === told.root)
  return { lines, last, isAsTold }
}

export function growBy(tree: GrowingTree, line: LedgerLine): void {
  tree.append(leafHash(Buffer.from(lineText(line))))
}
