import { type Context, Hono } from 'hono'
import { Refusal } from '#lib/refusal.ts'
import { filesOfOrder } from '#market/downloads/queries.ts'
import { type OrderFacts, orderFacts, shownOrder } from '#market/orders/queries.ts'
import { sendOwn } from '../answer.ts'
import type { Cookies, KnownOrder } from '../cookies.ts'
import type { StorefrontNeeds } from '../needs.ts'
import { pages } from '../routes.ts'
import { viewOf } from '../visit.ts'
import { holderOf } from './holder.ts'
import { OrderPage } from './order-page.tsx'
import { ProvePage } from './prove-page.tsx'

export type OrderNeeds = Pick<
  StorefrontNeeds,
  'db' | 'vault' | 'clock' | 'asset' | 'marketName' | 'origins'
> & { cookies: Cookies }

/** One order: how it stands, and what it gives. */
export function order(needs: OrderNeeds) {
  const app = new Hono()
  app.get(pages.order.path, (c) => showOrder(c, needs))
  app.get(pages.orderState.path, (c) => tellState(c, needs))
  return app
}

async function showOrder(c: Context, needs: OrderNeeds): Promise<Response> {
  const request = c.req.raw
  const { db, origins } = needs
  const holder = await holderOf(request, c.req.param('order'), needs)
  const shown = holder && (await shownOrder(db, holder.order))
  const view = viewOf(request, needs)
  if (!holder || !shown) {
    const page = <ProvePage view={view} origins={origins} order={c.req.param('order')!} />
    return sendOwn('order', page, { origins, request, status: 403 })
  }
  const { facts, lines } = shown
  const files = facts.paidAt ? await filesOfOrder(db, holder.order) : []
  const again = againVersion(request, needs.cookies, holder.known)
  const page = <OrderPage {...{ view, origins, facts, lines, files, again }} />
  return sendOwn('order', page, {
    origins,
    request,
    cookies: [...holder.cookies, ...cartEnded(request, needs.cookies, holder.known, facts)],
  })
}

/** The cart's version by which this very order is gone on with, while its cart is here. */
function againVersion(request: Request, cookies: Cookies, known: KnownOrder | undefined) {
  const cart = cookies.cart.read(request)?.cart
  return known && known.cart === cart ? known.version : undefined
}

/** A cart that became a paid order is done: the next one begins empty. */
function cartEnded(
  request: Request,
  cookies: Cookies,
  known: KnownOrder | undefined,
  facts: OrderFacts,
): string[] {
  const isDone = facts.paidAt && againVersion(request, cookies, known) !== undefined
  return isDone ? [cookies.cart.forget()] : []
}

/** For the island that waits for the money: the page is asked for again when this changes. */
async function tellState(c: Context, needs: OrderNeeds): Promise<Response> {
  const holder = await holderOf(c.req.raw, c.req.param('order'), needs)
  const facts = holder && (await orderFacts(needs.db, holder.order))
  if (!facts) throw new Refusal('not-yours')
  return c.json({ state: facts.state }, 200, { 'cache-control': 'no-store' })
}
