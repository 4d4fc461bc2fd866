import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import type { RandomBytes } from '#lib/random.ts'
import { BrokenSeal } from './broken-seal.ts'
import type { Ring } from './ring.ts'

/** What a sealed blob is bound to: anywhere else it does not open. */
export interface Place {
  kind: string
  id: string
  subject: string | null
  about: string | null
  schema: number
}

export interface Sealed {
  /** Version of the ring's key that wraps. */
  ring: number
  /** The blob's own key: nonce, key, tag. */
  wrapped: Buffer
  /** Nonce, ciphertext, tag. */
  sealed: Buffer
}

const nonceBytes = 12
const tagBytes = 16

/** Seals a text under a key of its own, and that key under the ring: AES-256-GCM both. */
export function seal(
  { ring, random }: { ring: Ring; random: RandomBytes },
  place: Place,
  plain: string,
): Sealed {
  const { key: outer, version } = ring.current('record')
  const fresh = random(32 + 2 * nonceBytes)
  const key = fresh.subarray(0, 32)
  const wrapped = encrypt(outer, fresh.subarray(32, 32 + nonceBytes), key, keyBound(place, version))
  // A key object first: the cipher takes four times as long to make one of bytes itself.
  const sealed = encrypt(
    createSecretKey(key),
    fresh.subarray(32 + nonceBytes),
    Buffer.from(plain),
    textBound(place),
  )
  key.fill(0)
  return { ring: version, wrapped, sealed }
}

/** The text of a blob that is where it was sealed for; BrokenSeal otherwise. */
export function unseal(ring: Ring, place: Place, blob: Sealed): string {
  const key = unwrapped(ring, place, blob)
  const plain = decrypt(createSecretKey(key), blob.sealed, textBound(place))
  key.fill(0)
  return plain.toString()
}

/** The same blob with its key under the ring's current version; its text stays sealed. */
export function rewrap(
  { ring, random }: { ring: Ring; random: RandomBytes },
  place: Place,
  blob: Sealed,
): Sealed {
  const { key: outer, version } = ring.current('record')
  const key = unwrapped(ring, place, blob)
  const wrapped = encrypt(outer, random(nonceBytes), key, keyBound(place, version))
  key.fill(0)
  return { ring: version, wrapped, sealed: blob.sealed }
}

/** The same text under a key that nobody had before; it is given to nobody. */
export function reseal(needs: { ring: Ring; random: RandomBytes }, place: Place, blob: Sealed) {
  return seal(needs, place, unseal(needs.ring, place, blob))
}

function unwrapped(ring: Ring, place: Place, { ring: version, wrapped }: Sealed): Buffer {
  const outer = ring.key('record', version)
  if (!outer) throw new BrokenSeal(`no ring version ${version}`)
  return decrypt(outer, wrapped, keyBound(place, version))
}

/** Text that no other place has: its parts hold no line breaks. */
function textBound({ kind, id, subject, about, schema }: Place): Buffer {
  return Buffer.from(['dozo record', kind, id, subject, about, schema].join('\n'))
}

/** The wrap alone knows the ring's version, so that it can be made anew without the text. */
function keyBound({ kind, id, subject, about, schema }: Place, version: number): Buffer {
  return Buffer.from(['dozo key', kind, id, subject, about, schema, version].join('\n'))
}

function encrypt(key: KeyObject, nonce: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: KeyObject, blob: Buffer, bound: Buffer): Buffer {
  if (blob.length < nonceBytes + tagBytes) throw new BrokenSeal('blob is cut')
  const end = blob.length - tagBytes
  const cipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  cipher.setAAD(bound).setAuthTag(blob.subarray(end))
  try {
    return Buffer.concat([cipher.update(blob.subarray(nonceBytes, end)), cipher.final()])
  } catch {
    throw new BrokenSeal('blob does not belong here')
  }
}
