import { type Context, Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { money } from '#lib/money.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { acceptChanges, addToCart, removeFromCart } from '#market/carts/commands.ts'
import { cartCount } from '#market/carts/queries.ts'
import { goTo, sendOwn } from '../answer.ts'
import type { Cookies } from '../cookies.ts'
import type { StorefrontNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { viewOf } from '../visit.ts'
import { CartPage, type CartWord } from './cart-page.tsx'
import { myCart } from './my-cart.ts'

export type CartNeeds = Pick<
  StorefrontNeeds,
  | 'db'
  | 'pool'
  | 'inTransaction'
  | 'clock'
  | 'newId'
  | 'asset'
  | 'marketName'
  | 'origins'
  | 'holdMinutes'
> & { cookies: Cookies }

/** The cart: seen, filled, emptied. Never from a cache. */
export function cart(needs: CartNeeds) {
  const app = new Hono()
  app.get(pages.cart.path, (c) => showCart(c, needs, wordFrom(c.req.query('note'))))
  app.get(pages.cartCount.path, (c) => countOf(c, needs))
  app.post(posts.addToCart.path, (c) => add(c, needs))
  app.post(posts.takeOut.path, (c) => takeOut(c, needs))
  app.post(posts.acceptChanges.path, (c) => accept(c, needs))
  return app
}

/** The cart's page; with a status and a word when something did not go through. */
export async function showCart(
  c: Context,
  needs: CartNeeds,
  word?: CartWord,
  status = 200,
): Promise<Response> {
  const request = c.req.raw
  const mine = await myCart(request, needs)
  const view = viewOf(request, needs)
  const { origins, holdMinutes } = needs
  return sendOwn('cart', <CartPage {...{ view, origins, cart: mine, word, holdMinutes }} />, {
    origins,
    request,
    status,
  })
}

function wordFrom(text: string | undefined): CartWord | undefined {
  return text === 'added' || text === 'changed' || text === 'full' ? text : undefined
}

async function countOf(c: Context, { db, cookies }: CartNeeds): Promise<Response> {
  const known = cookies.cart.read(c.req.raw)
  const count = known ? await cartCount(db, known.cart) : 0
  return c.json({ count }, 200, { 'cache-control': 'no-store' })
}

async function add(c: Context, needs: CartNeeds): Promise<Response> {
  const form = posts.addToCart.form.read(await readForm(c.req.raw))
  if (!form.ok) throw new Refusal('bad-input')
  const { work, price, currency } = form.values
  const { cookies, pool, clock, newId } = needs
  // A cart that became a paid order is not filled again.
  const mine = await myCart(c.req.raw, needs)
  const id = mine?.id ?? newId()
  const wish = { cart: id, work, shown: money(price, currency), now: clock() }
  try {
    await addToCart(pool, wish)
  } catch (thrown) {
    if (isRefusal(thrown, 'too-large')) return goTo(`${pages.cart.path}?note=full`)
    throw thrown
  }
  return goTo(`${pages.cart.path}?note=added`, [cookies.cart.set({ cart: id })])
}

async function takeOut(c: Context, needs: CartNeeds): Promise<Response> {
  const form = posts.takeOut.form.read(await readForm(c.req.raw))
  if (!form.ok) throw new Refusal('bad-input')
  const mine = await myCart(c.req.raw, needs)
  const { work } = form.values
  if (mine) {
    const wish = { cart: mine.id, work, now: needs.clock() }
    await needs.inTransaction((tx) => removeFromCart(tx, wish))
  }
  return goTo(pages.cart.path)
}

async function accept(c: Context, needs: CartNeeds): Promise<Response> {
  const form = posts.acceptChanges.form.read(await readForm(c.req.raw))
  if (!form.ok) throw new Refusal('bad-input')
  const mine = await myCart(c.req.raw, needs)
  const { version } = form.values
  if (mine?.version === version) {
    const wish = { cart: mine.id, version, now: needs.clock() }
    await needs.inTransaction((tx) => acceptChanges(tx, wish))
  }
  return goTo(pages.cart.path)
}
