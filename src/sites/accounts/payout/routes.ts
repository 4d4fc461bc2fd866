import { formOf } from '#lib/form-fields.ts'
import { accountForm, setAccountForm } from './forms.ts'

const path = '/seller/payout-account'

/** Where a seller says to which account their takings are paid. */
export const payoutPosts = {
  payoutChallenge: {
    path: `${path}/challenge`,
    visitors: 'seller',
    form: accountForm,
    exits: ['account'],
  },
  setPayoutAccount: { path, visitors: 'seller', form: setAccountForm, exits: ['account'] },
  cancelPayoutChange: {
    path: `${path}/cancellation`,
    visitors: 'seller',
    form: formOf({}),
    exits: ['account'],
  },
} as const

export const payoutPages = {
  payoutAccount: {
    path,
    visitors: 'seller',
    query: ['saved'],
    forms: ['setPayoutAccount', 'cancelPayoutChange'],
  },
} as const
