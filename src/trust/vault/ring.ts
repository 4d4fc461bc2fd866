import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '#lib/clock.ts'
import type { RandomBytes } from '#lib/random.ts'
import { id, instant, integer, list, object, oneOf, text } from '#lib/shapes.ts'

/**
 * What a key is for. `record` wraps the keys of records and turns; `index` finds addresses;
 * `tag` hides people in the log; `pass` makes passes, challenges and proofs of codes; `note`
 * signs checkpoints.
 */
export const uses = ['record', 'index', 'tag', 'pass', 'note'] as const
export type Use = (typeof uses)[number]

export interface RingKey {
  use: Use
  version: number
  madeAt: number
  /** An object, since bytes would be made into one at every use, for four times the cost. */
  key: KeyObject
}

/** Who keeps the key that keeps the keys: a file, or a machine elsewhere. */
export interface KeyProvider {
  name: string
  wrap(key: Buffer): Promise<string>
  unwrap(wrapped: string): Promise<Buffer>
}

/** The file's own mode is the protection. */
export const fileProvider: KeyProvider = {
  name: 'file',
  wrap: async (key) => key.toString('base64url'),
  unwrap: async (wrapped) => Buffer.from(wrapped, 'base64url'),
}

/** All versions of all keys, unwrapped once at the start. */
export class Ring {
  readonly id: string
  readonly keys: readonly RingKey[]

  constructor(ringId: string, keys: readonly RingKey[]) {
    this.id = ringId
    this.keys = keys
  }

  /** The newest key for this use: what is written now is written under it. */
  current(use: Use): RingKey {
    const newest = this.versions(use)[0]
    if (!newest) throw new RangeError(`the ring has no key for ${use}`)
    return newest
  }

  /** Newest first. */
  versions(use: Use): RingKey[] {
    return this.keys.filter((key) => key.use === use).sort((a, b) => b.version - a.version)
  }

  key(use: Use, version: number): KeyObject | undefined {
    return this.keys.find((key) => key.use === use && key.version === version)?.key
  }

  /** HMAC-SHA-256 under the current key of a use; the first part says what for. */
  mac(use: Use, ...parts: (string | Uint8Array)[]): Buffer {
    return macOf(this.current(use).key, parts)
  }
}

/** HMAC over parts, each behind its length, so that no two lists of parts look alike. */
export function macOf(key: KeyObject, parts: readonly (string | Uint8Array)[]): Buffer {
  const mac = createHmac('sha256', key)
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    mac.update(`${bytes.length}:`).update(bytes)
  }
  return mac.digest()
}

/** Tells two rings apart without giving anything of a key away. */
export function fingerprintOf({ key }: RingKey): Buffer {
  return macOf(key, ['dozo ring fingerprint']).subarray(0, 16)
}

const ringFile = object({
  format: integer({ min: 1, max: 1 }),
  id,
  provider: text({ max: 40 }),
  keys: list(
    object({
      use: oneOf(...uses),
      version: integer({ min: 1, max: 30_000 }),
      madeAt: instant,
      wrapped: text({ min: 1, max: 2000 }),
    }),
    { max: 2000 },
  ),
})

/**
 * Reads the ring; makes one when `mayMake` says that nothing was ever sealed here.
 *
 * Refuses a file that others may read, and an empty place where a ring must have been: a new
 * ring there would open nothing and hide the loss.
 */
export async function openRing(want: {
  file: string
  provider: KeyProvider
  mayMake: boolean
  ringId: string
  clock: Clock
  random: RandomBytes
}): Promise<Ring> {
  const { file, provider } = want
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (content === undefined) {
    if (want.mayMake) return makeRing(want)
    throw new Error(`The key ring ${file} is gone; put it back from its own backup.`)
  }
  if (((await stat(file)).mode & 0o077) !== 0) {
    throw new Error(`The key ring ${file} can be read by others; give it mode 0600.`)
  }
  const read = ringFile.parse(JSON.parse(content))
  if (read.provider !== provider.name) {
    throw new Error(`The key ring is kept by "${read.provider}", not by "${provider.name}".`)
  }
  const keys: RingKey[] = []
  for (const { wrapped, ...rest } of read.keys) {
    const key = await provider.unwrap(wrapped)
    if (key.length !== 32) throw new Error('The key ring is damaged.')
    keys.push({ ...rest, key: createSecretKey(key) })
  }
  return new Ring(read.id, keys)
}

async function makeRing(want: Parameters<typeof openRing>[0]): Promise<Ring> {
  const madeAt = want.clock().getTime()
  const keys = uses.map((use) => ({
    use,
    version: 1,
    madeAt,
    key: createSecretKey(want.random(32)),
  }))
  const ring = new Ring(want.ringId, keys)
  await writeRing(ring, want)
  return ring
}

/** Writes the whole ring: on disk before the old one is replaced. */
export async function writeRing(
  ring: Ring,
  { file, provider }: { file: string; provider: KeyProvider },
): Promise<void> {
  const keys = []
  for (const { key, ...rest } of ring.keys) {
    keys.push({ ...rest, wrapped: await provider.wrap(key.export()) })
  }
  const content = JSON.stringify({ format: 1, id: ring.id, provider: provider.name, keys }, null, 1)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await chmod(dirname(file), 0o700)
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(content)
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
  const folder = await open(dirname(file))
  await folder.sync()
  await folder.close()
}
