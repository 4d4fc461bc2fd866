import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readAgeFile, writeAgeFile } from '#adapters/age/age-files.ts'
import { stopPoint } from '#lib/stop-point.ts'

const ringFile = 'ring.json'
const copyName = 'ring.json.age'

/**
 * Puts the one copy of the ring into a folder apart from the backups, closed to another key than
 * theirs. It replaces the copy before: an older one would hold versions that were destroyed.
 */
export async function copyRing(want: {
  ringFolder: string
  keysPlace: string
  recipient: string
}): Promise<void> {
  const source = join(want.ringFolder, ringFile)
  if (!existsSync(source)) throw new Error(`There is no key ring in ${want.ringFolder}.`)
  await mkdir(want.keysPlace, { recursive: true, mode: 0o700 })
  async function* content(): AsyncGenerator<Uint8Array> {
    yield await readFile(source)
  }
  await writeAgeFile(join(want.keysPlace, copyName), want.recipient, content())
}

/** The ring out of its copy. Throws with a sentence when there is none, or it does not open. */
export async function openRingCopy(
  keysPlace: string,
  identities: readonly string[],
): Promise<Buffer> {
  const source = join(keysPlace, copyName)
  if (!existsSync(source)) throw new Error(`There is no copy of a key ring in ${keysPlace}.`)
  const chunks: Uint8Array[] = []
  for await (const chunk of readAgeFile(source, identities)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Puts a ring into its place, whole or not at all. */
export async function placeRing(ringFolder: string, ring: Buffer): Promise<void> {
  const target = join(ringFolder, ringFile)
  await mkdir(ringFolder, { recursive: true, mode: 0o700 })
  await writeFile(`${target}.unfinished`, ring, { mode: 0o600, flush: true })
  stopPoint('restore:before-ring-file')
  await rename(`${target}.unfinished`, target)
  stopPoint('restore:after-ring-file')
}

export function hasRing(ringFolder: string): boolean {
  return existsSync(join(ringFolder, ringFile))
}

/** True when one folder is the other or lies in it. */
export function areTogether(one: string, other: string): boolean {
  return isIn(one, other) || isIn(other, one)
}

function isIn(inner: string, outer: string): boolean {
  const way = relative(outer, inner)
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('/'))
}
