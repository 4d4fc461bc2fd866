import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { base64url } from '#lib/base64url.ts'
import { coseKey } from '#trust/identity/cose.ts'
import type { Assertion, Enrolment } from '#trust/identity/passkeys.ts'

export interface ChallengeGiven {
  challenge: string
  bytes: Buffer
  relyingParty: string
}

/** What an authenticator may do wrong, for tests of who notices. */
export interface Mischief {
  origin?: string
  relyingParty?: string
  type?: string
  flags?: number
  challenge?: Buffer
  crossOrigin?: boolean
}

const makers = {
  [-7]: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  [-8]: () => generateKeyPairSync('ed25519'),
  [-257]: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
}

const present = 0x01
const verified = 0x04
const attested = 0x40

/** A passkey and the device that holds it, as a browser would give its answers. */
export class Authenticator {
  readonly credential: Buffer = randomBytes(32)
  readonly algorithm: -7 | -8 | -257
  readonly origin: string
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject }
  readonly #counts: boolean
  #count = 0

  /** One that does not count, as most passkeys that are kept in step between devices. */
  constructor(origin: string, algorithm: -7 | -8 | -257 = -7, counts = true) {
    this.origin = origin
    this.algorithm = algorithm
    this.#counts = counts
    this.#keys = makers[algorithm]()
  }

  get publicKey(): Buffer {
    return this.#keys.publicKey.export({ format: 'der', type: 'spki' })
  }

  /** Winds the counter back, as a copy of the key would have it. */
  rewind(count: number): void {
    this.#count = count
  }

  enrol(given: ChallengeGiven, mischief: Mischief = {}): Enrolment {
    const length = Buffer.from([0, this.credential.length])
    const cose = coseKey(this.#keys.publicKey, this.algorithm)
    const tail = Buffer.concat([Buffer.alloc(16), length, this.credential, cose])
    const flags = mischief.flags ?? present | verified | attested
    return {
      challenge: given.challenge,
      credential: this.credential,
      clientData: this.#clientData('webauthn.create', given, mischief),
      authenticatorData: Buffer.concat([this.#head(given, flags, mischief), tail]),
      publicKey: this.publicKey,
      algorithm: this.algorithm,
      label: 'My telephone',
    }
  }

  answer(given: ChallengeGiven, mischief: Mischief = {}): Assertion {
    if (this.#counts) this.#count += 1
    const flags = mischief.flags ?? present | verified
    const clientData = this.#clientData('webauthn.get', given, mischief)
    const authenticatorData = this.#head(given, flags, mischief)
    const hash = createHash('sha256').update(clientData).digest()
    const signed = Buffer.concat([authenticatorData, hash])
    const digest = this.algorithm === -8 ? null : 'sha256'
    return {
      challenge: given.challenge,
      credential: this.credential,
      clientData,
      authenticatorData,
      signature: sign(digest, signed, this.#keys.privateKey),
    }
  }

  #clientData(type: string, { bytes }: ChallengeGiven, mischief: Mischief): Buffer {
    const data = {
      type: mischief.type ?? type,
      challenge: base64url(mischief.challenge ?? bytes),
      origin: mischief.origin ?? this.origin,
      crossOrigin: mischief.crossOrigin ?? false,
    }
    return Buffer.from(JSON.stringify(data))
  }

  #head({ relyingParty }: ChallengeGiven, flags: number, mischief: Mischief): Buffer {
    const host = mischief.relyingParty ?? relyingParty
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.#count)
    return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.from([flags]), count])
  }
}
