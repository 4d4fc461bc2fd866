import {
  createHash,
  createPrivateKey,
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

/** A new one (ES256), or the one whose id and PKCS #8 key a browser gave away. */
export function passkey(known?: { credential: Buffer; privateKey: Buffer }): Passkey {
  const credential = known?.credential ?? randomBytes(32)
  const pair = known ? undefined : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const privateKey: KeyObject =
    pair?.privateKey ?? createPrivateKey({ key: known!.privateKey, format: 'der', type: 'pkcs8' })
  // Well above what a browser has counted to.
  let count = known ? 1_000 : 0

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
      const written = coseKey(pair!.publicKey, -7)
      const attested = Buffer.concat([Buffer.alloc(16), length, credential, written])
      return textOf(sent, {
        credential,
        clientData: said('webauthn.create', sent, origin),
        authenticatorData: data(sent, present | verified | newCredential, attested),
        publicKey: pair!.publicKey.export({ format: 'der', type: 'spki' }),
        algorithm: -7,
      })
    },
    confirm(sent, origin) {
      count += 1
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
