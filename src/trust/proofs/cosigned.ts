import { Refusal } from '#lib/refusal.ts'
import { type Checkpoint, parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import { cosignedAt } from './cosignature.ts'
import { overTiles, type ReadFile } from './published-tree.ts'

interface PublishedLog {
  verifierKey: string
  read: ReadFile
  takeCosigned(cosigned: { size: number; note: string }): void
}

/** Behind the text ours and the witness's: a third would be published for whoever wrote it. */
const twoLines = /^\n[^\n]+\n[^\n]+\n$/

/**
 * Takes back a checkpoint of this log with the witness's line, to be published. Believes nobody:
 * both signatures are checked, and its root against the published tree, for our key may have been
 * stolen; an older one than is published changes nothing. Gives the time by the witness's clock.
 *
 * Refuses: bad-input.
 */
export async function takeCosigned(
  log: PublishedLog,
  witnessKey: string | null,
  { note }: { note: string },
): Promise<Date> {
  const text = verifiedText(note, log.verifierKey)
  const checkpoint = text ? parseCheckpoint(text) : undefined
  const at = witnessKey === null ? undefined : cosignedAt(note, witnessKey)
  if (!text || !checkpoint || at === undefined || !twoLines.test(note.slice(text.length))) {
    throw new Refusal('bad-input', 'not a checkpoint of this log with the line of its witness')
  }
  if (!(await isOfOurTree(log, checkpoint)))
    throw new Refusal('bad-input', 'another tree than ours')
  const published = parseCheckpoint((await log.read('witnessed'))?.toString() ?? '')
  const isOlder = published && published.size > checkpoint.size
  if (!isOlder) log.takeCosigned({ size: checkpoint.size, note })
  return new Date(at * 1000)
}

async function isOfOurTree(log: PublishedLog, { size, root }: Checkpoint): Promise<boolean> {
  const read: ReadFile = (path) => log.read(path)
  const newest = parseCheckpoint((await read('checkpoint'))?.toString() ?? '')
  if (!newest || size > newest.size) return false
  const ours = await overTiles(read, newest.size, (rootOf) => rootOf(0, size))
  return ours?.equals(root) ?? false
}
