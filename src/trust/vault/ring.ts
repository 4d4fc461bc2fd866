import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Clock } from '#lib/clock.ts'
import type { RandomBytes } from '#lib/random.ts'

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
  /** As the provider wrapped it; what the file holds. */
  wrapped: string
}

/** What stays of a key that is gone: enough to know it again, nothing to open with. */
export interface DestroyedKey {
  use: Use
  version: number
  madeAt: number
  destroyedAt: number
  fingerprint: Buffer
}

/** Who keeps the key that keeps the keys: a file, or a machine elsewhere. */
export interface KeyProvider {
  name: string
  wrap(key: Buffer): Promise<string>
  unwrap(wrapped: string): Promise<Buffer>
}

/** Where the ring lies, where its copy is kept, if anywhere, and who wraps it. */
export interface RingPlace {
  file: string
  copy: string | undefined
  provider: KeyProvider
}

/** The file's own mode is the protection. */
export const fileProvider: KeyProvider = {
  name: 'file',
  wrap: async (key) => key.toString('base64url'),
  unwrap: async (wrapped) => Buffer.from(wrapped, 'base64url'),
}

/** All versions of all keys, unwrapped once at the start. One object for the whole process. */
export class Ring {
  readonly id: string
  #keys: readonly RingKey[] = []
  #destroyed: readonly DestroyedKey[] = []
  #byUse = new Map<Use, readonly RingKey[]>()

  constructor(ringId: string, keys: readonly RingKey[], destroyed: readonly DestroyedKey[] = []) {
    this.id = ringId
    this.become(keys, destroyed)
  }

  get keys(): readonly RingKey[] {
    return this.#keys
  }

  get destroyed(): readonly DestroyedKey[] {
    return this.#destroyed
  }

  /** From here on everybody seals and opens by these. */
  become(keys: readonly RingKey[], destroyed: readonly DestroyedKey[]): void {
    const newestFirst = keys.toSorted((a, b) => b.version - a.version)
    this.#byUse = new Map(uses.map((use) => [use, newestFirst.filter((key) => key.use === use)]))
    this.#keys = keys
    this.#destroyed = destroyed
  }

  /** The newest key for this use: what is written now is written under it. */
  current(use: Use): RingKey {
    const newest = this.versions(use)[0]
    if (!newest) throw new RangeError(`the ring has no key for ${use}`)
    return newest
  }

  /** Newest first. */
  versions(use: Use): readonly RingKey[] {
    return this.#byUse.get(use) ?? []
  }

  key(use: Use, version: number): KeyObject | undefined {
    return this.versions(use).find((key) => key.version === version)?.key
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
export function fingerprintOf({ key }: Pick<RingKey, 'key'>): Buffer {
  return macOf(key, ['dozo ring fingerprint']).subarray(0, 16)
}

/** A fresh key of the next version. */
export async function newKey(
  want: { use: Use; version: number },
  { provider, clock, random }: { provider: KeyProvider; clock: Clock; random: RandomBytes },
): Promise<RingKey> {
  const bytes = random(32)
  const wrapped = await provider.wrap(bytes)
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return { ...want, madeAt: clock().getTime(), key, wrapped }
}
