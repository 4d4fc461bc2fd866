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
  .string()
  .max(16_384)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'bad-input' })
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
    label: z.string().max(80),
  }),
)
