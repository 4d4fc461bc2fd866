import { Hono } from 'hono'
import { base64url } from '#lib/base64url.ts'
import type { Typed } from '#lib/form-fields.ts'
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
import type { Member, Visit, VisitContext } from '../visit.ts'
import { memberHere, memberOnly } from '../visitor.ts'
import { checkoutPass, ticketCheck } from './admission.ts'
import { arrivals } from './arrivals.ts'
import { guestForm, memberForm } from './form.ts'
import { type BookAddress, otherForm, type Recipient, readRecipient } from './recipient.ts'
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
  const parcel = await parcelOf(needs, order, { member, body })
  const typed = { ...parcel?.typed, ...read.typed }
  if (parcel && body.other === 'form') {
    return whoPage(c, needs, order, { typed: otherForm(typed), problems: [] })
  }
  if (!read.ok || parcel?.ok === false) {
    const wrong = {
      ...(read.ok ? {} : read.problems),
      ...(parcel?.ok === false && parcel.problems),
    }
    const problems = whoProblems(wrong, c.var.view)
    return whoPage(c, needs, order, { typed, problems }, 422)
  }
  const { values } = read
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
  const named =
    isRefusal(bound) || !parcel ? bound : await nameRecipient(needs, order, bound, parcel)
  if (isRefusal(bound) || isRefusal(named)) {
    const refused = isRefusal(bound) ? bound : (named as Refusal)
    const { code, details } = refused
    const isField = code === 'bad-input' && details.field !== undefined
    const problems = isField
      ? whoProblems({ [details.field!]: 'invalid' }, c.var.view)
      : refusalText(refused, c.var.view.words)
    return whoPage(c, needs, order, { typed, problems }, refused.status)
  }
  const pass = base64url(bound.payTicket)
  // The pay page is a file and cannot carry a link that keeps the pass, so the language goes along.
  return c.redirect(`${needs.origins.pay}/?t=${pass}&lang=${c.var.view.locale}`, 303)
}

/** What was said about where it goes; undefined for an order of files alone. */
async function parcelOf(
  needs: Needs,
  { lines }: Ordered,
  { member, body }: { member: Member | undefined; body: Record<string, unknown> },
) {
  if (!lines.some(({ ships }) => ships)) return undefined
  const isChosen = member && typeof body.to === 'string' && body.to !== 'new'
  return readRecipient(body, isChosen ? await bookOf(needs, member) : [])
}

async function bookOf({ vault }: Needs, member: Member | undefined): Promise<BookAddress[]> {
  return member ? (await vault.myBook({ session: member.session })).addresses : []
}

/** The pass of just now says that it is this order's buyer who names the recipient. */
function nameRecipient(
  { vault }: Needs,
  { facts, lines }: Ordered,
  { payTicket }: { payTicket: Buffer },
  { recipient }: { recipient: Recipient },
) {
  const sellers = [...new Set(lines.filter(({ ships }) => ships).map(({ seller }) => seller))]
  const holder = { order: facts.id, session: null, orderAccess: null, payTicket }
  return orRefusal(vault.setRecipient({ ...holder, sellers, recipient }))
}

async function whoPage(
  c: VisitContext,
  needs: Needs,
  { facts, lines }: Ordered,
  answer: WhoAnswer = { typed: {}, problems: [] },
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { view, origins } = c.var
  const { address, member } = await memberAddress(c, needs)
  const book = lines.some(({ ships }) => ships) ? await bookOf(needs, member) : undefined
  const begun: Typed = c.req.query('form') === 'foreign' ? { form: 'foreign' } : {}
  const shown = { ...answer, typed: { ...begun, ...answer.typed } }
  const page = { view, origins, facts, lines, memberAddress: address, book, answer: shown }
  return show(c, 'who', <WhoPage {...page} now={needs.clock()} />, status)
}

/** The signed-in member's mailbox; when the vault does not answer, the guest's form is shown. */
async function memberAddress(
  c: VisitContext,
  needs: Needs,
): Promise<{ address?: string; member?: Member }> {
  const found = await orRefusal(
    memberHere(c, needs).then(async (member) => {
      if (!member) return {}
      const { address } = await needs.vault.myContact({ session: member.session })
      return { address, member }
    }),
  )
  if (!isRefusal(found)) return found
  if (found.status < 500) throw found
  return {}
}

function checkoutPath(order: string): string {
  return pages.who.path.replace(':order', order)
}
