import { browserKinds } from '#lib/http/browser-kind.ts'
import { bytes, flag, id, instant, integer, list, object, oneOf, text } from '#lib/shapes.ts'

export const locale = oneOf('ja', 'en')

export const currency = text({ min: 3, max: 3 })

/** A session as its own site keeps it: 32 random bytes; the vault keeps only their hash. */
export const session = bytes({ max: 32 })

/** A one-use secret of a link in a letter. */
export const link = bytes({ min: 32, max: 32 })

/** The 128-bit secret in the cookie of the browser that asked for a code. */
export const browserSecret = bytes({ max: 16 })

/** Coarse, to know one's own again. */
export const browser = oneOf(...browserKinds)

export const sessions = object({
  sessions: list(
    object({
      id,
      current: flag,
      audience: text({ max: 20 }),
      browser,
      signedInAt: instant,
      /** To the hour. */
      usedAt: instant,
      expiresAt: instant,
    }),
    { max: 100 },
  ),
})

export const address = text({ min: 3, max: 254 })

/** What a browser's WebAuthn `get` gives (WebAuthn L3 §5.2.2). */
export const assertion = object({
  challenge: id,
  credential: bytes({ max: 1023 }),
  clientData: bytes({ max: 4096 }),
  authenticatorData: bytes({ max: 4096 }),
  signature: bytes({ max: 1024 }),
})

/** What `create` gives, with the public key already as SPKI (`getPublicKey()`); attestation none. */
export const enrolment = object({
  challenge: id,
  credential: bytes({ max: 1023 }),
  clientData: bytes({ max: 4096 }),
  authenticatorData: bytes({ max: 4096 }),
  publicKey: bytes({ max: 1024 }),
  algorithm: integer({ min: -65535, max: 0 }),
  label: text({ max: 80 }),
})

export const challenge = object({
  challenge: id,
  bytes: bytes({ max: 64 }),
  relyingParty: text({ max: 253 }),
  /** The user handle for `create`; never an address. */
  userHandle: bytes({ max: 64 }),
  credentials: list(bytes({ max: 1023 }), { max: 20 }),
})

export const signedIn = object({ session, member: id })

export const opening = object({
  entry: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  at: instant,
  principal: text({ max: 40 }),
  purpose: text({ max: 60 }),
  kind: text({ max: 40 }),
})

export const quick = { timeoutMillis: 2_000, idempotent: true }

export const once = { timeoutMillis: 5_000, idempotent: false }

export const slow = { timeoutMillis: 10_000, idempotent: false }
