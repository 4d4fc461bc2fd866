import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import type { SentChallenge } from '#sites/ui/passkey-fields.ts'
import { coseKey } from '#trust/identity/cose.ts'

/** A passkey without a browser: what the island would write into a form. */
export interface Passkey {
  /** The text of the field `enrolment`. */
  make(sent: SentChallenge, origin: string): string
  /** The text of the field `assertion`. */
  confirm(sent: SentChallenge, origin: string): string
}

const present = 0x01
const verified = 0x04
const newCredential = 0x40

/** A new one (ES256). */
export function passkey(): Passkey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return keptPasskey({ credential: randomBytes(32), privateKey, counts: true })
}

/** The same one for the same words, wherever it is asked for; it counts nothing. */
export function passkeyOf(words: string): Passkey {
  const secret = createHash('sha256').update(words).digest()
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  )
  const key = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: secret.toString('base64url') }
  const privateKey = createPrivateKey({ key, format: 'jwk' })
  const credential = createHash('sha256').update(point).digest()
  return keptPasskey({ credential, privateKey, counts: false })
}

interface Kept {
  credential: Buffer
  privateKey: KeyObject
  counts: boolean
}

function keptPasskey({ credential, privateKey, counts }: Kept): Passkey {
  const publicKey = createPublicKey(privateKey)
  let count = 0

  const data = (sent: SentChallenge, flags: number, more = Buffer.alloc(0)) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(count)
    const party = createHash('sha256').update(sent.relyingParty).digest()
    return Buffer.concat([party, Buffer.from([flags]), counter, more])
  }
  const said = (type: string, sent: SentChallenge, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge: sent.bytes, origin, crossOrigin: false }))
  return {
    make(sent, origin) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credential.length)
      const written = coseKey(publicKey, -7)
      const attested = Buffer.concat([Buffer.alloc(16), length, credential, written])
      return textOf(sent, {
        credential,
        clientData: said('webauthn.create', sent, origin),
        authenticatorData: data(sent, present | verified | newCredential, attested),
        publicKey: publicKey.export({ format: 'der', type: 'spki' }),
        algorithm: -7,
      })
    },
    confirm(sent, origin) {
      if (counts) count += 1
      const clientData = said('webauthn.get', sent, origin)
      const authenticatorData = data(sent, present | verified)
      const hash = createHash('sha256').update(clientData).digest()
      const signature = sign('sha256', Buffer.concat([authenticatorData, hash]), privateKey)
      return textOf(sent, { credential, clientData, authenticatorData, signature })
    },
  }
}

function textOf(sent: SentChallenge, parts: Record<string, Buffer | number>): string {
  const written = Object.entries(parts).map(([name, part]) => [
    name,
    Buffer.isBuffer(part) ? part.toString('base64url') : part,
  ])
  return JSON.stringify({ challenge: sent.challenge, ...Object.fromEntries(written) })
}
