import { formOf, machineField, personalField } from '#lib/form-fields.ts'
import { letterLink, mailAddress } from '../fields.ts'

export const newMailboxForm = formOf({ address: personalField(mailAddress) })

/** The secret of the letter to the old mailbox. */
export const changeLinkForm = formOf({ link: machineField(letterLink) })
