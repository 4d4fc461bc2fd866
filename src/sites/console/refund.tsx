import { Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isCurrency, type Minor, parseAmount } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { actHash } from '#trust/identity/acts.ts'
import { challengeForBrowser } from './challenge.ts'
import type { ConsoleNeeds } from './needs.ts'
import { findOrder, type WholeOrder } from './order.tsx'
import { RefundPage } from './refund-page.tsx'
import { pages, posts } from './routes.ts'
import type { Visit, VisitContext } from './visit.ts'

type Needs = Pick<ConsoleNeeds, 'db' | 'vault' | 'payments' | 'newId'>
interface Wish {
  requestId: string
  position: number
  amount: string
  reason: 'buyer-asked' | 'defect' | 'fraud' | 'other'
}

/**
 * Money goes back by a passkey over exactly this order, line, amount and reason. Payments
 * decides; this page cannot give a yen back by itself.
 */
export function refund(needs: Needs) {
  return new Hono<Visit>()
    .get(pages.refund.path, async (c) => {
      const whole = await findOrder(needs.db, c.req.param('order'))
      const typed = { requestId: needs.newId(), position: c.req.query('position') ?? '' }
      return formPage(c, whole, typed)
    })
    .post(posts.refundChallenge.path, async (c) => {
      const whole = await findOrder(needs.db, c.req.param('order'))
      const form = posts.refundChallenge.form.read(await readForm(c.req.raw))
      const amount = form.ok ? amountWished(whole, form.values.amount) : undefined
      if (!form.ok || amount === undefined) throw new Refusal('bad-input')
      const act = actHash(actOf(whole, form.values, amount))
      const asked = needs.vault.operatorActChallenge({ session: c.var.session, act })
      return c.json(challengeForBrowser(await asked))
    })
    .post(posts.refund.path, async (c) => {
      const whole = await findOrder(needs.db, c.req.param('order'))
      const form = posts.refund.form.read(await readForm(c.req.raw))
      if (!form.ok) return formPage(c, whole, form.typed, form.problems)
      const amount = amountWished(whole, form.values.amount)
      if (amount === undefined) return formPage(c, whole, form.typed, { amount: 'invalid' })
      const { kind: _, ...act } = actOf(whole, form.values, amount)
      const asked = needs.payments.requestRefund({ ...act, assertion: form.values.assertion })
      const answer = await orRefusal(asked)
      if (answer instanceof Refusal)
        return formPage(c, whole, form.typed, { amount: answer.code }, answer)
      return c.redirect(`/orders/${whole.facts.id}`, 303)
    })
}

function formPage(
  c: VisitContext,
  whole: WholeOrder,
  typed: Typed,
  problems: Problems = {},
  refusal?: Refusal,
) {
  const isKnown = whole.lines.some((line) => String(line.position) === typed.position)
  if (!isKnown) throw new Refusal('not-found')
  const page = <RefundPage {...{ view: c.var.view, whole, typed, problems }} />
  return c.html(renderPage(page), refusal?.status ?? (Object.keys(problems).length > 0 ? 422 : 200))
}

function amountWished(whole: WholeOrder, text: string): Minor | undefined {
  const { currency } = whole.facts
  const amount = isCurrency(currency) ? parseAmount(text, currency) : undefined
  return amount !== undefined && amount > 0n ? amount : undefined
}

function actOf(whole: WholeOrder, wish: Wish, amount: Minor) {
  return {
    kind: 'refund' as const,
    requestId: wish.requestId,
    order: whole.facts.id,
    lines: [{ position: wish.position, amount }],
    currency: whole.facts.currency,
    reason: wish.reason,
  }
}
