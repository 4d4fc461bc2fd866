import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { type RateLimit, rateLimit } from '#lib/http/rate-limit.ts'
import { isId } from '#lib/ids.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { addCookie, askerOf, readKnown, readSession } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { secretBytes } from '../sign-in/attempt.ts'
import { shopReturn } from '../sign-in/next.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { type OrderAim, orderAims, requestOrderCodeForm } from './forms.ts'
import { isMembersOrder } from './holder.ts'
import { AskOrderCodePage, OrderPage } from './order-page.tsx'
import { type OrderProofs, orderAttemptCookie, orderProofs } from './proof.ts'

type Needs = Pick<AccountsNeeds, 'vault' | 'origins' | 'cookieKeys' | 'random' | 'clock'>

/** The link in the mail leads here: whose order it is shows by its mailbox or by a session. */
export function order(needs: Needs) {
  const proofs = orderProofs(needs)
  const codes = rateLimit({ most: 30, withinMillis: 15 * 60_000 }, needs.clock)
  return new Hono<Visit>()
    .get(pages.order.path, async (c) => {
      const id = orderParam(c)
      const state = stateOf(c)
      if (state) {
        const known = await shopCode(c, needs, proofs, state)
        if (known) return c.redirect(shopReturn(needs.origins.shop, known), 303)
      } else if (await isHolder(c, needs, proofs, id)) {
        const { view, origins } = c.var
        const isMember = readSession(c) !== undefined
        return show(
          c,
          'order',
          <OrderPage view={view} origins={origins} order={id} isMember={isMember} />,
        )
      }
      const to = orderAims.find((aim) => aim === c.req.query('to')) ?? 'order'
      return askPage(c, { state: state ?? '', to })
    })
    .post(posts.requestOrderCode.path, async (c) => {
      const read = requestOrderCodeForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const sent = await orRefusal(sendOrderCode(c, needs, codes, read.values))
      return isRefusal(sent) ? askPage(c, read.values, sent) : sent
    })
}

/** The order a path names. Refuses: not-found. */
export function orderParam(c: VisitContext): string {
  const order = c.req.param('order')
  if (!isId(order)) throw new Refusal('not-found')
  return order
}

function stateOf(c: VisitContext): string | undefined {
  const state = c.req.query('state') ?? ''
  return /^[A-Za-z0-9_-]{43}$/.test(state) ? state : undefined
}

async function isHolder(
  c: VisitContext,
  needs: Needs,
  proofs: OrderProofs,
  order: string,
): Promise<boolean> {
  return proofs.find(c.req.raw, order) !== null || (await isMembersOrder(c, order, needs))
}

/** A code by which the shop knows this browser too; undefined when nothing is proven yet. */
async function shopCode(
  c: VisitContext,
  needs: Needs,
  proofs: OrderProofs,
  state: string,
): Promise<string | undefined> {
  const order = orderParam(c)
  const session = readSession(c)
  const orderAccess = proofs.find(c.req.raw, order)
  const audience = 'storefront' as const
  if (orderAccess) {
    const known = { session: null, order, orderAccess, audience, state }
    const minted = await orRefusal(needs.vault.mintCode(known))
    if (!isRefusal(minted)) return minted.code
    if (minted.status >= 500) throw minted
  }
  if (!session || !(await isMembersOrder(c, order, needs))) return undefined
  const known = { session, order: null, orderAccess: null, audience, state }
  return (await needs.vault.mintCode(known)).code
}

/** What the visit is for, once the mailbox is proven. */
export interface Aim {
  state: string
  to: OrderAim
}

async function sendOrderCode(
  c: VisitContext,
  needs: Needs,
  codes: RateLimit,
  aim: Aim,
): Promise<Response> {
  if (!codes.allows(askerOf(c))) throw new Refusal('too-many-tries')
  const order = orderParam(c)
  const secret = needs.random(secretBytes)
  const { attempt } = await needs.vault.startOrderAccess({
    order,
    browserSecret: secret,
    locale: c.var.view.locale,
    source: c.var.client,
    known: readKnown(c),
  })
  addCookie(c, orderAttemptCookie(needs).set({ order, attempt, secret, ...aim }))
  return c.redirect(pages.orderCode.path.replace(':order', order), 303)
}

function askPage(c: VisitContext, aim: Aim, refusal?: Refusal): Response {
  const { view, origins } = c.var
  const problems = refusal ? refusalText(refusal, view.words) : []
  const props = { view, origins, order: orderParam(c), aim, problems }
  return show(c, 'order', <AskOrderCodePage {...props} />, refusal?.status ?? 200)
}
