import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readAgeFile, writeAgeFile } from '#adapters/age/age-files.ts'

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

/** Opens the copy of the ring into its place. Throws with a sentence when there is none. */
export async function bringRing(want: {
  ringFolder: string
  keysPlace: string
  identities: readonly string[]
}): Promise<void> {
  const target = join(want.ringFolder, ringFile)
  const source = join(want.keysPlace, copyName)
  if (!existsSync(source)) throw new Error(`There is no copy of a key ring in ${want.keysPlace}.`)
  const chunks: Uint8Array[] = []
  for await (const chunk of readAgeFile(source, want.identities)) chunks.push(chunk)
  await mkdir(want.ringFolder, { recursive: true, mode: 0o700 })
  await writeFile(target, Buffer.concat(chunks), { mode: 0o600, flush: true })
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
