import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { browserKind } from '#lib/http/browser-kind.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { keepKnown, keepSession } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { sameAnswer } from '../same-answer.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { wordsOf } from '../words.ts'
import { type Attempt, attemptCookie } from './attempt.ts'
import { CodePage } from './code-page.tsx'
import { answerCodeForm } from './forms.ts'
import { goOn } from './next.ts'
import { sendCode } from './sign-in.tsx'

type Needs = Pick<AccountsNeeds, 'vault' | 'origins' | 'cookieKeys' | 'random' | 'clock'>

const mostSends = 4

/** The page where the code from the mail is typed, in the browser that asked for it. */
export function code(needs: Needs) {
  const cookie = attemptCookie(needs)
  const tries = rateLimit({ most: 30, withinMillis: 10 * 60_000 }, needs.clock)
  const again = rateLimit({ most: 30, withinMillis: 15 * 60_000 }, needs.clock)
  const once = sameAnswer<{ session: Buffer; known: Buffer }>(needs.clock)
  return new Hono<Visit>()
    .get(pages.code.path, (c) => {
      const attempt = cookie.read(c.req.raw)
      return attempt ? page(c, attempt, { typed: '', problems: [] }) : c.redirect('/sign-in', 303)
    })
    .post(posts.answerCode.path, async (c) => {
      const attempt = cookie.read(c.req.raw)
      if (!attempt) throw new Refusal('code-expired')
      if (!tries.allows(c.var.client)) throw new Refusal('too-many-tries')
      const read = answerCodeForm.read(await readForm(c.req.raw))
      const typed = read.typed.code ?? ''
      const { words } = c.var.view
      if (!read.ok) {
        const problems = problemTexts(read.problems, { code: words.signIn.code }, words)
        return page(c, attempt, { typed, problems }, 422)
      }
      const { secret, attempt: id } = attempt
      const browser = browserKind(c.req.raw)
      const asked = { attempt: id, browserSecret: secret, code: read.values.code, browser }
      const key = `${id} ${secret.toString('hex')} ${asked.code}`
      const signedIn = await orRefusal(once(key, () => needs.vault.answerCode(asked)))
      if (isRefusal(signedIn)) {
        const problems = refusalText(signedIn, words, 'code')
        return page(c, attempt, { typed, problems }, signedIn.status)
      }
      keepSession(c, signedIn.session)
      keepKnown(c, signedIn.known)
      return goOn(c, needs, signedIn.session, attempt)
    })
    .post(posts.sendAgain.path, async (c) => {
      const attempt = cookie.read(c.req.raw)
      if (!attempt) throw new Refusal('code-expired')
      const isOver = attempt.sends >= mostSends
      const sent = isOver
        ? new Refusal('too-many-tries')
        : await orRefusal(sendCode(c, needs, again, attempt))
      if (!isRefusal(sent)) return sent
      const problems = refusalText(sent, c.var.view.words)
      return page(c, attempt, { typed: '', problems }, sent.status)
    })
}

interface CodeAnswer {
  typed: string
  problems: readonly FormProblem[]
}

function page(
  c: VisitContext,
  { address, sends }: Attempt,
  { typed, problems }: CodeAnswer,
  status: 200 | Refusal['status'] = 200,
): Response {
  const { view, origins } = c.var
  const actions = { answer: posts.answerCode.path, again: posts.sendAgain.path }
  return show(
    c,
    'code',
    <CodePage
      view={view}
      origins={origins}
      actions={actions}
      address={address}
      typed={typed}
      problems={problems}
      canSendAgain={sends < mostSends}
      back={{ href: pages.signIn.path, text: wordsOf(view.locale).startAgain }}
    />,
    status,
  )
}
