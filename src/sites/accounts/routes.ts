import { type Form, formOf } from '#lib/form-fields.ts'
import { endSessionForm } from './account/forms.ts'
import { passkeyPages, passkeyPosts } from './account/passkey-routes.ts'
import { bookPages, bookPosts } from './book/routes.ts'
import { guestForm, memberForm } from './checkout/form.ts'
import { recipientFields } from './checkout/recipient.ts'
import { changeLinkForm, newMailboxForm } from './mailbox/forms.ts'
import { messagePages, messagePosts } from './messages/routes.ts'
import type { Origins } from './needs.ts'
import { answerOrderCodeForm, receiptNameForm, requestOrderCodeForm } from './orders/forms.ts'
import { dataPages, dataPosts } from './own-data/routes.ts'
import { parcelPages, parcelPosts } from './parcels/routes.ts'
import { payoutPages, payoutPosts } from './payout/routes.ts'
import { disclosureForm, publishForm } from './sellers/fields.ts'
import {
  answerCodeForm,
  confirmByPasskeyForm,
  openStudioForm,
  requestCodeForm,
  signInByPasskeyForm,
  startConfirmForm,
} from './sign-in/forms.ts'

/**
 * `at-checkout`: this browser came with a ticket for this order; `order-holder`: proved its
 * mailbox, or is the member it belongs to; `member`: signed in; `seller`: has a shop page.
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
    form: formOf({ ...guestForm.fields, ...memberForm.fields, ...recipientFields }),
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
  startConfirm: {
    path: '/sign-in/again',
    visitors: 'member',
    form: startConfirmForm,
    exits: ['account'],
  },
  answerConfirm: {
    path: '/sign-in/again/code',
    visitors: 'member',
    form: answerCodeForm,
    exits: ['account'],
  },
  confirmByPasskey: {
    path: '/sign-in/again/passkey',
    visitors: 'member',
    form: confirmByPasskeyForm,
    exits: ['account'],
  },
  confirmChallenge: {
    path: '/sign-in/again/passkey/challenge',
    visitors: 'member',
    form: confirmByPasskeyForm,
    exits: ['account'],
  },
  openStudio: {
    path: '/sign-in/studio',
    visitors: 'member',
    form: openStudioForm,
    exits: ['account', 'shop'],
  },
  requestOrderCode: {
    path: '/orders/:order',
    visitors: 'anyone',
    form: requestOrderCodeForm,
    exits: ['account'],
  },
  answerOrderCode: {
    path: '/orders/:order/code',
    visitors: 'anyone',
    form: answerOrderCodeForm,
    exits: ['account', 'shop'],
  },
  setReceiptName: {
    path: '/orders/:order/receipt',
    visitors: 'order-holder',
    form: receiptNameForm,
    exits: ['account'],
  },
  signOut: { path: '/sign-out', visitors: 'anyone', form: formOf({}), exits: ['account'] },
  endOtherSessions: {
    path: '/sessions/others',
    visitors: 'member',
    form: formOf({}),
    exits: ['account'],
  },
  endSession: { path: '/sessions', visitors: 'member', form: endSessionForm, exits: ['account'] },
  newMailbox: {
    path: '/mailbox',
    visitors: 'member',
    form: newMailboxForm,
    exits: ['account'],
  },
  answerMailbox: {
    path: '/mailbox/code',
    visitors: 'member',
    form: answerCodeForm,
    exits: ['account'],
  },
  cancelMailbox: {
    path: '/mailbox/cancellation',
    visitors: 'member',
    form: formOf({}),
    exits: ['account'],
  },
  stopMailbox: {
    path: '/mailbox/change/stop',
    visitors: 'anyone',
    form: changeLinkForm,
    exits: ['account'],
  },
  takeMailbox: {
    path: '/mailbox/change/now',
    visitors: 'anyone',
    form: changeLinkForm,
    exits: ['account'],
  },
  disclosureChallenge: {
    path: '/seller/disclosure/challenge',
    visitors: 'seller',
    form: disclosureForm,
    exits: ['account'],
  },
  publishDisclosure: {
    path: '/seller/disclosure',
    visitors: 'seller',
    form: publishForm,
    exits: ['account'],
  },
  ...dataPosts,
  ...passkeyPosts,
  ...bookPosts,
  ...messagePosts,
  ...parcelPosts,
  ...payoutPosts,
} as const satisfies Record<string, Post>

export type PostName = keyof typeof posts

const open = { visitors: 'anyone', query: [], forms: [] } as const
const member = { visitors: 'member', query: [], forms: [] } as const

/** Every page; all of them GET. */
export const pages = {
  who: {
    path: '/checkout/:order',
    visitors: 'at-checkout',
    query: ['ticket', 'form'],
    forms: ['bindOrder'],
  },
  signIn: {
    ...open,
    path: '/sign-in',
    query: ['state', 'return'],
    forms: ['requestCode', 'signInByPasskey'],
  },
  code: { ...open, path: '/sign-in/code', forms: ['answerCode', 'sendAgain'] },
  again: {
    ...member,
    path: '/sign-in/again',
    query: ['return'],
    forms: ['confirmByPasskey', 'startConfirm'],
  },
  againCode: {
    ...member,
    path: '/sign-in/again/code',
    forms: ['answerConfirm', 'startConfirm'],
  },
  studio: { ...member, path: '/sign-in/studio', query: ['to'], forms: ['openStudio'] },
  order: { ...open, path: '/orders/:order', query: ['state', 'to'], forms: ['requestOrderCode'] },
  orderCode: {
    ...open,
    path: '/orders/:order/code',
    forms: ['answerOrderCode', 'requestOrderCode'],
  },
  receipt: {
    path: '/orders/:order/receipt',
    visitors: 'order-holder',
    query: [],
    forms: ['setReceiptName'],
  },
  home: { ...member, path: '/', forms: ['signOut'] },
  sessions: { ...member, path: '/sessions', forms: ['endSession', 'endOtherSessions', 'signOut'] },
  signedOut: { ...open, path: '/signed-out' },
  mailbox: { ...member, path: '/mailbox', forms: ['newMailbox', 'cancelMailbox'] },
  mailboxCode: { ...member, path: '/mailbox/code', forms: ['answerMailbox', 'newMailbox'] },
  mailboxLink: {
    ...open,
    path: '/mailbox/change',
    query: ['link'],
    forms: ['stopMailbox', 'takeMailbox'],
  },
  erased: { ...open, path: '/erased' },
  disclosure: { ...open, path: '/sellers/:seller/disclosure' },
  editDisclosure: {
    path: '/seller/disclosure',
    visitors: 'seller',
    query: ['saved'],
    forms: ['publishDisclosure'],
  },
  ...dataPages,
  ...passkeyPages,
  ...bookPages,
  ...messagePages,
  ...parcelPages,
  ...payoutPages,
  report: { ...open, path: '/report', query: ['order'] },
  health: { ...open, path: '/healthz' },
} as const satisfies Record<string, Page & { forms: readonly PostName[] }>

export type PageName = keyof typeof pages

/** The other hosts to which the forms of a page may lead. */
export function exitsOf(page: PageName): Exclude<Exit, 'account'>[] {
  const forms: readonly PostName[] = pages[page].forms
  const exits = new Set<Exit>(forms.flatMap((name) => posts[name].exits))
  return [...exits].filter((exit) => exit !== 'account')
}
