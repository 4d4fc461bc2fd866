import { z } from 'zod'
import { formOf, machineField, publicField } from '#lib/form-fields.ts'

export const proofForm = formOf({
  /** The number of an opening in the log. */
  entry: machineField(z.string('missing').regex(/^\d{1,15}$/, 'invalid')),
})

export const eraseForm = formOf({
  /** The hash of the plan that was shown. */
  plan: machineField(z.string('missing').regex(/^[0-9a-f]{64}$/, 'invalid')),
  sure: publicField(z.literal('yes', 'choose')),
})
