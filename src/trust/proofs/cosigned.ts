import { Refusal } from '#lib/refusal.ts'
import { parseCheckpoint, verifiedText } from '#trust/log/note.ts'
import { cosignedAt } from './cosignature.ts'
import type { ReadFile } from './published-tree.ts'

interface PublishedLog {
  verifierKey: string
  read: ReadFile
  takeCosigned(cosigned: { size: number; note: string }): void
}

/** Behind the text ours and the witness's: a third would be published for whoever wrote it. */
const twoLines = /^\n[^\n]+\n[^\n]+\n$/

/**
 * Takes back a checkpoint of this log with the witness's line, to be published. Believes nobody:
 * both signatures are checked, and an older one than is published changes nothing. Gives the time
 * by the witness's clock.
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
  const published = parseCheckpoint((await log.read('witnessed'))?.toString() ?? '')
  const isOlder = published && published.size > checkpoint.size
  if (!isOlder) log.takeCosigned({ size: checkpoint.size, note })
  return new Date(at * 1000)
}
