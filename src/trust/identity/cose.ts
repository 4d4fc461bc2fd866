import type { KeyObject } from 'node:crypto'

/**
 * A public key as an authenticator writes it: a COSE key in CTAP2's canonical CBOR, of which there
 * is one for each key. So to compare it with the key a browser gave, nothing needs to be read.
 */
export function coseKey(key: KeyObject, algorithm: number): Buffer {
  const jwk = key.export({ format: 'jwk' })
  const part = (text: string | undefined) => byteString(Buffer.from(text ?? '', 'base64url'))
  if (algorithm === -7) {
    const head = Buffer.from('a5010203262001', 'hex')
    return Buffer.concat([head, Buffer.of(0x21), part(jwk.x), Buffer.of(0x22), part(jwk.y)])
  }
  if (algorithm === -8) {
    return Buffer.concat([Buffer.from('a401010327200621', 'hex'), part(jwk.x)])
  }
  const head = Buffer.from('a401030339010020', 'hex')
  return Buffer.concat([head, part(jwk.n), Buffer.of(0x21), part(jwk.e)])
}

function byteString(bytes: Buffer): Buffer {
  const { length } = bytes
  const short = length < 24 ? [0x40 + length] : [0x58, length]
  const head = length < 256 ? short : [0x59, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), bytes])
}

const deepest = 4
const bytesOfLength = [1, 2, 4]
/** false, true and null. */
const simple = [0xf4, 0xf5, 0xf6]

/**
 * Where the CBOR item that begins at `at` ends; undefined for what CTAP2 does not allow
 * (indefinite or longer than needed lengths, tags, floats) or what is cut off.
 */
export function endOfItem(bytes: Buffer, at: number, depth = 0): number | undefined {
  const head = bytes[at]
  if (head === undefined || depth > deepest) return undefined
  const [major, small] = [head >> 5, head & 31]
  if (major === 7) return simple.includes(head) ? at + 1 : undefined
  const width = small < 24 ? 0 : bytesOfLength[small - 24]
  if (major === 6 || width === undefined || at + 1 + width > bytes.length) return undefined
  const size = width === 0 ? small : bytes.readUIntBE(at + 1, width)
  const isShortest = width === 0 || size >= (width === 1 ? 24 : 256 ** (width / 2))
  const start = at + 1 + width
  if (!isShortest) return undefined
  if (major < 2) return start
  if (major < 4) return start + size <= bytes.length ? start + size : undefined
  let end: number | undefined = start
  for (let left = major === 5 ? size * 2 : size; left > 0 && end !== undefined; left -= 1) {
    end = endOfItem(bytes, end, depth + 1)
  }
  return end
}

/** True when exactly one map fills these bytes, as the extensions of an authenticator do. */
export function isOneMap(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes[0]! >> 5 === 5 && endOfItem(bytes, 0) === bytes.length
}
