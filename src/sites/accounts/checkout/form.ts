import { z } from 'zod'
import { formOf, personalField, publicField } from '#lib/form-fields.ts'
import { line, mailAddress } from '../fields.ts'

/** Who orders, as a guest. */
export const guestForm = formOf({
  as: publicField(z.literal('guest')),
  address: personalField(mailAddress),
  receiptName: personalField(line(100).default('')),
  /** The answer to "did you mean gmail.com?". */
  use: publicField(z.enum(['suggestion', 'typed']).optional()),
})

/** Who orders, as the member who is signed in. */
export const memberForm = formOf({
  as: publicField(z.literal('member')),
  receiptName: personalField(line(100).default('')),
})
