import { cartWithLines } from '#market/carts/queries.ts'
import type { Cart } from '#market/carts/types.ts'
import { orderFacts } from '#market/orders/queries.ts'
import type { Cookies } from '../cookies.ts'
import type { StorefrontNeeds } from '../needs.ts'

type Needs = Pick<StorefrontNeeds, 'db'> & { cookies: Cookies }

/**
 * The cart of this browser, or undefined: none yet, or the last one became a paid order.
 *
 * Who came back by another way than the order page would otherwise find in the cart what they
 * have already paid for.
 */
export async function myCart(request: Request, needs: Needs): Promise<Cart | undefined> {
  const id = needs.cookies.cart.read(request)?.cart
  const cart = id && (await cartWithLines(needs.db, id))
  if (!cart || (await isPaid(request, cart, needs))) return undefined
  return cart
}

async function isPaid(request: Request, cart: Cart, { cookies, db }: Needs): Promise<boolean> {
  const known = cookies.orders.read(request) ?? []
  const placed = known.find((each) => each.cart === cart.id && each.version === cart.version)
  if (!placed) return false
  const facts = await orderFacts(db, placed.order)
  return facts?.paidAt != null
}
