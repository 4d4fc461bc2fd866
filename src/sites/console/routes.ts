import { z } from 'zod'
import { type Form, formOf, machineField, personalField, publicField } from '#lib/form-fields.ts'
import { takedownReasons } from '#market/moderation/commands.ts'
import { assertionField, enrolmentField } from '#sites/ui/passkey-fields.ts'
import { type HoldReason, holdReasons, reportOutcomes } from '#trust/identity/acts.ts'

/** Who may ask: `anyone`, or an operator who signed in with a passkey. */
export type Visitor = 'anyone' | 'operator'

const id = z.uuid('not-found')
const link = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'ticket-unknown')
export const refundReasons = ['buyer-asked', 'defect', 'fraud', 'other'] as const

const address = personalField(z.string().trim().max(254, 'email').pipe(z.email('email')))

const note = z.string().trim().max(1000, 'tooLong:1000').default('')
const refundFields = {
  requestId: machineField(id),
  position: machineField(z.coerce.number().int().min(1).max(1000)),
  amount: publicField(z.string().trim().min(1, 'missing').max(20, 'invalid')),
  reason: publicField(z.enum(refundReasons, 'choose')),
}
const takedownFields = {
  requestId: machineField(id),
  reason: publicField(z.enum(takedownReasons, 'choose')),
  note: publicField(note),
}
/** How long a hold may be set for at once; it can be set again. */
export const holdDays = ['30', '90', '180', '365', '1095'] as const
const holdFields = {
  requestId: machineField(id),
  /** When the page was made, epoch milliseconds: the end is counted from it. */
  from: machineField(z.coerce.number().int().min(0)),
  about: publicField(z.string().trim().min(1, 'missing').max(60, 'tooLong:60')),
  reason: publicField(z.enum(holdReasons, 'choose')),
  days: publicField(z.enum(holdDays, 'choose').transform(Number)),
}
export interface HoldForm {
  requestId: string
  from: number
  about: string
  reason: HoldReason
  days: number
}
const holdField = { hold: machineField(id) }
const dateField = {
  date: publicField(z.string().trim().min(1, 'missing').pipe(z.iso.date('invalid'))),
}
const outcomeField = { outcome: publicField(z.enum(reportOutcomes, 'choose')) }
const assertion = machineField(assertionField)

