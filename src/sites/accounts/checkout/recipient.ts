import { z } from 'zod'
import { formOf, machineField, type Problems, personalField, type Typed } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { addressForm, addressProblems } from '../book/forms.ts'
import { line } from '../fields.ts'
import type { AccountsNeeds } from '../needs.ts'

export type BookAddress = Awaited<ReturnType<AccountsNeeds['vault']['myBook']>>['addresses'][number]
export type Recipient = Parameters<AccountsNeeds['vault']['setRecipient']>[0]['recipient']

const note = personalField(line(200).default(''))
const { replaces: _, ...address } = addressForm.fields

/** Where a parcel goes, as typed. */
const typedForm = formOf({ ...address, note })

/** Where a parcel goes, as chosen from the address book: `to` is the id of an entry. */
const chosenForm = formOf({
  to: machineField(z.string().refine(isId, 'invalid')),
  note,
})

/** Pressed to see the fields of the other kind of address. */
const other = machineField(z.literal('form').optional())

/** Everything that the page of the checkout may send about it. */
export const recipientFields = {
  ...typedForm.fields,
  to: machineField(z.union([z.literal('new'), chosenForm.fields.to.schema]).default('new')),
  other,
}

/** What the page of an order's parcel may send, to correct it. */
export const correctionForm = formOf({ ...typedForm.fields, other })

/** Everything as it was typed, for an address of the other kind. */
export function otherForm(typed: Typed): Typed {
  const isAbroad = typed.form !== 'foreign'
  const form = isAbroad ? 'foreign' : 'japanese'
  return { ...typed, form, to: 'new', country: isAbroad ? '' : 'JP' }
}

type Answer =
  | { ok: true; recipient: Recipient; typed: Typed }
  | { ok: false; problems: Problems; typed: Typed }

/** An entry of the buyer's own address book, or an address typed just now. */
export function readRecipient(body: Record<string, unknown>, book: readonly BookAddress[]): Answer {
  if (body.to === undefined || body.to === 'new') {
    const read = typedForm.read(body)
    const problems = { ...addressProblems(read.typed), ...(!read.ok && read.problems) }
    if (!read.ok || Object.keys(problems).length > 0) {
      return { ok: false, problems, typed: read.typed }
    }
    return { ok: true, recipient: read.values, typed: read.typed }
  }
  const read = chosenForm.read(body)
  if (!read.ok) return read
  const entry = book.find(({ id }) => id === read.values.to)
  if (!entry) return { ok: false, problems: { to: 'choose' }, typed: read.typed }
  const { id: _id, ...kept } = entry
  return { ok: true, recipient: { ...kept, note: read.values.note }, typed: read.typed }
}
