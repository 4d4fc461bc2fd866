import { z } from 'zod'
import { formOf, machineField, personalField, publicField } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { lines } from '../fields.ts'

/** People write names, addresses and worse: whatever is typed here is personal. */
const text = personalField(lines(2_000).refine((typed) => typed !== '', 'missing'))
const sentId = machineField(z.string('missing').refine(isId, 'invalid'))

/** As trust/messages/calls.ts lists them. */
export const reportReasons = ['threat', 'solicits', 'spam', 'other'] as const

const report = { message: sentId, reason: publicField(z.enum(reportReasons, 'choose')) }

/** The order stands in the path. */
export const buyerMessageForm = formOf({ seller: sentId, text })
export const buyerReportForm = formOf({ seller: sentId, ...report })

export const sellerMessageForm = formOf({ order: sentId, text })
export const sellerReportForm = formOf({ order: sentId, ...report })
