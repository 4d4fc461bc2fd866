import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { browserKind } from '#lib/http/browser-kind.ts'
import { type RateLimit, rateLimit } from '#lib/http/rate-limit.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { addCookie, askerOf, keepSession, readKnown } from '../cookies.ts'
import { suggestedAddress } from '../email-hint.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { memberHere } from '../visitor.ts'
import { attemptCookie, secretBytes } from './attempt.ts'
import { requestCodeForm, signInByPasskeyForm } from './forms.ts'
import { goOn, type Next, nextOf } from './next.ts'
import { type SignInAnswer, SignInPage } from './sign-in-page.tsx'

type Needs = Pick<AccountsNeeds, 'vault' | 'origins' | 'cookieKeys' | 'random' | 'clock'>
type Status = 200 | Refusal['status']

/** The page where one signs in: a passkey, or an address to which a code goes. */
export function signIn(needs: Needs) {
  const codes = rateLimit({ most: 30, withinMillis: 15 * 60_000 }, needs.clock)
  const challenges = rateLimit({ most: 30, withinMillis: 60_000 }, needs.clock)
  return new Hono<Visit>()
    .get(pages.signIn.path, async (c) => {
      const next = nextOf(c)
      const member = await orRefusal(memberHere(c, needs))
      if (isRefusal(member)) return page(c, next, refused(c, member), member.status)
      if (member) return goOn(c, needs, member.session, next)
      return page(c, next, nothing)
    })
    .post(posts.requestCode.path, (c) => requestCode(c, needs, codes))
    .post(posts.passkeyChallenge.path, async (c) => {
      if (!challenges.allows(c.var.client)) throw new Refusal('too-many-tries')
      const challenge = await needs.vault.signInChallenge()
      return c.json(toWire(challenge) as object)
    })
    .post(posts.signInByPasskey.path, async (c) => {
      const read = signInByPasskeyForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('passkey-needed')
      const { assertion, ...next } = read.values
      const browser = browserKind(c.req.raw)
      const signedIn = await orRefusal(needs.vault.signInByPasskey({ assertion, browser }))
      if (isRefusal(signedIn)) return page(c, next, refused(c, signedIn), signedIn.status)
      keepSession(c, signedIn.session)
      return goOn(c, needs, signedIn.session, next)
    })
}

const nothing: SignInAnswer = { typed: {}, problems: [] }

async function requestCode(c: VisitContext, needs: Needs, codes: RateLimit): Promise<Response> {
  const read = requestCodeForm.read(await readForm(c.req.raw))
  const { typed } = read
  if (!read.ok) {
    const { words } = c.var.view
    const problems = problemTexts(read.problems, { address: words.signIn.email }, words)
    return page(
      c,
      { state: typed.state ?? '', return: typed.return ?? '' },
      { typed, problems },
      422,
    )
  }
  const { use, state, return: back } = read.values
  const next = { state, return: back }
  const suggestion = suggestedAddress(read.values.address)
  if (suggestion && !use) return page(c, next, { typed, problems: [], suggestion }, 422)
  const address = suggestion && use === 'suggestion' ? suggestion : read.values.address

  const sent = await orRefusal(sendCode(c, needs, codes, { ...next, address }))
  if (!isRefusal(sent)) return sent
  return page(c, next, { typed, problems: refusalText(sent, c.var.view.words) }, sent.status)
}

/** Asks the vault for a code; the answer is the same for known and unknown addresses. */
export async function sendCode(
  c: VisitContext,
  needs: Needs,
  codes: RateLimit,
  to: Next & { address: string; sends?: number },
): Promise<Response> {
  if (!codes.allows(askerOf(c))) throw new Refusal('too-many-tries')
  const secret = needs.random(secretBytes)
  const { attempt } = await needs.vault.startSignIn({
    address: to.address,
    browserSecret: secret,
    locale: c.var.view.locale,
    source: c.var.client,
    known: readKnown(c),
  })
  const sends = (to.sends ?? 0) + 1
  addCookie(c, attemptCookie(needs).set({ ...to, attempt, secret, sends }))
  return c.redirect(pages.code.path, 303)
}

function refused(c: VisitContext, refusal: Refusal): SignInAnswer {
  return { typed: {}, problems: refusalText(refusal, c.var.view.words) }
}

function page(c: VisitContext, next: Next, answer: SignInAnswer, status: Status = 200): Response {
  const { view, origins } = c.var
  return show(
    c,
    'signIn',
    <SignInPage view={view} origins={origins} next={next} answer={answer} />,
    status,
  )
}
