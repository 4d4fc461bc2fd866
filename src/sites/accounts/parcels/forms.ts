import { z } from 'zod'
import { formOf, machineField, personalField, publicField } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { assertionField } from '#sites/ui/passkey-fields.ts'
import { line } from '../fields.ts'
import { carriers } from './carriers.ts'

const sentId = z.string('missing').refine(isId, 'invalid')

/** In one go; the vault says so too. */
const mostLabels = 30

/** Which labels, in the order of the list; asked with before the passkey is. */
const orders = machineField(
  z.array(sentId, 'choose').min(1, 'choose').max(mostLabels, `tooMany:${mostLabels}`),
)
export const labelsForm = formOf({ orders })

export const printForm = formOf({ orders, assertion: machineField(assertionField) })

/** By the number a carrier tells where somebody lives, so it is personal. */
const number = line(40).refine((typed) => /^[A-Za-z0-9-]*$/.test(typed), 'invalid')

export const shipmentForm = formOf({
  order: machineField(sentId),
  carrier: publicField(z.enum(['', ...carriers]).default('')),
  number: personalField(number.default('')),
})
