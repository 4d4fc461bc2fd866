import { type Form, formOf } from '#lib/form-fields.ts'
import { guestForm, memberForm } from './checkout/form.ts'
import type { Origins } from './needs.ts'

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
  forms: readonly PostName[]
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
} as const satisfies Record<string, Post>

export type PostName = 'bindOrder'

/** Every page; all of them GET. */
export const pages = {
  who: {
    path: '/checkout/:order',
    visitors: 'at-checkout',
    query: ['ticket'],
    forms: ['bindOrder'],
  },
} as const satisfies Record<string, Page>

export type PageName = keyof typeof pages

/** The other hosts to which the forms of a page may lead. */
export function exitsOf(page: PageName): Exclude<Exit, 'account'>[] {
  const forms: readonly PostName[] = pages[page].forms
  const exits = new Set<Exit>(forms.flatMap((name) => posts[name].exits))
  return [...exits].filter((exit) => exit !== 'account')
}
