import { type Context, Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { localeOf } from '#lib/http/locale.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { holdOrder } from '#market/orders/commands.ts'
import { newTicket } from '#market/orders/ticket.ts'
import { goTo } from '../answer.ts'
import { withOrder } from '../cookies.ts'
import type { StorefrontNeeds } from '../needs.ts'
import { paths } from '../paths.ts'
import { pages, posts } from '../routes.ts'
import { type CartNeeds, showCart } from './cart.tsx'

export type CheckoutNeeds = CartNeeds & Pick<StorefrontNeeds, 'pool' | 'random'>

/** From the cart to the held order, and on to the host where one says who one is. */
export function checkout(needs: CheckoutNeeds) {
  return new Hono().post(posts.checkout.path, async (c) => {
    const form = posts.checkout.form.read(await readForm(c.req.raw))
    if (!form.ok) throw new Refusal('bad-input')
    const known = needs.cookies.cart.read(c.req.raw)
    if (!known) return showCart(c, needs, undefined, 422)
    return hold(c, needs, { cart: known.cart, version: form.values.version })
  })
}

async function hold(
  c: Context,
  needs: CheckoutNeeds,
  seen: { cart: string; version: number },
): Promise<Response> {
  const { ticket, hash } = newTicket(needs.random)
  try {
    const { order, version } = await holdOrder(needs.pool, {
      ...seen,
      order: needs.newId(),
      ticketHash: hash,
      holdMinutes: needs.holdMinutes,
      locale: localeOf(c.req.raw),
      now: needs.clock(),
    })
    const account = `${needs.origins.account}/checkout/${order}?ticket=${ticket}`
    return goTo(account, [remembered(c.req.raw, needs, { order, cart: seen.cart, version })])
  } catch (thrown) {
    return refused(c, needs, seen, thrown)
  }
}

function remembered(
  request: Request,
  { cookies }: CheckoutNeeds,
  order: { order: string; cart: string; version: number },
): string {
  return cookies.orders.set(withOrder(cookies.orders.read(request) ?? [], order))
}

/** What changed stands on the cart's page, beside what to do about it. */
async function refused(
  c: Context,
  needs: CheckoutNeeds,
  seen: { cart: string; version: number },
  thrown: unknown,
): Promise<Response> {
  if (isRefusal(thrown, 'already-paid') && thrown.details.about) {
    const order = thrown.details.about
    return goTo(paths.order(order), [remembered(c.req.raw, needs, { order, ...seen })])
  }
  if (isRefusal(thrown, 'cart-changed')) return showCart(c, needs, 'changed', 409)
  if (isRefusal(thrown, 'cart-empty')) return goTo(pages.cart.path)
  const isAboutLines =
    isRefusal(thrown, 'price-changed') ||
    isRefusal(thrown, 'sold-out') ||
    isRefusal(thrown, 'not-found')
  if (isAboutLines) return showCart(c, needs, undefined, 409)
  throw thrown
}
