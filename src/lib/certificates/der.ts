// Writes DER, the bytes of certificates. Nothing here reads any: that is left to OpenSSL.

const zero = Buffer.from([0])

/** One value with its tag and length. */
export function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(value.length), value])
}

function lengthOf(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size])
  const hex = size.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

export const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts)
export const set = (...parts: Buffer[]): Buffer => tlv(0x31, ...parts)
export const octets = (value: Buffer): Buffer => tlv(0x04, value)
export const utf8 = (text: string): Buffer => tlv(0x0c, Buffer.from(text))
export const yes = tlv(0x01, Buffer.from([0xff]))

/** An object identifier by its bytes in hex. */
export const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'))

/** Bits, of which the last `unused` are none. */
export const bits = (value: Buffer, unused = 0): Buffer => tlv(0x03, Buffer.from([unused]), value)

/** A positive number in as few bytes as DER wants. */
export function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const short = first < 0 ? zero : bytes.subarray(first)
  return tlv(0x02, ...(short[0]! > 0x7f ? [zero] : []), short)
}

/** A moment in whole seconds; from 2050 on years have four digits. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  return at.getUTCFullYear() < 2050
    ? tlv(0x17, Buffer.from(digits.slice(2)))
    : tlv(0x18, Buffer.from(digits))
}
