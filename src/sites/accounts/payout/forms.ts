import { z } from 'zod'
import { formOf, machineField, personalField, type ValuesOf } from '#lib/form-fields.ts'
import { assertionField } from '#sites/ui/passkey-fields.ts'
import { line } from '../fields.ts'

const needed = (max: number) => personalField(line(max).refine((text) => text !== '', 'missing'))

/** Digits as people type them, full-width too. */
const digits = (count: number) =>
  personalField(
    z
      .string('missing')
      .transform((text) => text.normalize('NFKC').trim())
      .refine((text) => text !== '', 'missing')
      .refine((text) => /^\d+$/.test(text) && text.length === count, 'invalid'),
  )

/** In the order of the form; the vault checks them again. */
const fields = {
  bank: digits(4),
  bankName: needed(60),
  branch: digits(3),
  branchName: needed(60),
  type: personalField(z.enum(['ordinary', 'current', 'savings'], 'choose')),
  number: digits(7),
  holder: needed(60),
  taxNumber: personalField(line(20).default('')),
}

/** The account as typed; asked with before the passkey is. */
export const accountForm = formOf(fields)

export const setAccountForm = formOf({ ...fields, assertion: machineField(assertionField) })

/** What the passkey signs and the vault is sent: the same on both ways. */
export function accountOf(values: ValuesOf<typeof accountForm>) {
  const { taxNumber, ...account } = values
  return { account, taxNumber: taxNumber === '' ? null : taxNumber }
}
