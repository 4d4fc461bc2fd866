import { z } from 'zod'
import { type Form, formOf, publicField } from '#lib/form-fields.ts'

/**
 * Who may ask. `anyone`; `pass-holder`: has the vault's pass of a bound order in the address;
 * `payer`: knows an intent's id, because the provider sent the browser back with it; `provider`:
 * signed the bytes.
 */
export type Visitor = 'anyone' | 'pass-holder' | 'payer' | 'provider'

export interface Page {
  path: string
  visitors: Visitor
  /** What may stand behind the question mark, beside `lang`. */
  query: readonly string[]
}

export interface Post {
  path: string
  visitors: Visitor
  form: Form
  /** Where its 303 may lead; the policy of the pay document follows from it. */
  exits: readonly ('provider' | 'shop')[]
}

/** Every form of the pay host: one, and nothing is ever typed into it. */
export const posts = {
  /** From the pass to the provider's page, or, with nothing left to pay, to the order. */
  handOff: {
    path: '/',
    visitors: 'pass-holder',
    form: formOf({ method: publicField(z.enum(['card', 'konbini', 'wallet'], 'choose')) }),
    exits: ['provider', 'shop'],
  },
} as const satisfies Record<string, Post>

/** Everything that is only read. The document itself (GET /) is a file the gateway serves. */
export const pages = {
  /** What the document's script asks: number of works, amount, time left. */
  order: { path: '/order', visitors: 'pass-holder', query: ['t'] },
  /** Where the provider sends the browser back to. */
  back: { path: '/return/:intent', visitors: 'payer', query: [] },
  /** The document is the same for every market and knows no address of one. */
  shop: { path: '/shop', visitors: 'anyone', query: [] },
} as const satisfies Record<string, Page>

/** Where a provider tells its events; believed by its signature, so no Origin is asked. */
export const webhook = { path: '/webhook/:provider', visitors: 'provider' } as const
