import { type KeyObject, timingSafeEqual } from 'node:crypto'
import type { RefusalCode } from '#lib/refusal.ts'
import { Refusal } from '#lib/refusal.ts'
import { macOf, type Ring } from './ring.ts'

/**
 * `pay` leads an order to payments; `order-access` proves the order's mailbox; `recipients` names
 * a list of people that an operator confirmed.
 */
export type PassKind = 'pay' | 'order-access' | 'recipients'

export const passMillis = {
  pay: 10 * 60_000,
  'order-access': 60 * 60_000,
  recipients: 10 * 60_000,
} as const

const macBytes = 12

/**
 * 32 bytes that name an order until a moment, and that only the vault can make: order id, end
 * in seconds, 96 bits of HMAC. Nothing is stored, so checking one costs no round trip, and a
 * second pass for the same order does not end the first.
 */
export function passFor(ring: Ring, kind: PassKind, order: string, now: Date): Buffer {
  const end = Buffer.alloc(4)
  end.writeUInt32BE(Math.floor((now.getTime() + passMillis[kind]) / 1000))
  const body = Buffer.concat([Buffer.from(order.replaceAll('-', ''), 'hex'), end])
  return Buffer.concat([body, sign(ring.current('pass').key, kind, body)])
}

/** The order that a pass names. Refuses: ticket-unknown, ticket-expired. */
export function orderOfPass(ring: Ring, kind: PassKind, pass: Buffer, now: Date): string {
  const body = pass.subarray(0, 20)
  const given = pass.subarray(20)
  const isOurs = ring.versions('pass').some(({ key }) => sameBytes(sign(key, kind, body), given))
  if (!isOurs) throw new Refusal('ticket-unknown')
  if (body.readUInt32BE(16) * 1000 <= now.getTime()) throw new Refusal('ticket-expired')
  return uuidText(body.subarray(0, 16))
}

/** Refuses `code` unless the pass is a good one for exactly this order. */
export function assertPass(
  ring: Ring,
  want: { kind: PassKind; pass: Buffer; order: string; now: Date; otherwise: RefusalCode },
): void {
  if (orderOfPass(ring, want.kind, want.pass, want.now) !== want.order) {
    throw new Refusal(want.otherwise)
  }
}

function sign(key: KeyObject, kind: PassKind, body: Buffer): Buffer {
  return macOf(key, ['dozo pass', kind, body]).subarray(0, macBytes)
}

/** Compares in the same time wherever the first difference is. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}

/** 16 bytes as an id. */
export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return `${parts.join('-')}-${hex.slice(20)}`
}
