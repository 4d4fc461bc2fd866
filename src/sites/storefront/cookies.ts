import { type SealedCookie, sealedCookie } from '#lib/sealed-cookie.ts'
import {
  bytes,
  flag,
  type Infer,
  id,
  instant,
  integer,
  list,
  nullable,
  object,
  text,
} from '#lib/shapes.ts'
import type { StorefrontNeeds } from './needs.ts'

export type CookieNeeds = Pick<StorefrontNeeds, 'cookieKeys' | 'random' | 'clock'>

const cart = object({ cart: id })

/** An order that this browser placed or proved, with the cart it was made of. */
const knownOrder = object({
  order: id,
  cart: nullable(id),
  version: integer({ min: 0, max: 2 ** 31 }),
})
export type KnownOrder = Infer<typeof knownOrder>

/** The most orders a browser is known for; older ones are reached by mail or sign-in. */
export const mostKnownOrders = 20

/** Who is signed in here, as the vault said; after `until` the vault is asked again. */
const knownMember = object({
  member: id,
  handle: bytes({ max: 32 }),
  byPasskey: flag,
  until: instant,
})
export type KnownMember = Infer<typeof knownMember>

/** Kept while the browser is away for a code; of the nonce only the hash travels. */
const awayForCode = object({ nonce: bytes({ min: 32, max: 32 }), returnTo: text({ max: 500 }) })

const day = 24 * 60 * 60

/** All cookies of the shop but the language. */
export function cookiesFor({ cookieKeys: keys, random, clock }: CookieNeeds) {
  const shared = { keys, random, clock }
  const orders = list(knownOrder, { max: mostKnownOrders })
  return {
    cart: sealedCookie({ ...shared, name: '__Host-cart', shape: cart, maxAgeSeconds: 60 * day }),
    orders: sealedCookie({
      ...shared,
      name: '__Host-orders',
      shape: orders,
      maxAgeSeconds: 180 * day,
    }),
    member: sealedCookie({
      ...shared,
      name: '__Host-member',
      shape: knownMember,
      maxAgeSeconds: 30 * day,
    }),
    away: sealedCookie({
      ...shared,
      name: '__Host-away',
      shape: awayForCode,
      maxAgeSeconds: 15 * 60,
    }),
  }
}

export type Cookies = ReturnType<typeof cookiesFor>
export type { SealedCookie }

/** The list with this order in front, within its bound. */
export function withOrder(known: readonly KnownOrder[], order: KnownOrder): KnownOrder[] {
  const others = known.filter((each) => each.order !== order.order)
  return [order, ...others].slice(0, mostKnownOrders)
}
