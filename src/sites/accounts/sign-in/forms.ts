import { z } from 'zod'
import { formOf, machineField, personalField, publicField } from '#lib/form-fields.ts'
import { assertionField } from '#sites/ui/passkey-fields.ts'
import { mailAddress, typedCode } from '../fields.ts'

/** Where the visit goes on once it is known who it is. */
export const nextFields = {
  /** Base64url SHA-256 of the shop's nonce; empty when the visit did not come from the shop. */
  state: machineField(
    z
      .string()
      .regex(/^(?:[A-Za-z0-9_-]{43})?$/, 'invalid')
      .default(''),
  ),
  /** A path of this host. */
  return: machineField(z.string().max(500, 'invalid').default('')),
}

export const requestCodeForm = formOf({
  ...nextFields,
  address: personalField(mailAddress),
  use: publicField(z.enum(['suggestion', 'typed']).optional()),
})

export const answerCodeForm = formOf({ code: personalField(typedCode) })

/** Asks for a code to the mailbox of whoever is signed in. */
export const startConfirmForm = formOf({ return: nextFields.return })

export const confirmByPasskeyForm = formOf({
  return: nextFields.return,
  assertion: machineField(assertionField),
})

/** A page of the studio, to which the visit goes on; empty when it does not. */
export const studioPathField = machineField(z.string().max(500, 'invalid').default(''))

export const openStudioForm = formOf({
  to: studioPathField,
  assertion: machineField(assertionField),
})

export const signInByPasskeyForm = formOf({
  ...nextFields,
  assertion: machineField(assertionField),
})
