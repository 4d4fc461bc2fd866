import { z } from 'zod'
import { formOf, machineField, personalField } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { mailAddress, sentBytes, typedCode } from '../fields.ts'

/** Base64url SHA-256 of the shop's nonce; empty when the visit did not come from the shop. */
export const state = z
  .string()
  .regex(/^(?:[A-Za-z0-9_-]{43})?$/, 'invalid')
  .default('')

const next = { state: machineField(state), return: machineField(z.string().max(500).default('')) }

export const requestCodeForm = formOf({ ...next, address: personalField(mailAddress) })

export const answerCodeForm = formOf({ code: personalField(typedCode) })

/** What `navigator.credentials.get` gave, as the island fills it in. */
export const assertionFields = {
  challenge: machineField(z.string('missing').refine(isId, 'invalid')),
  credential: machineField(sentBytes(1023)),
  clientData: machineField(sentBytes(4096)),
  authenticatorData: machineField(sentBytes(4096)),
  signature: machineField(sentBytes(1024)),
}

export const signInByPasskeyForm = formOf({ ...next, ...assertionFields })
