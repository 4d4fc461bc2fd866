import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { localPath } from '#lib/http/local-path.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { addCookie } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { wordsOf } from '../words.ts'
import { AgainPage } from './again-page.tsx'
import { type Attempt, confirmCookie, secretBytes } from './attempt.ts'
import { CodePage } from './code-page.tsx'

type Needs = Pick<AccountsNeeds, 'vault' | 'cookieKeys' | 'random' | 'clock'>
type Status = 200 | Refusal['status']

/** Where a session that is not fresh becomes so again, and goes back to what was asked for. */
export function again(needs: Needs) {
  const members = onlyMembers(needs)
  const codes = rateLimit({ most: 10, withinMillis: 15 * 60_000 }, needs.clock)
  return new Hono<Visit>()
    .get(pages.again.path, members, (c) => choice(c, needs, backOf(c.req.query('return'))))
    .post(posts.confirmChallenge.path, members, async (c) => {
      const challenge = await needs.vault.confirmChallenge({ session: c.var.member.session })
      return c.json(toWire(challenge) as object)
    })
    .post(posts.confirmByPasskey.path, members, (c) => byPasskey(c, needs))
    .post(posts.startConfirm.path, members, async (c) => {
      const read = posts.startConfirm.form.read(await readForm(c.req.raw))
      const back = backOf(read.typed.return)
      const sent = codes.allows(c.var.client)
        ? await orRefusal(sendCode(c, needs, back))
        : new Refusal('too-many-tries')
      if (!isRefusal(sent)) return sent
      return choice(c, needs, back, refusalText(sent, c.var.view.words), sent.status)
    })
    .get(pages.againCode.path, members, (c) => {
      const attempt = confirmCookie(needs).read(c.req.raw)
      return attempt ? codePage(c, attempt) : c.redirect(pages.again.path, 303)
    })
    .post(posts.answerConfirm.path, members, (c) => byCode(c, needs))
}

function backOf(asked: string | undefined): string {
  return localPath(asked) ?? pages.home.path
}

async function choice(
  c: VisitContext,
  { vault }: Needs,
  back: string,
  problems: readonly FormProblem[] = [],
  status: Status = 200,
): Promise<Response> {
  const { view, origins, member } = c.var
  const { credentials } = await vault.confirmChallenge({ session: member.session })
  const hasPasskey = credentials.length > 0
  return show(c, 'again', <AgainPage {...{ view, origins, back, hasPasskey, problems }} />, status)
}

async function byPasskey(c: VisitContext, needs: Needs): Promise<Response> {
  const read = posts.confirmByPasskey.form.read(await readForm(c.req.raw))
  const back = backOf(read.typed.return)
  const { session } = c.var.member
  const confirmed = read.ok
    ? await orRefusal(needs.vault.confirmByPasskey({ session, assertion: read.values.assertion }))
    : new Refusal('passkey-needed')
  if (!isRefusal(confirmed)) return c.redirect(back, 303)
  const problems = refusalText(confirmed, c.var.view.words)
  return choice(c, needs, back, problems, confirmed.status)
}

async function sendCode(c: VisitContext, needs: Needs, back: string): Promise<Response> {
  const secret = needs.random(secretBytes)
  const { attempt } = await needs.vault.startConfirm({
    session: c.var.member.session,
    browserSecret: secret,
    locale: c.var.view.locale,
    source: c.var.client,
  })
  const kept = { attempt, secret, address: '', state: '', return: back, sends: 1 }
  addCookie(c, confirmCookie(needs).set(kept))
  return c.redirect(pages.againCode.path, 303)
}

async function byCode(c: VisitContext, needs: Needs): Promise<Response> {
  const attempt = confirmCookie(needs).read(c.req.raw)
  if (!attempt) throw new Refusal('code-expired')
  const read = posts.answerConfirm.form.read(await readForm(c.req.raw))
  const { words } = c.var.view
  const typed = read.typed.code ?? ''
  if (!read.ok) {
    const problems = problemTexts(read.problems, { code: words.signIn.code }, words)
    return codePage(c, attempt, { typed, problems }, 422)
  }
  const confirmed = await orRefusal(
    needs.vault.answerConfirm({
      session: c.var.member.session,
      attempt: attempt.attempt,
      browserSecret: attempt.secret,
      code: read.values.code,
    }),
  )
  if (isRefusal(confirmed)) {
    const problems = refusalText(confirmed, words, 'code')
    return codePage(c, attempt, { typed, problems }, confirmed.status)
  }
  addCookie(c, confirmCookie(needs).forget())
  return c.redirect(backOf(attempt.return), 303)
}

function codePage(
  c: VisitContext,
  attempt: Attempt,
  { typed, problems }: { typed: string; problems: readonly FormProblem[] } = {
    typed: '',
    problems: [],
  },
  status: Status = 200,
): Response {
  const { view, origins } = c.var
  const own = wordsOf(view.locale)
  return show(
    c,
    'againCode',
    <CodePage
      view={view}
      origins={origins}
      actions={{ answer: posts.answerConfirm.path, again: posts.startConfirm.path }}
      againFields={{ return: attempt.return }}
      address={undefined}
      lead={own.codeToMember}
      typed={typed}
      problems={problems}
      canSendAgain
      back={{ href: pages.home.path, text: own.againNot }}
    />,
    status,
  )
}
