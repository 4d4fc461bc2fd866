import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { type RateLimit, rateLimit } from '#lib/http/rate-limit.ts'
import { isId } from '#lib/ids.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { orderLineFacts } from '#market/orders/queries.ts'
import type { SellerFacts } from '#market/sellers/queries.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { hasPublished, shopHere } from '../sellers/shop-here.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { mostWritten, unlinked } from './buyer.tsx'
import type { Talk } from './conversation.tsx'
import { sellerMessageForm, sellerReportForm } from './forms.ts'
import { messagePages, messagePosts } from './routes.ts'
import { ShopListPage, ShopTalkPage } from './seller-pages.tsx'
import { messageWords } from './words.ts'

type Needs = Pick<AccountsNeeds, 'db' | 'vault' | 'clock'>

const conversationsShown = 100
const { path } = messagePages.shopMessages

/** A seller reads what buyers wrote to the shop, and answers. */
export function sellerMessages(needs: Needs) {
  const members = onlyMembers(needs)
  const writing = rateLimit(mostWritten, needs.clock)
  return new Hono<Visit>()
    .get(path, members, async (c) => {
      const seller = await shopHere(c, needs)
      const order = c.req.query('order')
      if (order === undefined) return listPage(c, needs, seller)
      if (!isId(order)) throw new Refusal('not-found')
      return talkPage(c, await talkOf(c, needs, seller, order))
    })
    .post(messagePosts.answerMessage.path, members, (c) => answer(c, needs, writing))
    .post(messagePosts.reportToOperators.path, members, (c) => report(c, needs))
}

async function answer(c: VisitContext, needs: Needs, writing: RateLimit): Promise<Response> {
  const seller = await shopHere(c, needs)
  const read = sellerMessageForm.read(await readForm(c.req.raw))
  const order = orderIn(read.typed)
  const found = await talkOf(c, needs, seller, order)
  const typed = read.typed.text ?? ''
  const { words, locale } = c.var.view
  if (!read.ok) {
    const problems = problemTexts(read.problems, { text: messageWords(locale).text }, words)
    return talkPage(c, found, { typed, problems }, 422)
  }
  if (!writing.allows(order)) {
    const problems = refusalText(new Refusal('too-many-tries'), words, 'text')
    return talkPage(c, found, { typed, problems }, 429)
  }
  const { text } = read.values
  const done = await orRefusal(needs.vault.writeMessage({ ...found.side, text }))
  if (!isRefusal(done)) return c.redirect(`${path}?order=${order}&sent=`, 303)
  return talkPage(c, found, { typed, problems: refusalText(done, words, 'text') }, done.status)
}

async function report(c: VisitContext, needs: Needs): Promise<Response> {
  const seller = await shopHere(c, needs)
  const read = sellerReportForm.read(await readForm(c.req.raw))
  const order = orderIn(read.typed)
  const found = await talkOf(c, needs, seller, order)
  if (!read.ok) {
    const { words, locale } = c.var.view
    const problems = unlinked(read.problems, { reason: messageWords(locale).reason }, words)
    return talkPage(c, found, { typed: '', problems }, 422)
  }
  const { message, reason } = read.values
  await needs.vault.reportMessage({ ...found.side, message, reason })
  return c.redirect(`${path}?order=${order}&reported=`, 303)
}

function orderIn({ order }: Readonly<Record<string, string>>): string {
  if (!isId(order)) throw new Refusal('bad-input')
  return order
}

function sideOf(c: VisitContext, seller: SellerFacts, order: string) {
  const { session } = c.var.member
  return { order, seller: seller.id, as: 'seller', session, orderAccess: null } as const
}

interface Found {
  side: ReturnType<typeof sideOf>
  talk: Talk
}

/** Refuses: not-found, also for an order of others or one about which its buyer never wrote. */
async function talkOf(
  c: VisitContext,
  needs: Needs,
  seller: SellerFacts,
  order: string,
): Promise<Found> {
  const lines = await orderLineFacts(needs.db, [order])
  if (!lines.some((line) => line.seller === seller.id)) throw new Refusal('not-found')
  const side = sideOf(c, seller, order)
  const talk = await orRefusal(needs.vault.messagesOf(side))
  if (isRefusal(talk, 'not-yours')) throw new Refusal('not-found')
  if (isRefusal(talk)) throw talk
  return { side, talk }
}

interface Tried {
  typed: string
  problems: readonly FormProblem[]
}

function talkPage(
  c: VisitContext,
  { side, talk }: Found,
  tried: Tried = { typed: '', problems: [] },
  status: 200 | Refusal['status'] = 200,
): Response {
  const { view, origins } = c.var
  const done = c.req.query('sent') !== undefined ? 'sent' : undefined
  const told = c.req.query('reported') !== undefined ? 'reported' : done
  const props = { view, origins, order: side.order, talk, told, ...tried } as const
  return show(c, 'shopMessages', <ShopTalkPage {...props} />, status)
}

async function listPage(c: VisitContext, needs: Needs, seller: SellerFacts): Promise<Response> {
  const { view, origins, member } = c.var
  if (!(await hasPublished(needs, seller))) {
    return show(c, 'shopMessages', <ShopListPage {...{ view, origins, rows: undefined }} />)
  }
  const { session } = member
  const asked = { session, seller: seller.id, limit: conversationsShown }
  const { conversations } = await needs.vault.conversationsOf(asked)
  const lines = await orderLineFacts(
    needs.db,
    conversations.map(({ order }) => order),
  )
  const rows = conversations.map((each) => ({
    ...each,
    titles: lines
      .filter((line) => line.order === each.order && line.seller === seller.id)
      .map(({ title }) => title),
  }))
  const isFull = rows.length === conversationsShown
  return show(c, 'shopMessages', <ShopListPage {...{ view, origins, rows, isFull }} />)
}
