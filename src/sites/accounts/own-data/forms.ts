import { z } from 'zod'
import { formOf, machineField, publicField } from '#lib/form-fields.ts'

export const eraseForm = formOf({
  /** The hash of the plan that was shown. */
  plan: machineField(z.string('missing').regex(/^[0-9a-f]{64}$/, 'invalid')),
  sure: publicField(z.literal('yes', 'choose')),
})
