import { createSecretKey } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bytes, id, instant, integer, list, object, oneOf, text, toWire } from '#lib/shapes.ts'
import { fileProvider, Ring, type RingKey, type RingPlace, uses } from './ring.ts'

const key = {
  use: oneOf(...uses),
  version: integer({ min: 1, max: 30_000 }),
  madeAt: instant,
}
const wrapped = object({ ...key, wrapped: text({ min: 1, max: 2000 }) })
const fingerprint = bytes({ min: 16, max: 16 })
/** Marks of destroyed keys serve a database from before; none is kept for as many turns. */
const mostMarks = 1_000
const ringFile = object({
  format: integer({ min: 2, max: 2 }),
  id,
  provider: text({ max: 40 }),
  keys: list(wrapped, { max: 2000 }),
  destroyed: list(object({ ...key, destroyedAt: instant, fingerprint }), { max: 2000 }),
})

/**
 * Reads the ring; undefined when there is none. Throws with a sentence for a file that others
 * may read, that another provider wrapped, or that is damaged. One that only its file's mode
 * protected is wrapped by the provider from then on.
 */
export async function readRing(place: RingPlace): Promise<Ring | undefined> {
  const { file, provider } = place
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (content === undefined) return undefined
  if (((await stat(file)).mode & 0o077) !== 0) {
    throw new Error(`The key ring ${file} can be read by others; give it mode 0600.`)
  }
  const read = parsed(content, file)
  // From a file it may go to somebody else at any start; the way back needs a person.
  const from = [provider, fileProvider].find(({ name }) => name === read.provider)
  if (!from) {
    throw new Error(`The key ring is kept by "${read.provider}", not by "${provider.name}".`)
  }
  const keys: RingKey[] = []
  for (const each of read.keys) {
    const key = await from.unwrap(each.wrapped)
    if (key.length !== 32) throw new Error(`The key ring ${file} is damaged.`)
    const wrapped = from === provider ? each.wrapped : await provider.wrap(key)
    keys.push({ ...each, wrapped, key: createSecretKey(key) })
    key.fill(0)
  }
  // Left by a process that died while it wrote; the old one still has what was to go.
  await overwritten(`${file}.old`)
  await overwritten(`${file}.new`)
  const ring = new Ring(read.id, keys, read.destroyed)
  if (from !== provider) await writeRing(place, ring)
  return ring
}

/** Never repeats what the file holds. */
function parsed(content: string, file: string) {
  try {
    return ringFile.parse(JSON.parse(content))
  } catch {
    throw new Error(`The key ring ${file} is damaged, or of another version of Dozo.`)
  }
}

type Content = Pick<Ring, 'id' | 'keys' | 'destroyed'>

/**
 * Writes the whole ring: on disk before the old one is replaced, which is then overwritten. The
 * copy first, so that nothing is ever sealed under a key that is in one place only.
 */
export async function writeRing({ file, copy, provider }: RingPlace, ring: Content) {
  const keys = ring.keys.map(({ key: _, ...rest }) => rest)
  const content = { format: 2, id: ring.id, provider: provider.name, keys }
  const byAge = ring.destroyed.toSorted((one, other) => one.destroyedAt - other.destroyedAt)
  const marks = toWire(byAge.slice(-mostMarks))
  const text = JSON.stringify({ ...content, destroyed: marks }, null, 1)
  // What could not be read again must not take the place of what can.
  parsed(text, file)
  // A disk that is not there must stop this, so its folder is not made.
  if (copy !== undefined) await replaced(copy, text)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await chmod(dirname(file), 0o700)
  await replaced(file, text)
}

async function replaced(file: string, text: string): Promise<void> {
  // Left by a crash it would keep its own mode.
  await overwritten(`${file}.new`)
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await overwritten(`${file}.old`)
  // A second name for the old one, to find it again once the new one has its place.
  await link(file, `${file}.old`).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOENT', 'EPERM', 'ENOTSUP'].includes(error.code ?? '')) throw error
  })
  await rename(`${file}.new`, file)
  await synced(dirname(file))
  await overwritten(`${file}.old`)
}

/** A removed file's bytes stay on a plain disk until something else is written there. */
async function overwritten(file: string): Promise<void> {
  const handle = await open(file, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!handle) return
  const { size, nlink } = await handle.stat()
  // Killed before the new one took its place: this is still the ring itself.
  if (nlink === 1) {
    await handle.write(Buffer.alloc(size), 0, size, 0)
    await handle.sync()
  }
  await handle.close()
  await rm(file)
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}
