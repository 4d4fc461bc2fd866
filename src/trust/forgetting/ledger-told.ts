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

/** True when these lines begin with exactly those that the log told of. */
export function isAsTold(lines: readonly LedgerLine[], told: Told): boolean {
  const tree = new GrowingTree(() => {})
  const upTo = lines.filter(({ n }) => n <= told.n)
  for (const line of upTo) growBy(tree, line)
  return upTo.at(-1)?.n === told.n && tree.root().toString('base64url') === told.root
}

export function growBy(tree: GrowingTree, line: LedgerLine): void {
  tree.append(leafHash(Buffer.from(lineText(line))))
}
