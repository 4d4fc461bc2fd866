import { domainToASCII } from 'node:url'
import { Refusal } from '#lib/refusal.ts'
import { macOf, type Ring } from './ring.ts'

/** Quotes, brackets, separators and all that hides or turns text has no place in an address. */
const unwanted = /[\s"(),:;<>[\\\]\p{C}]/u

/**
 * As a mail to it is addressed: what is found as one mailbox is written to as one. Were it written
 * to as it was typed, a provider that tells capitals apart would give the code of one person's
 * mailbox to another.
 */
export function mailedAddress(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

/**
 * One spelling for all ways to type a mail address: NFKC, trimmed, lower case, the domain in
 * ASCII. Refuses `bad-input` for what cannot be one; never repeats what was typed.
 */
export function normalAddress(typed: string): string {
  const text = mailedAddress(typed)
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  const domain = unwanted.test(text) ? '' : domainToASCII(text.slice(at + 1))
  const isAddress =
    local.length >= 1 &&
    Buffer.byteLength(local) <= 64 &&
    !local.includes('@') &&
    !/^\.|\.\.|\.$/.test(local) &&
    domain.length <= 253 &&
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain) &&
    !/(?:^|\.)-|-(?:\.|$)|\.[0-9]+$/.test(domain) &&
    domain.split('.').every((label) => label.length <= 63)
  if (!isAddress) {
    throw new Refusal('bad-input', 'address: must be a mail address', { field: 'address' })
  }
  return `${local}@${domain}`
}

/** Finds a mailbox without showing it. `version` is that of the ring's index key. */
export function blindIndex(ring: Ring, normal: string): { version: number; index: Buffer } {
  const { key, version } = ring.current('index')
  return { version, index: macOf(key, ['dozo address', normal]) }
}
