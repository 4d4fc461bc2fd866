import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type Changes, changesOf } from './changes.ts'
import type { Dice } from './dice.ts'

export const origin = 'https://account.market.example'
export const relyingParty = 'account.market.example'

export interface Key {
  algorithm: -7 | -8 | -257
  privateKey: KeyObject
  spki: Buffer
  cose: Buffer
}

/** What a browser sends, with what the page knew when it asked. */
export interface Case {
  /** What was done to it; empty for one as it should be. */
  done: readonly string[]
  challenge: Buffer
  credential: Buffer
  clientData: Buffer
  authenticatorData: Buffer
  signature: Buffer
  key: Key
  storedCount: number
}

export interface Draft extends Omit<Case, 'clientData' | 'authenticatorData' | 'signature'> {
  done: string[]
  client: Record<string, unknown>
  host: string
  flags: number
  count: number
  /** The id as the data says it. */
  writtenId: Buffer
  writtenKey: Buffer
  extensions: Buffer
  tail: Buffer
}

const number = (value: number): number[] => {
  const [major, size] = value < 0 ? [0x20, -1 - value] : [0, value]
  if (size < 24) return [major + size]
  return size < 256 ? [major + 24, size] : [major + 25, size >> 8, size & 255]
}
const bytes = (text: string): number[] => {
  const value = Buffer.from(text, 'base64url')
  const head = number(value.length)
  return [head[0]! + 0x40, ...head.slice(1), ...value]
}

/** Made here from the JWK and not by our own code, so that it may be wrong there. */
function coseOf(publicKey: KeyObject, algorithm: Key['algorithm']): Buffer {
  const { x = '', y = '', n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const map: Record<Key['algorithm'], number[][]> = {
    [-7]: [number(1), number(2), number(-1), number(1), number(-2), bytes(x), number(-3), bytes(y)],
    [-8]: [number(1), number(1), number(-1), number(6), number(-2), bytes(x)],
    [-257]: [number(1), number(3), number(-1), bytes(n), number(-2), bytes(e)],
  }
  const [first, kind, ...rest] = map[algorithm]
  const pairs = [first!, kind!, number(3), number(algorithm), ...rest]
  return Buffer.from([0xa0 + pairs.length / 2, ...pairs.flat()])
}

export function newKey(algorithm: Key['algorithm']): Key {
  const { publicKey, privateKey } = pairOf(algorithm)
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  return { algorithm, privateKey, spki, cose: coseOf(publicKey, algorithm) }
}

function pairOf(algorithm: Key['algorithm']) {
  if (algorithm === -7) return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (algorithm === -8) return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

/** One case: as it should be, then changed before it is signed, or after, or not at all. */
export function caseOf(dice: Dice, key: Key, type: 'webauthn.get' | 'webauthn.create'): Case {
  const challenge = dice.bytes(32)
  const credential = dice.bytes(dice.pick([16, 20, 32, 64]))
  const isNew = type === 'webauthn.create'
  const draft: Draft = {
    done: [],
    challenge,
    credential,
    key,
    client: { type, challenge: challenge.toString('base64url'), origin, crossOrigin: false },
    host: relyingParty,
    flags: (isNew ? 0x45 : 0x05) | dice.pick([0, 0x08, 0x18]),
    count: dice.pick([0, 5, 0xffffffff]),
    storedCount: 0,
    writtenId: credential,
    writtenKey: key.cose,
    extensions: Buffer.alloc(0),
    tail: Buffer.alloc(0),
  }
  const changes: Changes = changesOf(isNew)
  if (dice.chance(0.85)) {
    for (let left = dice.pick([1, 1, 1, 2]); left > 0; left -= 1) changes.before(draft, dice)
  }
  const made = finished(draft, changes, dice)
  if (dice.chance(0.3)) changes.after(made, dice)
  return made
}

function finished(draft: Draft, changes: Changes, dice: Dice): Case & { done: string[] } {
  const { done, challenge, credential, key, storedCount } = draft
  const clientData = changes.clientText(draft, dice)
  const authenticatorData = dataOf(draft)
  const hash = createHash('sha256').update(clientData).digest()
  const signed = Buffer.concat([authenticatorData, hash])
  const digest = key.algorithm === -8 ? null : 'sha256'
  const signature = sign(digest, signed, key.privateKey)
  return { done, challenge, credential, key, storedCount, clientData, authenticatorData, signature }
}

function dataOf({ host, flags, count, writtenId, writtenKey, extensions, tail }: Draft): Buffer {
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(count)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(writtenId.length)
  const attested = [Buffer.alloc(16, 7), length, writtenId, writtenKey]
  return Buffer.concat([
    createHash('sha256').update(host).digest(),
    Buffer.of(flags),
    counter,
    ...((flags & 0x40) === 0 ? [] : attested),
    extensions,
    tail,
  ])
}
