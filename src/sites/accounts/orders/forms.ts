import { z } from 'zod'
import { formOf, machineField, personalField } from '#lib/form-fields.ts'
import { line, typedCode } from '../fields.ts'
import { nextFields } from '../sign-in/forms.ts'

/** Which page of the order was meant. */
export const orderAims = ['order', 'receipt', 'messages', 'parcel'] as const
export type OrderAim = (typeof orderAims)[number]

/** Where to go once the mailbox is proven: `state` leads to the shop, `to` to the receipt. */
const aim = {
  state: nextFields.state,
  to: machineField(z.enum(orderAims).default('order')),
}

export const requestOrderCodeForm = formOf(aim)

export const answerOrderCodeForm = formOf({ code: personalField(typedCode) })

export const receiptNameForm = formOf({ name: personalField(line(100)) })
