import type { Ring } from './ring.ts'

/** By which the vault finds a person's entries. */
export function subjectTag(ring: Ring, subject: string): Buffer {
  return ring.mac('tag', 'rows', subject).subarray(0, 16)
}

/** With this key a person can find their own entries in the public log, and nobody else's. */
export function readerKey(ring: Ring, subject: string): Buffer {
  return ring.mac('tag', 'reader', subject)
}
