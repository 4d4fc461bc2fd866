import { inclusionProof } from '#trust/log/merkle.ts'
import { parseCheckpoint } from '#trust/log/note.ts'
import { overTiles, type ReadFile } from './published-tree.ts'
import { proofText } from './tlog-proof.ts'

/**
 * The proof file of one entry, from what is published: below the newest checkpoint that the
 * witness has cosigned, or below the newest at all while the entry is younger than that.
 * Undefined when the entry is not published yet, which takes a second.
 */
export async function proofOfEntry(
  read: ReadFile,
  { index, entry, about }: { index: number; entry: string; about: string | null },
): Promise<string | undefined> {
  for (const file of ['witnessed', 'checkpoint']) {
    const checkpoint = (await read(file))?.toString()
    const size = checkpoint ? (parseCheckpoint(checkpoint)?.size ?? 0) : 0
    if (!checkpoint || index >= size) continue
    const path = await overTiles(read, size, (root) => inclusionProof(root, index, size))
    if (path) return proofText({ index, path, checkpoint, entry, about })
  }
  return undefined
}
