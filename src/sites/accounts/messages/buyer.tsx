import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { type OrderLineFacts, orderFacts, orderLineFacts } from '#market/orders/queries.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { type Holding, holdingOf } from '../orders/holder.ts'
import { orderParam } from '../orders/order.tsx'
import { orderProofs } from '../orders/proof.ts'
import { strangers } from '../orders/receipt.tsx'
import type { Visit, VisitContext } from '../visit.ts'
import { BuyerPage } from './buyer-page.tsx'
import type { Talk } from './conversation.tsx'
import { buyerMessageForm, buyerReportForm } from './forms.ts'
import { messagePages, messagePosts } from './routes.ts'
import { messageWords } from './words.ts'

type Needs = Pick<
  AccountsNeeds,
  'db' | 'vault' | 'cookieKeys' | 'random' | 'clock' | 'market' | 'origins'
>

/** In an hour, about one order. */
export const mostWritten = { most: 30, withinMillis: 60 * 60_000 }

/** The buyer writes to the sellers of their order; who else comes by does not see who they are. */
export function buyerMessages(needs: Needs) {
  const proofs = orderProofs(needs)
  const writing = rateLimit(mostWritten, needs.clock)
  const held = (c: VisitContext) => holdingOf(c, orderParam(c), proofs)
  return new Hono<Visit>()
    .get(messagePages.messages.path, async (c) => {
      const found = await talkOf(needs, held(c), c.req.query('seller'))
      return found ? page(c, found) : proveFirst(c)
    })
    .post(messagePosts.writeMessage.path, async (c) => {
      const read = buyerMessageForm.read(await readForm(c.req.raw))
      const wanted = read.ok ? read.values.seller : read.typed.seller
      const found = await talkOf(needs, held(c), wanted)
      if (!found) return proveFirst(c)
      const typed = read.typed.text ?? ''
      const { words, locale } = c.var.view
      if (!read.ok) {
        const problems = problemTexts(read.problems, { text: messageWords(locale).text }, words)
        return page(c, found, { typed, problems }, 422)
      }
      if (!writing.allows(found.side.order)) {
        const problems = refusalText(new Refusal('too-many-tries'), words, 'text')
        return page(c, found, { typed, problems }, 429)
      }
      const { text } = read.values
      const done = await orRefusal(needs.vault.writeMessage({ ...found.side, text }))
      if (!isRefusal(done)) return back(c, found.side.seller, 'sent')
      return page(c, found, { typed, problems: refusalText(done, words, 'text') }, done.status)
    })
    .post(messagePosts.reportMessage.path, async (c) => {
      const read = buyerReportForm.read(await readForm(c.req.raw))
      const found = await talkOf(needs, held(c), read.typed.seller)
      if (!found) return proveFirst(c)
      if (!read.ok) {
        const { words, locale } = c.var.view
        const labels = { reason: messageWords(locale).reason }
        const problems = unlinked(read.problems, labels, words)
        return page(c, found, { typed: '', problems }, 422)
      }
      const { message, reason } = read.values
      await needs.vault.reportMessage({ ...found.side, message, reason })
      return back(c, found.side.seller, 'reported')
    })
}

/** A conversation has a reason to choose for each message, so no sentence leads to one of them. */
export function unlinked(...[problems, labels, words]: Parameters<typeof problemTexts>) {
  return problemTexts(problems, labels, words).map(({ text }) => ({ text }))
}

interface Found {
  side: Holding & { seller: string; as: 'buyer' }
  lines: OrderLineFacts[]
  talk: Talk
}

/**
 * The conversation with one seller of the order, the first when none is named; undefined for who
 * has not proved that the order is theirs. Refuses: not-paid, not-found (no such seller in it).
 */
async function talkOf(
  needs: Needs,
  holding: Holding | undefined,
  wanted: string | undefined,
): Promise<Found | undefined> {
  if (!holding) return undefined
  const { order } = holding
  const lines = await orderLineFacts(needs.db, [order])
  const named = lines.find(({ seller }) => !wanted || seller === wanted) ?? lines[0]
  if (!named) return undefined
  const side = { ...holding, seller: named.seller, as: 'buyer' } as const
  const talk = await orRefusal(needs.vault.messagesOf(side))
  if (isRefusal(talk)) {
    if (strangers.includes(talk.code)) return undefined
    throw talk
  }
  // Said only to who holds the order.
  if (wanted && named.seller !== wanted) throw new Refusal('not-found')
  const facts = await orderFacts(needs.db, order)
  if (!facts?.paidAt) throw new Refusal('not-paid')
  return { side, lines, talk }
}

function proveFirst(c: VisitContext): Response {
  return c.redirect(`/orders/${orderParam(c)}?to=messages`, 303)
}

function back(c: VisitContext, seller: string, what: 'sent' | 'reported'): Response {
  const query = new URLSearchParams({ seller, [what]: '' })
  return c.redirect(`/orders/${orderParam(c)}/messages?${query}`, 303)
}

interface Tried {
  typed: string
  problems: readonly FormProblem[]
}

function page(
  c: VisitContext,
  { side, lines, talk }: Found,
  tried: Tried = { typed: '', problems: [] },
  status: 200 | Refusal['status'] = 200,
): Response {
  const { view, origins } = c.var
  const sellers = [...new Map(lines.map((line) => [line.seller, line.sellerName]))].map(
    ([id, name]) => ({ id, name }),
  )
  const done = c.req.query('sent') !== undefined ? 'sent' : undefined
  const told = c.req.query('reported') !== undefined ? 'reported' : done
  const { order, seller } = side
  const props = { view, origins, order, sellers, seller, talk, told, ...tried } as const
  return show(c, 'messages', <BuyerPage {...props} />, status)
}
