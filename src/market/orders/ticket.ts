import { createHash, timingSafeEqual } from 'node:crypto'
import { base64url, fromBase64url } from '#lib/base64url.ts'
import type { RandomBytes } from '#lib/random.ts'

const ticketBytes = 32

/** A pass from the shop to the accounts host: the text goes into a URL, the hash into the order. */
export function newTicket(random: RandomBytes): { ticket: string; hash: Buffer } {
  const bytes = random(ticketBytes)
  return { ticket: base64url(bytes), hash: sha256(bytes) }
}

/** The hash of a ticket as it came in a URL; undefined for a text that is none. */
export function hashOfTicket(ticket: string): Buffer | undefined {
  const bytes = fromBase64url(ticket)
  return bytes?.length === ticketBytes ? sha256(bytes) : undefined
}

/** Compares in constant time. */
export function isSameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
