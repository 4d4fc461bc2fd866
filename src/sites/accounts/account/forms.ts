import { z } from 'zod'
import { formOf, machineField, personalField } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { enrolmentField } from '#sites/ui/passkey-fields.ts'
import { letterLink, line, sentBytes } from '../fields.ts'
import { studioPathField } from '../sign-in/forms.ts'

export const endSessionForm = formOf({
  session: machineField(z.string('missing').refine(isId, 'invalid')),
})

const label = personalField(line(80).refine((text) => text !== '', 'missing'))

export const enrolChallengeForm = formOf({ label })

export const enrolPasskeyForm = formOf({
  label,
  to: studioPathField,
  enrolment: machineField(enrolmentField),
})

export const removePasskeyForm = formOf({ credential: machineField(sentBytes(1023)) })

/** The secret of the letter that tells of the loss. */
export const stopLossForm = formOf({ link: machineField(letterLink) })
