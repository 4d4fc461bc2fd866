import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { leafHash } from '#trust/log/merkle.ts'
import { parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import { entriesOf, tilePath, tileWidth } from '#trust/log/tiles.ts'
import { GrowingTree } from '#trust/log/tree.ts'
import { ledgerLines } from './ledger-file.ts'
import { heldAgainst, type Told, toldBy } from './ledger-told.ts'

export type LogVerdict =
  | { holds: false; why: string }
  | {
      holds: true
      /** Entries of the log, and lines of the ledger. */
      entries: number
      lines: number
      /** The entry that told of the ledger last; null when none did. */
      toldIn: number | null
      begunAnewIn: number | null
    }

/**
 * Checks a copy of the published log with nothing else: its entries make up the tree that was
 * signed by this key, and the ledger of what was destroyed is the one they tell of. Throws with a
 * sentence when a file is missing.
 */
export async function verifyLogFolder(folder: string, logKey: string): Promise<LogVerdict> {
  const note = await readFile(join(folder, 'checkpoint'), 'utf8')
  const text = verifiedText(note, logKey)
  const checkpoint = text ? parseCheckpoint(text) : undefined
  if (!checkpoint) return no('The checkpoint is not signed by this key.')
  const { tree, told, toldIn, begunAnewIn } = await readEntries(folder, checkpoint.size)
  if (!tree.root().equals(checkpoint.root)) {
    return no('The entries are not those of the checkpoint.')
  }
  const { isAsTold, lines, last } = await heldAgainst(told, ledgerLines(folder))
  if (!isAsTold) {
    return no(
      `The ledger of what was destroyed is not the one that entry ${toldIn} tells of: that one goes to number ${told?.n}, this to ${last}.`,
    )
  }
  const { size: entries } = checkpoint
  return { holds: true, entries, lines, toldIn, begunAnewIn }
}

function no(why: string): LogVerdict {
  return { holds: false, why }
}

async function readEntries(folder: string, size: number) {
  const tree = new GrowingTree(() => {})
  const found: { told: Told | null; toldIn: number | null; begunAnewIn: number | null } = {
    ...{ told: null, toldIn: null, begunAnewIn: null },
  }
  while (tree.size < size) {
    const width = Math.min(tileWidth, size - tree.size)
    for (const entry of await bundleIn(folder, tree.size / tileWidth, width)) {
      const tells = toldBy(entry.toString())
      if (tells === null) found.begunAnewIn = tree.size
      if (tells) found.toldIn = tree.size
      if (tells !== undefined) found.told = tells
      tree.append(leafHash(entry))
    }
  }
  return { tree, ...found }
}

/** A partial bundle may have been replaced by the whole one while the copy was made. */
async function bundleIn(folder: string, index: number, width: number): Promise<Buffer[]> {
  const [partial, whole] = [width, tileWidth].map((each) =>
    join(folder, tilePath('entries', index, each)),
  )
  const bytes = await readFile(partial!).catch(() => readFile(whole!))
  return entriesOf(bytes).slice(0, width)
}
