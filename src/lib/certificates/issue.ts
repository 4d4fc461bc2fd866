import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto'
import { bits, integer, octets, oid, sequence, set, time, tlv, utf8, yes } from './der.ts'

/** A key and a certificate, both as PEM. */
export interface Issued {
  key: string
  cert: string
}

export interface IssueWish {
  /** What people read in it; 1 to 64 characters. */
  name: string
  from: Date
  until: Date
  /** 16 random bytes; no two certificates of an authority share them. */
  serial: Buffer
}

/** An authority over P-256 that may issue certificates, but make no further authority. */
export function newAuthority(wish: IssueWish): Issued {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const extensions = [
    extension(oids.basicConstraints, sequence(yes, integer(Buffer.from([0]))), true),
    extension(oids.keyUsage, bits(Buffer.from([0x06]), 1), true),
    extension(oids.subjectKey, octets(keyId(publicKey))),
  ]
  const name = nameOf(wish.name)
  const issuer = { name, key: privateKey }
  return { key: pemOfKey(privateKey), cert: certificate(issuer, { wish, publicKey, extensions }) }
}

/**
 * A new P-256 key and a certificate that its holder is `uri`, good on both ends of a TLS
 * connection and for nothing else. RangeError when it would outlive its authority.
 */
export function issue(authority: Issued, uri: string, wish: IssueWish): Issued {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = createPrivateKey(authority.key)
  const above = new X509Certificate(authority.cert)
  if (wish.until > new Date(above.validTo)) throw new RangeError('outlives its authority')
  const extensions = [
    extension(oids.basicConstraints, sequence(), true),
    extension(oids.keyUsage, bits(Buffer.from([0x80]), 7), true),
    extension(oids.extendedKeyUsage, sequence(oid('2b06010505070301'), oid('2b06010505070302'))),
    extension(oids.alternativeName, sequence(tlv(0x86, Buffer.from(uri, 'ascii')))),
    extension(oids.authorityKey, sequence(tlv(0x80, keyId(createPublicKey(key))))),
  ]
  const issuer = { name: nameOf(above.subject.replace(/^CN=/, '')), key }
  return { key: pemOfKey(privateKey), cert: certificate(issuer, { wish, publicKey, extensions }) }
}

const oids = {
  commonName: '550403',
  subjectKey: '551d0e',
  keyUsage: '551d0f',
  alternativeName: '551d11',
  basicConstraints: '551d13',
  authorityKey: '551d23',
  extendedKeyUsage: '551d25',
}
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))

function certificate(
  issuer: { name: Buffer; key: KeyObject },
  of: { wish: IssueWish; publicKey: KeyObject; extensions: Buffer[] },
): string {
  const { wish, publicKey, extensions } = of
  const content = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(wish.serial),
    ecdsaWithSha256,
    issuer.name,
    sequence(time(wish.from), time(wish.until)),
    nameOf(wish.name),
    publicKey.export({ format: 'der', type: 'spki' }),
    tlv(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', content, issuer.key)
  const whole = sequence(content, ecdsaWithSha256, bits(signature))
  const lines = whole.toString('base64').replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  return sequence(oid(id), ...(isCritical ? [yes] : []), octets(value))
}

function nameOf(name: string): Buffer {
  if (name.length < 1 || name.length > 64) throw new RangeError('a name has 1 to 64 characters')
  return sequence(set(sequence(oid(oids.commonName), utf8(name))))
}

function keyId(publicKey: KeyObject): Buffer {
  const der = publicKey.export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(der).digest().subarray(0, 20)
}

function pemOfKey(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}
