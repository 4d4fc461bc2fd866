import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { PictureEncoder, Rendition } from '#market/media/port.ts'

/** What was made there before, or what is made now and kept for the next time. */
export async function kept(path: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const known = await readFile(path).catch(() => undefined)
  if (known) return known
  const made = await make()
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, made)
  await rename(unfinished, path)
  return made
}

/** A name that only the very same parts have. */
export function nameOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length} `).update(part)
  return hash.digest('hex')
}

/**
 * The same encoder, for originals that come again at every filling: what it made of one is kept
 * in the folder. `making` tells of all that decides over the outcome beside the original.
 */
export function keptEncoder(
  encoder: PictureEncoder,
  { folder, making }: { folder: string; making: string },
): PictureEncoder {
  return {
    async encode(original) {
      const path = join(folder, `${nameOf(making, original)}.renditions`)
      const bytes = await kept(path, async () => serialize(await encoder.encode(original)))
      return deserialize(bytes) as Rendition[]
    },
  }
}
