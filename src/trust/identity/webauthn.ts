import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { base64url } from '#lib/base64url.ts'
import { sameBytes } from '#trust/vault/passes.ts'
import { coseKey, isOneMap } from './cose.ts'

/** COSE numbers of the signatures we take: ES256, EdDSA with Ed25519, RS256. */
export const algorithms = [-7, -8, -257] as const
export type Algorithm = (typeof algorithms)[number]

/** Where and for what an authenticator was asked. */
export interface Asked {
  challenge: Buffer
  /** Scheme, host and port of the page. */
  origin: string
  /** The host that the key is for. */
  relyingParty: string
}

export interface AssertionParts {
  clientData: Buffer
  authenticatorData: Buffer
  signature: Buffer
}

export interface KnownKey {
  publicKey: Buffer
  algorithm: number
  signCount: number
}

const userPresent = 0x01
const userVerified = 0x04
const backupEligible = 0x08
const backupState = 0x10
const hasCredential = 0x40
const hasExtensions = 0x80
const headBytes = 37

/**
 * Checks what a browser's `get` gave (WebAuthn L3 §7.2): the page, the challenge, the relying
 * party, that a person was verified, the counter, the signature. Gives the new counter, or
 * undefined when anything at all is wrong.
 */
export function checkedAssertion(
  asked: Asked,
  key: KnownKey,
  given: AssertionParts,
): { signCount: number } | undefined {
  const data = authenticatorData(given.authenticatorData)
  if (!data || !isClientData(given.clientData, 'webauthn.get', asked)) return undefined
  if (!isFor(data, asked.relyingParty) || data.credential || !isWhole(data, 0)) return undefined
  const counts = key.signCount !== 0 || data.signCount !== 0
  if (counts && data.signCount <= key.signCount) return undefined
  const publicKey = usableKey(key.publicKey, key.algorithm)
  const hash = createHash('sha256').update(given.clientData).digest()
  const signed = Buffer.concat([given.authenticatorData, hash])
  const digest = key.algorithm === -8 ? null : 'sha256'
  if (!publicKey || !isSigned(digest, signed, publicKey, given.signature)) return undefined
  return { signCount: data.signCount }
}

/**
 * As above for `create` (§7.1), without attestation: the counter of the new key. The key that the
 * browser gave must be the one that the authenticator wrote into its data.
 */
export function checkedEnrolment(
  asked: Asked,
  given: {
    credential: Buffer
    clientData: Buffer
    authenticatorData: Buffer
    publicKey: Buffer
    algorithm: number
  },
): { signCount: number } | undefined {
  const data = authenticatorData(given.authenticatorData)
  if (!data || !isClientData(given.clientData, 'webauthn.create', asked)) return undefined
  if (!isFor(data, asked.relyingParty) || !data.credential) return undefined
  if (!sameBytes(data.credential, given.credential) || given.credential.length < 16)
    return undefined
  const key = usableKey(given.publicKey, given.algorithm)
  const written = key && coseKey(key, given.algorithm)
  if (!written?.equals(data.rest.subarray(0, written.length))) return undefined
  return isWhole(data, written.length) ? { signCount: data.signCount } : undefined
}

interface AuthenticatorData {
  relyingParty: Buffer
  flags: number
  signCount: number
  /** Id of a credential made just now. */
  credential: Buffer | undefined
  /** What follows: the new credential's key, then extensions. */
  rest: Buffer
}

function authenticatorData(bytes: Buffer): AuthenticatorData | undefined {
  if (bytes.length < headBytes) return undefined
  const flags = bytes[32]!
  const relyingParty = bytes.subarray(0, 32)
  const signCount = bytes.readUInt32BE(33)
  if ((flags & hasCredential) === 0) {
    const rest = bytes.subarray(headBytes)
    return { relyingParty, flags, signCount, credential: undefined, rest }
  }
  // 16 bytes of the model, two of length, the id, then its key.
  const start = headBytes + 18
  if (bytes.length < start) return undefined
  const end = start + bytes.readUInt16BE(headBytes + 16)
  if (end >= bytes.length) return undefined
  const credential = bytes.subarray(start, end)
  return { relyingParty, flags, signCount, credential, rest: bytes.subarray(end) }
}

/** True when behind these first bytes come the extensions that are announced, or nothing. */
function isWhole({ flags, rest }: AuthenticatorData, from: number): boolean {
  const extensions = rest.subarray(from)
  return (flags & hasExtensions) === 0 ? extensions.length === 0 : isOneMap(extensions)
}

function isFor({ relyingParty, flags }: AuthenticatorData, host: string): boolean {
  const wanted = createHash('sha256').update(host).digest()
  const needed = userPresent | userVerified
  if ((flags & backupState) !== 0 && (flags & backupEligible) === 0) return false
  return sameBytes(relyingParty, wanted) && (flags & needed) === needed
}

function isClientData(bytes: Buffer, type: string, { challenge, origin }: Asked): boolean {
  let data: unknown
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
  if (typeof data !== 'object' || data === null) return false
  const given = data as Record<string, unknown>
  return (
    given.type === type &&
    given.challenge === base64url(challenge) &&
    given.origin === origin &&
    (given.crossOrigin === undefined || given.crossOrigin === false) &&
    given.topOrigin === undefined
  )
}

/** The key, if it is of the kind and strength its algorithm asks for. */
function usableKey(spki: Buffer, algorithm: number): KeyObject | undefined {
  let key: KeyObject
  try {
    key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
  const details = key.asymmetricKeyDetails
  const isUsable =
    (algorithm === -7 && key.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1') ||
    (algorithm === -8 && key.asymmetricKeyType === 'ed25519') ||
    (algorithm === -257 && key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= 2048)
  return isUsable ? key : undefined
}

function isSigned(
  digest: string | null,
  signed: Buffer,
  key: KeyObject,
  signature: Buffer,
): boolean {
  try {
    return verify(digest, signed, key, signature)
  } catch {
    return false
  }
}
