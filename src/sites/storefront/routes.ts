import { z } from 'zod'
import { type Form, formOf, machineField, publicField } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { reportReasons } from '#market/moderation/commands.ts'
import type { Origins } from './needs.ts'

/**
 * Who may ask. `anyone`; `order-holder`: this browser placed the order or proved its mailbox, or
 * is signed in as the member it belongs to; `member`: signed in.
 */
export type Visitor = 'anyone' | 'order-holder' | 'member'

export interface Page {
  path: string
  visitors: Visitor
  /** What may stand behind the question mark, beside `lang`. */
  query: readonly string[]
  /** The forms that stand on this page; its Content-Security-Policy follows from them. */
  forms: readonly PostName[]
}

export interface Post {
  path: string
  visitors: Visitor
  form: Form
  /** Where its 303 may lead, itself included. */
  exits: readonly (keyof Origins)[]
}

const id = z.string('missing').refine(isId, 'invalid')
const amount = z
  .string('missing')
  .regex(/^(?:0|[1-9]\d{0,12})$/, 'invalid')
  .transform(BigInt)
const version = z.coerce
  .number('invalid')
  .int('invalid')
  .min(1, 'invalid')
  .max(2 ** 31, 'invalid')

/** Every form of the shop; none has a personal field. */
export const posts = {
  addToCart: {
    path: '/cart/lines',
    visitors: 'anyone',
    form: formOf({
      work: machineField(id),
      price: machineField(amount),
      currency: machineField(z.enum(['JPY', 'USD', 'EUR'], 'invalid')),
    }),
    exits: ['shop'],
  },
  takeOut: {
    path: '/cart/removals',
    visitors: 'anyone',
    form: formOf({ work: machineField(id) }),
    exits: ['shop'],
  },
  acceptChanges: {
    path: '/cart/acceptances',
    visitors: 'anyone',
    form: formOf({ version: machineField(version) }),
    exits: ['shop'],
  },
  checkout: {
    path: '/checkout',
    visitors: 'anyone',
    form: formOf({ version: machineField(version) }),
    exits: ['shop', 'account'],
  },
  report: {
    path: '/works/:work/reports',
    visitors: 'anyone',
    form: formOf({
      reason: publicField(z.enum(reportReasons, 'choose')),
      note: publicField(z.string().trim().max(1000, 'tooLong:1000').default('')),
    }),
    exits: ['shop'],
  },
  signOut: { path: '/sign-out', visitors: 'anyone', form: formOf({}), exits: ['shop'] },
} as const satisfies Record<string, Post>

export type PostName = 'addToCart' | 'takeOut' | 'acceptChanges' | 'checkout' | 'report' | 'signOut'

/** A search is sent by GET and never kept; its term is declared all the same. */
export const searchForm = formOf({
  q: publicField(z.string().max(200).optional()),
  category: machineField(z.string().max(40).optional()),
})

const open = { visitors: 'anyone', query: [], forms: [] } as const

/** Every page and file; all of them GET. */
export const pages = {
  front: { ...open, path: '/' },
  works: { ...open, path: '/works', query: ['after'] },
  category: { ...open, path: '/categories/:category', query: ['after'] },
  search: { ...open, path: '/search', query: ['q', 'category', 'from'] },
  work: { ...open, path: '/works/:work', forms: ['addToCart'] },
  report: { ...open, path: '/works/:work/report', query: ['sent'], forms: ['report'] },
  seller: { ...open, path: '/sellers/:handle', query: ['after'] },
  picture: { ...open, path: '/pictures/:picture/:file' },
  cart: {
    ...open,
    path: '/cart',
    query: ['note'],
    forms: ['takeOut', 'acceptChanges', 'checkout'],
  },
  cartCount: { ...open, path: '/cart/count' },
  order: { path: '/orders/:order', visitors: 'order-holder', query: [], forms: ['checkout'] },
  orderState: { path: '/orders/:order/state', visitors: 'order-holder', query: [], forms: [] },
  orderFile: {
    path: '/orders/:order/files/:upload',
    visitors: 'order-holder',
    query: [],
    forms: [],
  },
  orderAccess: { ...open, path: '/orders/:order/access' },
  library: { path: '/library', visitors: 'member', query: ['page'], forms: ['signOut'] },
  signIn: { ...open, path: '/sign-in', query: ['return'] },
  signInReturn: { ...open, path: '/sign-in/return', query: ['code'] },
  about: { ...open, path: '/about' },
  howToBuy: { ...open, path: '/how-to-buy' },
  privacy: { ...open, path: '/privacy' },
  terms: { ...open, path: '/terms' },
  /** Answers only where the market is for practice. */
  gallery: { ...open, path: '/gallery', query: ['page', 'scheme'] },
  robots: { ...open, path: '/robots.txt' },
  sitemap: { ...open, path: '/sitemap.xml', query: ['after'] },
  health: { ...open, path: '/healthz' },
} as const satisfies Record<string, Page>

export type PageName = keyof typeof pages

/** The other hosts to which the forms of a page may lead. */
export function exitsOf(page: PageName): Exclude<keyof Origins, 'shop'>[] {
  const forms: readonly PostName[] = pages[page].forms
  const exits = new Set<keyof Origins>(forms.flatMap((name) => posts[name].exits))
  return [...exits].filter((exit) => exit !== 'shop')
}
