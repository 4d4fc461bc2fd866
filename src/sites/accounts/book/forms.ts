import { z } from 'zod'
import { formOf, machineField, type Problems, personalField, type Typed } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { line } from '../fields.ts'

const needed = (max: number) => personalField(line(max).refine((text) => text !== '', 'missing'))
const optional = (max: number) => personalField(line(max).default(''))
const sentId = z.string('missing').refine(isId, 'invalid')

/** What stands in an address, in the order of the Japanese form. */
export const addressParts = [
  'name',
  'country',
  'postalCode',
  'region',
  'city',
  'street',
  'building',
  'phone',
] as const

export const addressForm = formOf({
  form: machineField(z.enum(['japanese', 'foreign'], 'invalid')),
  /** The address that this one takes the place of. */
  replaces: machineField(z.union([z.literal(''), sentId]).default('')),
  name: needed(100),
  country: personalField(z.string('choose').regex(/^[A-Z]{2}$/, 'choose')),
  postalCode: optional(16),
  region: optional(80),
  city: needed(120),
  street: needed(200),
  building: optional(200),
  phone: optional(30),
})

/** What the vault would refuse of an address in Japan, said with all the rest. */
export function addressProblems({ form, postalCode, region }: Typed): Problems {
  if (form !== 'japanese') return {}
  const digits = postalCode?.normalize('NFKC').replace(/[-ー−‐\s]/gu, '') ?? ''
  return {
    ...(digits === '' && { postalCode: 'missing' }),
    ...(digits !== '' && !/^\d{7}$/.test(digits) && { postalCode: 'postal-code' }),
    ...(!region && { region: 'choose' }),
  }
}

export const birthdayForm = formOf({ childName: needed(60), born: needed(10) })

export const removalForm = formOf({ id: machineField(sentId) })
