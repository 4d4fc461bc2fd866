import { addressForm, birthdayForm, removalForm } from './forms.ts'

/** Where a member keeps addresses and birthdays for themselves. */
export const bookPosts = {
  keepAddress: {
    path: '/book/addresses',
    visitors: 'member',
    form: addressForm,
    exits: ['account'],
  },
  keepBirthday: {
    path: '/book/birthdays',
    visitors: 'member',
    form: birthdayForm,
    exits: ['account'],
  },
  removeFromBook: {
    path: '/book/removals',
    visitors: 'member',
    form: removalForm,
    exits: ['account'],
  },
} as const

export const bookPages = {
  book: {
    path: '/book',
    visitors: 'member',
    query: ['form', 'change'],
    forms: ['keepAddress', 'keepBirthday', 'removeFromBook'],
  },
} as const
