import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that vouches for itself, for these names and a day; PEM. */
export function selfSigned(names: string[]): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid('550403'), tlv(0x0c, Buffer.from(names[0]!)))))
  const now = Date.now()
  const validity = sequence(time(now - 3_600_000), time(now + 86_400_000))
  const alternatives = sequence(...names.map((each) => tlv(0x82, Buffer.from(each))))
  const isAuthority = sequence(tlv(0x01, Buffer.from([0xff])))
  const content = sequence(
    tlv(0xa0, integer(2)),
    integer(now),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    tlv(
      0xa3,
      sequence(
        sequence(oid('551d11'), tlv(0x04, alternatives)),
        sequence(oid('551d13'), tlv(0x04, isAuthority)),
      ),
    ),
  )
  const signature = sign('sha256', content, privateKey)
  const whole = sequence(content, ecdsaWithSha256, tlv(0x03, Buffer.concat([zero, signature])))
  const lines = whole
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

const zero = Buffer.from([0])
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'))
const sequence = (...parts: Buffer[]) => tlv(0x30, Buffer.concat(parts))
const set = (part: Buffer) => tlv(0x31, part)
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))

/** Positive, in as few bytes as DER wants. */
function integer(value: number): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return tlv(0x02, bytes[0]! > 0x7f ? Buffer.concat([zero, bytes]) : bytes)
}

function time(millis: number): Buffer {
  const digits = new Date(millis).toISOString().replace(/[-:T]|\.\d+/g, '')
  return tlv(0x17, Buffer.from(digits.slice(2)))
}

function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  const size = length < 0x80 ? [length] : long
  return Buffer.concat([Buffer.from([tag, ...size]), value])
}