/** Every address that changes something; all of them POST. */
export const posts = {
  signInChallenge: { path: '/sign-in/challenge', visitors: 'anyone', form: formOf({}) },
  signIn: { path: '/sign-in', visitors: 'anyone', form: formOf({ assertion }) },
  enrolChallenge: {
    path: '/enrolment/challenge',
    visitors: 'anyone',
    form: formOf({ link: machineField(link) }),
  },
  enrol: {
    path: '/enrolment',
    visitors: 'anyone',
    form: formOf({
      link: machineField(link),
      name: personalField(z.string().trim().min(1, 'missing').max(80, 'tooLong:80')),
      address,
      enrolment: machineField(enrolmentField),
    }),
  },
  useCode: {
    path: '/recovery',
    visitors: 'anyone',
    form: formOf({
      code: personalField(z.string().trim().min(1, 'missing').max(40, 'wrong-code')),
    }),
  },
  enrolAgain: {
    path: '/recovery/enrolment',
    visitors: 'anyone',
    form: formOf({ link: machineField(link), enrolment: machineField(enrolmentField) }),
  },
  inviteChallenge: {
    path: '/operators/invitations/challenge',
    visitors: 'operator',
    form: formOf({ address }),
  },
  inviteOperator: {
    path: '/operators/invitations',
    visitors: 'operator',
    form: formOf({ address, assertion }),
  },
  removeChallenge: {
    path: '/operators/removals/challenge',
    visitors: 'operator',
    form: formOf({ operator: machineField(id) }),
  },
  removeOperator: {
    path: '/operators/removals',
    visitors: 'operator',
    form: formOf({ operator: machineField(id), assertion }),
  },
  newCodesChallenge: {
    path: '/operators/codes/challenge',
    visitors: 'operator',
    form: formOf({ requestId: machineField(id) }),
  },
  newCodes: {
    path: '/operators/codes',
    visitors: 'operator',
    form: formOf({ requestId: machineField(id), assertion }),
  },
  endSession: {
    path: '/operators/sessions',
    visitors: 'operator',
    form: formOf({ session: machineField(id) }),
  },
  endOtherSessions: {
    path: '/operators/sessions/others',
    visitors: 'operator',
    form: formOf({}),
  },
  signOut: { path: '/sign-out', visitors: 'operator', form: formOf({}) },
  refundChallenge: {
    path: '/orders/:order/refunds/challenge',
    visitors: 'operator',
    form: formOf(refundFields),
  },
  refund: {
    path: '/orders/:order/refunds',
    visitors: 'operator',
    form: formOf({ ...refundFields, assertion }),
  },
  takedownChallenge: {
    path: '/works/:work/takedown/challenge',
    visitors: 'operator',
    form: formOf(takedownFields),
  },
  takedown: {
    path: '/works/:work/takedown',
    visitors: 'operator',
    form: formOf({ ...takedownFields, assertion }),
  },
  liftChallenge: { path: '/works/:work/lift/challenge', visitors: 'operator', form: formOf({}) },
  lift: { path: '/works/:work/lift', visitors: 'operator', form: formOf({ assertion }) },
  setHoldChallenge: { path: '/holds/challenge', visitors: 'operator', form: formOf(holdFields) },
  setHold: { path: '/holds', visitors: 'operator', form: formOf({ ...holdFields, assertion }) },
  liftHoldChallenge: {
    path: '/holds/lifting/challenge',
    visitors: 'operator',
    form: formOf(holdField),
  },
  liftHold: {
    path: '/holds/lifting',
    visitors: 'operator',
    form: formOf({ ...holdField, assertion }),
  },
  confirmClockChallenge: {
    path: '/clock/confirmation/challenge',
    visitors: 'operator',
    form: formOf(dateField),
  },
  confirmClock: {
    path: '/clock/confirmation',
    visitors: 'operator',
    form: formOf({ ...dateField, assertion }),
  },
  openReportChallenge: {
    path: '/message-reports/:message/opening/challenge',
    visitors: 'operator',
    form: formOf({}),
  },
  openReport: {
    path: '/message-reports/:message/opening',
    visitors: 'operator',
    form: formOf({ assertion }),
  },
  closeReportChallenge: {
    path: '/message-reports/:message/outcome/challenge',
    visitors: 'operator',
    form: formOf(outcomeField),
  },
  closeReport: {
    path: '/message-reports/:message/outcome',
    visitors: 'operator',
    form: formOf({ ...outcomeField, assertion }),
  },
} as const satisfies Record<string, { path: string; visitors: Visitor; form: Form }>

/** Every page; all of them GET. */
export const pages = {
  overview: { path: '/', visitors: 'operator' },
  signIn: { path: '/sign-in', visitors: 'anyone' },
  enrol: { path: '/enrolment', visitors: 'anyone' },
  recovery: { path: '/recovery', visitors: 'anyone' },
  operators: { path: '/operators', visitors: 'operator' },
  codes: { path: '/operators/codes', visitors: 'operator' },
  orders: { path: '/orders', visitors: 'operator' },
  order: { path: '/orders/:order', visitors: 'operator' },
  refund: { path: '/orders/:order/refunds/new', visitors: 'operator' },
  sellers: { path: '/sellers', visitors: 'operator' },
  works: { path: '/works', visitors: 'operator' },
  work: { path: '/works/:work', visitors: 'operator' },
  takedown: { path: '/works/:work/takedown/new', visitors: 'operator' },
  lift: { path: '/works/:work/lift/new', visitors: 'operator' },
  openings: { path: '/openings', visitors: 'operator' },
  openingsWindow: { path: '/openings/window', visitors: 'operator', query: ['from', 'to', 'by'] },
  openingsWindowCsv: {
    path: '/openings/window.csv',
    visitors: 'operator',
    query: ['from', 'to', 'by'],
  },
  holds: { path: '/holds', visitors: 'operator' },
  clock: { path: '/clock', visitors: 'operator' },
  rules: { path: '/commission', visitors: 'operator' },
  reports: { path: '/reports', visitors: 'operator' },
  messageReports: {
    path: '/message-reports',
    visitors: 'operator',
    query: ['closed', 'before', 'done'],
  },
  messageReport: { path: '/message-reports/:message', visitors: 'operator' },
  unsettled: { path: '/unsettled', visitors: 'operator' },
  healthz: { path: '/healthz', visitors: 'anyone' },
} as const satisfies Record<string, { path: string; visitors: Visitor; query?: readonly string[] }>
