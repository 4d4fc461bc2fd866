import { z } from 'zod'
import { fromBase64url } from '#lib/base64url.ts'

const bytes = (max: number) =>
  z
    .string()
    .max(Math.ceil((max * 4) / 3))
    .transform((text, context) => {
      const read = fromBase64url(text)
      if (read) return read
      context.addIssue({ code: 'custom', message: 'bad-input' })
      return z.NEVER
    })

const fromJson = z
  .string('passkey-needed')
  .max(16_384, 'bad-input')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'passkey-needed' })
      return z.NEVER
    }
  })

/** What the passkey island writes after `navigator.credentials.get`. */
export const assertionField = fromJson.pipe(
  z.strictObject({
    challenge: z.uuid(),
    credential: bytes(1023),
    clientData: bytes(4096),
    authenticatorData: bytes(4096),
    signature: bytes(1024),
  }),
)

/** What it writes after `navigator.credentials.create`; attestation none. */
export const enrolmentField = fromJson.pipe(
  z.strictObject({
    challenge: z.uuid(),
    credential: bytes(1023),
    clientData: bytes(4096),
    authenticatorData: bytes(4096),
    publicKey: bytes(1024),
    algorithm: z.int().min(-65535).max(0),
  }),
)

/** A challenge as the island reads it; bytes are base64url. */
export interface SentChallenge {
  challenge: string
  bytes: string
  relyingParty: string
  userHandle: string
  credentials: string[]
}
