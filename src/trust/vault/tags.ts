import { hash } from 'node:crypto'
import type { Ring } from './ring.ts'

/** By which the vault finds a person's entries. */
export function subjectTag(ring: Ring, subject: string): Buffer {
  return ring.mac('tag', 'rows', subject).subarray(0, 16)
}

/** With this key a person can find their own entries in the public log, and nobody else's. */
export function readerKey(ring: Ring, subject: string): Buffer {
  return ring.mac('tag', 'reader', subject)
}

/**
 * What a leaf says of its person: nothing to whoever lacks the reader key. SHA-256 over the key,
 * the entry's number and what it is about, cut to 16 bytes.
 */
export function publicTag(reader: Buffer, index: number, about: string | null): string {
  const text = Buffer.from(`dozo log\n${index}\n${about ?? ''}`)
  const digest = hash('sha256', Buffer.concat([reader, text]), 'buffer')
  return digest.subarray(0, 16).toString('base64url')
}
