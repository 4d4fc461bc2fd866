import { formOf } from '#lib/form-fields.ts'
import { enrolChallengeForm, enrolPasskeyForm, removePasskeyForm, stopLossForm } from './forms.ts'

/** Where a member makes passkeys, takes them away, and says that all are lost. */
export const passkeyPosts = {
  enrolChallenge: {
    path: '/passkeys/challenge',
    visitors: 'member',
    form: enrolChallengeForm,
    exits: ['account'],
  },
  enrolPasskey: {
    path: '/passkeys',
    visitors: 'member',
    form: enrolPasskeyForm,
    exits: ['account', 'shop'],
  },
  removePasskey: {
    path: '/passkeys/removals',
    visitors: 'member',
    form: removePasskeyForm,
    exits: ['account'],
  },
  losePasskeys: {
    path: '/passkeys/lost',
    visitors: 'member',
    form: formOf({}),
    exits: ['account'],
  },
  cancelLoss: {
    path: '/passkeys/lost/cancellation',
    visitors: 'member',
    form: formOf({}),
    exits: ['account'],
  },
  stopLoss: {
    path: '/passkeys/lost/stop',
    visitors: 'anyone',
    form: stopLossForm,
    exits: ['account'],
  },
} as const

export const passkeyPages = {
  passkeys: {
    path: '/passkeys',
    visitors: 'member',
    query: ['to'],
    forms: ['enrolPasskey', 'removePasskey'],
  },
  lostPasskeys: {
    path: '/passkeys/lost',
    visitors: 'member',
    query: [],
    forms: ['losePasskeys', 'cancelLoss'],
  },
  stopLoss: {
    path: '/passkeys/lost/stop',
    visitors: 'anyone',
    query: ['link'],
    forms: ['stopLoss'],
  },
} as const
