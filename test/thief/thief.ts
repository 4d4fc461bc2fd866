import { createDecipheriv, createHash, createHmac } from 'node:crypto'

/** All that was carried off. */
export interface Haul {
  /** Rows of the vault's database: sealed records, and mailboxes by their keyed hash. */
  records: StolenRecord[]
  mailboxes: Buffer[]
  /** Everything else, byte by byte: other tables, files, environments, memories. */
  heaps: Iterable<{ name: string; bytes: Buffer }>
}

export interface StolenRecord {
  id: string
  kind: string
  about: string | null
  subject_id: string
  schema: number
  ring: number
  wrapped: Buffer
  sealed: Buffer
}

export interface Report {
  /** Bytes looked through, and keys tried. */
  bytes: number
  keys: number
  /** Places where an address of the list stood in clear or merely coded, and the first of them. */
  seen: number
  where: string | null
  /** People of the list found again by a keyed or plain hash of their address. */
  guessed: number
  /** Records opened. */
  opened: number
}

const mostKeys = 200_000

/**
 * A thief who knows how Dozo works: looks for addresses in clear or coded, takes everything that
 * could be a key, and tries each on the hashes of common addresses and on the sealed records.
 */
export function steal({ records, mailboxes, heaps }: Haul, common: readonly string[]): Report {
  const ends = new Set(common.map((address) => address.slice(address.indexOf('@'))))
  const shapes = [...ends].flatMap(shapesOf)
  const keys = new Map<string, Buffer>()
  let [bytes, seen, where] = [0, 0, null as string | null]
  for (const heap of heaps) {
    bytes += heap.bytes.length
    if (shapes.some((shape) => heap.bytes.includes(shape))) {
      where ??= heap.name
      seen += 1
    }
    for (const key of keysIn(heap.bytes)) {
      if (keys.size < mostKeys) keys.set(key.toString('hex'), key)
    }
  }
  const tried = [...keys.values()]
  const guessed = guess(new Set(mailboxes.map(hex)), common, tried)
  const opened = records.filter((record) => tried.some((key) => opens(record, key))).length
  return { bytes, keys: tried.length, seen, where, guessed, opened }
}

const hex = (bytes: Buffer) => bytes.toString('hex')

/** A text as bytes, in two bytes for each letter, percent-encoded, in hex and in base64. */
function shapesOf(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  // Of base64 only the letters that do not depend on what stands before and after.
  const base64 = [0, 1, 2].map((skip) =>
    Buffer.concat([Buffer.alloc(skip, 'x'), bytes])
      .toString('base64')
      .slice(skip + 2, -4),
  )
  const inText = [text.replace('@', '%40'), bytes.toString('hex'), ...base64]
  return [bytes, Buffer.from(text, 'utf16le'), ...inText.map((each) => Buffer.from(each))]
}

/** Texts of 32 bytes in base64url or hex. */
function* keysIn(bytes: Buffer): Generator<Buffer> {
  const text = bytes.toString('latin1')
  for (const [found] of text.matchAll(/(?<![\w-])[\w-]{43}(?![\w-])/g)) {
    yield Buffer.from(found, 'base64url')
  }
  for (const [found] of text.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)) {
    yield Buffer.from(found, 'hex')
  }
}

/** Knows one address for sure, the thief's own, so a key shows itself at once. */
function guess(hashes: Set<string>, common: readonly string[], keys: Buffer[]): number {
  const bare = (address: string) => hex(createHash('sha256').update(address).digest())
  const found = common.filter((address) => hashes.has(bare(address))).length
  const own = common[0]!
  const right = keys.find((key) => hashes.has(keyed(key, own)))
  if (!right) return found
  return common.filter((address) => hashes.has(keyed(right, address))).length
}

/** As the vault does it. */
function keyed(key: Buffer, address: string): string {
  const mac = createHmac('sha256', key)
  for (const part of ['dozo address', address]) {
    const bytes = Buffer.from(part)
    mac.update(`${bytes.length}:`).update(bytes)
  }
  return mac.digest('hex')
}

function opens(record: StolenRecord, key: Buffer): boolean {
  const { kind, id, subject_id: subject, about, schema, ring } = record
  const bound = ['dozo key', kind, id, subject, about, schema, ring].join('\n')
  try {
    decrypt(key, record.wrapped, bound)
    return true
  } catch {
    return false
  }
}

function decrypt(key: Buffer, blob: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, 12))
  decipher.setAAD(Buffer.from(bound)).setAuthTag(blob.subarray(-16))
  return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()])
}
