import { z } from 'zod'
import {
  type Field,
  formOf,
  machineField,
  type Problems,
  personalField,
  publicField,
} from '#lib/form-fields.ts'
import { assertionField } from '#sites/ui/passkey-fields.ts'
import { line, lines } from '../fields.ts'

/** What 特定商取引法 asks a seller to say, in the order it is shown. */
export const disclosureFields = [
  'business-name',
  'representative',
  'address',
  'phone',
  'hours',
  'mail',
  'price',
  'other-costs',
  'payment',
  'delivery',
  'returns',
  'system',
] as const

export type DisclosureField = (typeof disclosureFields)[number]

const needed: readonly DisclosureField[] = ['business-name', 'representative', 'address', 'phone']

/** A private seller may give these to whoever asks, without delay, instead of showing them. */
export const onRequestFields: readonly DisclosureField[] = ['address', 'phone']

/** Stands in the place of what is given on request. */
export const onRequest = 'on-request'

/** Typed on one line; the others have room for several. */
export const shortFields: readonly DisclosureField[] = [
  'business-name',
  'representative',
  'phone',
  'hours',
  'mail',
]

/** The statement as the vault keeps it: what is empty is left out. */
export type Statement = { name: string; value: string }[]

export function isNeeded(name: DisclosureField): boolean {
  return needed.includes(name)
}

/** The tick that stands for "on request" of a field. */
export function tickOf(name: DisclosureField): string {
  return `${name}-${onRequest}`
}

const texts = disclosureFields.map((name): [string, Field] => {
  const shape = shortFields.includes(name) ? line(200) : lines(1000)
  return [name, personalField(shape.default(''))]
})
const ticks = onRequestFields.map((name): [string, Field] => [
  tickOf(name),
  publicField(z.literal('yes', 'invalid').optional()),
])
const fields = Object.fromEntries([...texts, ...ticks])

/** The statement as typed; asked with before the passkey is. */
export const disclosureForm = formOf(fields)

export const publishForm = formOf({ ...fields, assertion: machineField(assertionField) })

/** The statement in its one order, so that its hash is the same wherever it is made. */
export function statementOf(values: Record<string, unknown>): Statement {
  return disclosureFields.flatMap((name) => {
    const isOnRequest = onRequestFields.includes(name) && values[tickOf(name)] === 'yes'
    const value = isOnRequest ? onRequest : String(values[name] ?? '')
    return value === '' ? [] : [{ name, value }]
  })
}

/** What is missing for it to be one. */
export function gapsOf(statement: Statement): Problems {
  const said = new Set(statement.map(({ name }) => name))
  return Object.fromEntries(needed.flatMap((name) => (said.has(name) ? [] : [[name, 'missing']])))
}
