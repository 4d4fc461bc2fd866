import { Hono } from 'hono'
import { base64url } from '#lib/base64url.ts'
import { readForm } from '#lib/http/body.ts'
import { isId } from '#lib/ids.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { type OrderFacts, type OrderLineFacts, orderWithLines } from '#market/orders/queries.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { suggestedAddress } from '../email-hint.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { memberHere, memberOnly } from '../visitor.ts'
import { checkoutPass, ticketCheck } from './admission.ts'
import { arrivals } from './arrivals.ts'
import { guestForm, memberForm } from './form.ts'
import { type WhoAnswer, WhoPage, whoProblems } from './who-page.tsx'

type Needs = Pick<AccountsNeeds, 'db' | 'vault' | 'origins' | 'cookieKeys' | 'random' | 'clock'>

interface Ordered {
  facts: OrderFacts
  lines: OrderLineFacts[]
}

/** Who orders: between the shop, which holds the goods, and the payment page. */
export function checkout(needs: Needs) {
  const tickets = ticketCheck(needs.clock)
  const pass = checkoutPass(needs)
  const arrived = arrivals<Ordered>(needs.clock)
  return new Hono<Visit>()
    .get(pages.who.path, async (c) => {
      const ticket = c.req.query('ticket')
      if (ticket !== undefined) {
        const order = await orderOf(c, needs)
        const { facts } = order
        // Reloaded, or gone back: a browser that is already let in needs no second ticket.
        if (!pass.holds(c, facts.id)) tickets.admit(ticket, facts)
        pass.add(c, facts.id)
        arrived.keep(facts.id, order)
        return c.redirect(checkoutPath(facts.id), 303)
      }
      const order = arrived.take(c.req.param('order')) ?? (await orderOf(c, needs))
      if (!pass.holds(c, order.facts.id)) throw new Refusal('ticket-unknown')
      return settled(c, order.facts) ?? whoPage(c, needs, order)
    })
    .post(posts.bindOrder.path, async (c) => {
      const order = await orderOf(c, needs)
      if (!pass.holds(c, order.facts.id)) throw new Refusal('ticket-expired')
      return settled(c, order.facts) ?? bind(c, needs, order)
    })
}

/** Refuses: not-found. */
async function orderOf(c: VisitContext, { db }: Needs): Promise<Ordered> {
  const id = c.req.param('order')
  const order = isId(id) ? await orderWithLines(db, id) : undefined
  if (!order) throw new Refusal('not-found')
  return order
}

/** Where to go with an order that is no longer waiting for its buyer's name. */
function settled(c: VisitContext, facts: OrderFacts): Response | undefined {
  if (facts.paidAt) return c.redirect(`${c.var.origins.shop}/orders/${facts.id}`, 303)
  if (facts.releasedAt) throw new Refusal('ticket-expired')
  return undefined
}

async function bind(c: VisitContext, needs: Needs, order: Ordered): Promise<Response> {
  const body = await readForm(c.req.raw)
  const member = body.as === 'member' ? await memberOnly(c, needs) : undefined
  const read = member ? memberForm.read(body) : guestForm.read(body)
  if (!read.ok) {
    const problems = whoProblems(read.problems, c.var.view.words)
    return whoPage(c, needs, order, { typed: read.typed, problems }, 422)
  }
  const { values, typed } = read
  const typedAddress = values.as === 'guest' ? values.address : null
  const suggestion = typedAddress === null ? undefined : suggestedAddress(typedAddress)
  const use = values.as === 'guest' ? values.use : undefined
  if (suggestion && !use) return whoPage(c, needs, order, { typed, problems: [], suggestion }, 422)

  stopPoint('accounts:before-bind-call')
  const bound = await orRefusal(
    needs.vault.bindOrder({
      order: order.facts.id,
      session: member?.session ?? null,
      address: use === 'suggestion' && suggestion ? suggestion : typedAddress,
      receiptName: values.receiptName,
      locale: c.var.view.locale,
    }),
  )
  stopPoint('accounts:after-bind-call')
  if (isRefusal(bound)) {
    const problems = refusalText(bound, c.var.view.words)
    return whoPage(c, needs, order, { typed, problems }, bound.status)
  }
  const pass = base64url(bound.payTicket)
  // The pay page is a file and cannot carry a link that keeps the pass, so the language goes along.
  return c.redirect(`${needs.origins.pay}/?t=${pass}&lang=${c.var.view.locale}`, 303)
}

async function whoPage(
  c: VisitContext,
  needs: Needs,
  { facts, lines }: Ordered,
  answer: WhoAnswer = { typed: {}, problems: [] },
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { view, origins } = c.var
  const address = await memberAddress(c, needs)
  const page = { view, origins, facts, lines, memberAddress: address, answer, now: needs.clock() }
  return show(c, 'who', <WhoPage {...page} />, status)
}

/** The signed-in member's mailbox; when the vault does not answer, the guest's form is shown. */
async function memberAddress(c: VisitContext, needs: Needs): Promise<string | undefined> {
  const found = await orRefusal(
    memberHere(c, needs).then(
      (member) => member && needs.vault.myContact({ session: member.session }),
    ),
  )
  if (!isRefusal(found)) return found?.address
  if (found.status < 500) throw found
  return undefined
}

function checkoutPath(order: string): string {
  return pages.who.path.replace(':order', order)
}
