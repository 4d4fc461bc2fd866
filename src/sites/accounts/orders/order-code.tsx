import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { addCookie } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { sameAnswer } from '../same-answer.ts'
import { CodePage } from '../sign-in/code-page.tsx'
import { shopReturn } from '../sign-in/next.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { wordsOf } from '../words.ts'
import { answerOrderCodeForm } from './forms.ts'
import { orderParam } from './order.tsx'
import { type OrderAttempt, orderAttemptCookie, orderProofs } from './proof.ts'

type Needs = Pick<AccountsNeeds, 'vault' | 'origins' | 'cookieKeys' | 'random' | 'clock'>

/** The page where the code from the mail of an order is typed. */
export function orderCode(needs: Needs) {
  const cookie = orderAttemptCookie(needs)
  const proofs = orderProofs(needs)
  const tries = rateLimit({ most: 30, withinMillis: 10 * 60_000 }, needs.clock)
  const once = sameAnswer<{ order: string; orderAccess: Buffer }>(needs.clock)
  return new Hono<Visit>()
    .get(pages.orderCode.path, (c) => {
      const attempt = cookie.read(c.req.raw)
      if (attempt?.order === orderParam(c)) return page(c, attempt, { typed: '', problems: [] })
      return c.redirect(pages.order.path.replace(':order', orderParam(c)), 303)
    })
    .post(posts.answerOrderCode.path, async (c) => {
      const attempt = cookie.read(c.req.raw)
      if (attempt?.order !== orderParam(c)) throw new Refusal('code-expired')
      if (!tries.allows(c.var.client)) throw new Refusal('too-many-tries')
      const read = answerOrderCodeForm.read(await readForm(c.req.raw))
      const typed = read.typed.code ?? ''
      const { words } = c.var.view
      if (!read.ok) {
        const problems = problemTexts(read.problems, { code: words.signIn.code }, words)
        return page(c, attempt, { typed, problems }, 422)
      }
      const { secret, attempt: id } = attempt
      const asked = { attempt: id, browserSecret: secret, code: read.values.code }
      const key = `${id} ${secret.toString('hex')} ${asked.code}`
      const proven = await orRefusal(once(key, () => needs.vault.answerOrderAccess(asked)))
      if (isRefusal(proven)) {
        const problems = refusalText(proven, words, 'code')
        return page(c, attempt, { typed, problems }, proven.status)
      }
      addCookie(c, proofs.add(c.req.raw, proven.order, proven.orderAccess))
      return goOn(c, needs, attempt, proven)
    })
}

async function goOn(
  c: VisitContext,
  { vault, origins }: Needs,
  { state, to }: OrderAttempt,
  proven: { order: string; orderAccess: Buffer },
): Promise<Response> {
  if (to !== 'order') return c.redirect(`/orders/${proven.order}/${to}`, 303)
  if (state === '') return c.redirect(`/orders/${proven.order}`, 303)
  const { code } = await vault.mintCode({ session: null, ...proven, audience: 'storefront', state })
  return c.redirect(shopReturn(origins.shop, code), 303)
}

function page(
  c: VisitContext,
  { order, state, to }: OrderAttempt,
  { typed, problems }: { typed: string; problems: readonly FormProblem[] },
  status: 200 | Refusal['status'] = 200,
): Response {
  const { view, origins } = c.var
  const at = `/orders/${order}`
  return show(
    c,
    'orderCode',
    <CodePage
      view={view}
      origins={origins}
      actions={{ answer: `${at}/code`, again: at }}
      againFields={{ state, to }}
      address={undefined}
      typed={typed}
      problems={problems}
      canSendAgain
      back={{ href: at, text: wordsOf(view.locale).fromStart }}
    />,
    status,
  )
}
