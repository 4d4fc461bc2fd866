import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { type OrderFacts, orderFacts, orderLineFacts } from '#market/orders/queries.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { receiptNameForm } from './forms.ts'
import { type Holding, holdingOf } from './holder.ts'
import { orderParam } from './order.tsx'
import { orderProofs } from './proof.ts'
import { receiptOf } from './receipt-content.ts'
import { ReceiptPage } from './receipt-page.tsx'

type Needs = Pick<
  AccountsNeeds,
  'db' | 'vault' | 'cookieKeys' | 'random' | 'clock' | 'market' | 'origins'
>

/** A receipt to print, with the name of the buyer's choice; to who holds the order only. */
export function receipt(needs: Needs) {
  const proofs = orderProofs(needs)
  return new Hono<Visit>()
    .get(pages.receipt.path, async (c) => {
      const order = orderParam(c)
      const holding = holdingOf(c, order, proofs)
      if (!holding) return proveFirst(c, order)
      const known = await orRefusal(needs.vault.receiptOf(holding))
      if (isRefusal(known)) return strangerOr(c, order, known)
      return receiptPage(c, needs, order, known.name)
    })
    .post(posts.setReceiptName.path, async (c) => {
      const order = orderParam(c)
      const holding = holdingOf(c, order, proofs)
      if (!holding) return proveFirst(c, order)
      return rename(c, needs, holding)
    })
}

async function rename(c: VisitContext, needs: Needs, holding: Holding): Promise<Response> {
  const { order } = holding
  const { words } = c.var.view
  const read = receiptNameForm.read(await readForm(c.req.raw))
  if (!read.ok) {
    // A session alone says who is there, not that the order is theirs: the vault does.
    const known = await orRefusal(needs.vault.receiptOf(holding))
    if (isRefusal(known)) return strangerOr(c, order, known)
    const problems = problemTexts(read.problems, { name: words.order.nameOnReceipt }, words)
    return formOnly(c, needs, { order, name: read.typed.name ?? '', problems }, 422)
  }
  const { name } = read.values
  const set = await orRefusal(needs.vault.setReceiptName({ ...holding, name }))
  if (!isRefusal(set)) return c.redirect(pages.receipt.path.replace(':order', order), 303)
  if (set.status < 500) return strangerOr(c, order, set)
  return formOnly(c, needs, { order, name, problems: refusalText(set, words) }, set.status)
}

/** The refusals of who is not, or no longer, known as the buyer. */
export const strangers: readonly string[] = [
  'not-yours',
  'sign-in-needed',
  'ticket-expired',
  'ticket-unknown',
]

/** Who is not yet known as the buyer is asked to prove the mailbox; other refusals are said. */
function strangerOr(c: VisitContext, order: string, refusal: Refusal): Response {
  if (strangers.includes(refusal.code)) return proveFirst(c, order)
  throw refusal
}

function proveFirst(c: VisitContext, order: string): Response {
  return c.redirect(`${pages.order.path.replace(':order', order)}?to=receipt`, 303)
}

async function receiptPage(
  c: VisitContext,
  needs: Needs,
  order: string,
  name: string,
): Promise<Response> {
  const facts = await paidFacts(needs, order)
  const lines = await orderLineFacts(needs.db, [order])
  const { view, origins } = c.var
  const { market } = needs
  const receipt = receiptOf({ facts, lines, name, market, words: view.words })
  const document = { receipt, refunded: { amount: facts.refunded, currency: facts.currency } }
  const props = { view, origins, order, name, document, market, problems: [] }
  return show(c, 'receipt', <ReceiptPage {...props} />)
}

interface Typed {
  order: string
  name: string
  problems: readonly FormProblem[]
}

/** What was typed and what is wrong with it; whose order it is has not been asked yet. */
function formOnly(c: VisitContext, needs: Needs, typed: Typed, status: Refusal['status']) {
  const { view, origins } = c.var
  const props = { view, origins, market: needs.market, document: undefined, ...typed }
  return show(c, 'receipt', <ReceiptPage {...props} />, status)
}

/** Refuses: not-found, not-paid. */
async function paidFacts({ db }: Needs, order: string): Promise<OrderFacts & { paidAt: Date }> {
  const facts = await orderFacts(db, order)
  if (!facts) throw new Refusal('not-found')
  const { paidAt } = facts
  if (!paidAt) throw new Refusal('not-paid')
  return { ...facts, paidAt }
}
