import { z } from 'zod'
import { formOf, machineField, personalField } from '#lib/form-fields.ts'
import { mailAddress } from '../fields.ts'

export const newMailboxForm = formOf({ address: personalField(mailAddress) })

/** The secret of the letter to the old mailbox. */
export const changeLinkForm = formOf({
  link: machineField(
    z
      .string('ticket-unknown')
      .regex(/^[A-Za-z0-9_-]{43}$/, 'ticket-unknown')
      .transform((text) => Buffer.from(text, 'base64url')),
  ),
})
