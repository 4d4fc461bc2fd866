import { type Form, formOf } from '#lib/form-fields.ts'
import { guestForm, memberForm } from './checkout/form.ts'
import type { Origins } from './needs.ts'
import { answerCodeForm, requestCodeForm, signInByPasskeyForm } from './sign-in/forms.ts'

/**
 * Who may ask. `anyone`; `at-checkout`: this browser came with a ticket for this order;
 * `order-holder`: proved the mailbox of this order, or is the member it belongs to;
 * `member`: signed in; `seller`: a member who has a shop page.
 */
export type Visitor = 'anyone' | 'at-checkout' | 'order-holder' | 'member' | 'seller'

/** One of our hosts, to which a form's answer may send the browser. */
export type Exit = keyof Origins

export interface Page {
  path: string
  visitors: Visitor
  /** What may stand behind the question mark, beside `lang`. */
  query: readonly string[]
  /** The forms that stand on this page; its Content-Security-Policy follows from them. */
  forms: readonly string[]
}

export interface Post {
  path: string
  visitors: Visitor
  form: Form
  /** Where its 303 may lead, itself included. */
  exits: readonly Exit[]
}

/** Every form and every question of an island; all of them POST. */
export const posts = {
  bindOrder: {
    path: '/checkout/:order',
    visitors: 'at-checkout',
    form: formOf({ ...guestForm.fields, ...memberForm.fields }),
    exits: ['account', 'pay', 'shop'],
  },
  requestCode: {
    path: '/sign-in',
    visitors: 'anyone',
    form: requestCodeForm,
    exits: ['account'],
  },
  answerCode: {
    path: '/sign-in/code',
    visitors: 'anyone',
    form: answerCodeForm,
    exits: ['account', 'shop'],
  },
  sendAgain: {
    path: '/sign-in/code/again',
    visitors: 'anyone',
    form: formOf({}),
    exits: ['account'],
  },
  signInByPasskey: {
    path: '/sign-in/passkey',
    visitors: 'anyone',
    form: signInByPasskeyForm,
    exits: ['account', 'shop'],
  },
  passkeyChallenge: {
    path: '/sign-in/passkey/challenge',
    visitors: 'anyone',
    form: signInByPasskeyForm,
    exits: ['account'],
  },
} as const satisfies Record<string, Post>

export type PostName = keyof typeof posts

/** Every page; all of them GET. */
export const pages = {
  who: {
    path: '/checkout/:order',
    visitors: 'at-checkout',
    query: ['ticket'],
    forms: ['bindOrder'],
  },
  signIn: {
    path: '/sign-in',
    visitors: 'anyone',
    query: ['state', 'return'],
    forms: ['requestCode', 'signInByPasskey'],
  },
  code: {
    path: '/sign-in/code',
    visitors: 'anyone',
    query: [],
    forms: ['answerCode', 'sendAgain'],
  },
} as const satisfies Record<string, Page & { forms: readonly PostName[] }>

export type PageName = keyof typeof pages

/** The other hosts to which the forms of a page may lead. */
export function exitsOf(page: PageName): Exclude<Exit, 'account'>[] {
  const forms: readonly PostName[] = pages[page].forms
  const exits = new Set<Exit>(forms.flatMap((name) => posts[name].exits))
  return [...exits].filter((exit) => exit !== 'account')
}
