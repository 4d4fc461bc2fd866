import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { askAgain, isFresh, keptFor } from '../sign-in/fresh.ts'
import { studioDoor, studioPath } from '../sign-in/next.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { enrolChallengeForm, enrolPasskeyForm, removePasskeyForm } from './forms.ts'
import { PasskeysPage } from './passkeys-page.tsx'

type Needs = Pick<AccountsNeeds, 'vault' | 'cookieKeys' | 'random' | 'clock'>

/** A member's passkeys: make one, see them, take one away. */
export function passkeys(needs: Needs) {
  const { vault } = needs
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .get(pages.passkeys.path, members, (c) => {
      const to = studioPath(c.req.query('to')) ?? ''
      return page(c, needs, { label: keptFor(c, needs, pathFor(to)), to, problems: [] })
    })
    .post(posts.enrolChallenge.path, members, async (c) => {
      const read = enrolChallengeForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const challenge = await vault.enrolChallenge({ session: c.var.member.session })
      return c.json(toWire(challenge) as object)
    })
    .post(posts.enrolPasskey.path, members, (c) => enrol(c, needs))
    .post(posts.removePasskey.path, members, async (c) => {
      if (!isFresh(c, needs)) return askAgain(c, needs, pages.passkeys.path)
      const read = removePasskeyForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const { session } = c.var.member
      await vault.removePasskey({ session, locale: c.var.view.locale, ...read.values })
      return c.redirect(pages.passkeys.path, 303)
    })
}

async function enrol(c: VisitContext, needs: Needs): Promise<Response> {
  const { words } = c.var.view
  const read = enrolPasskeyForm.read(await readForm(c.req.raw))
  const label = read.typed.label ?? ''
  const to = studioPath(read.typed.to) ?? ''
  if (!isFresh(c, needs)) return askAgain(c, needs, pathFor(to), label)
  if (!read.ok) {
    const problems = problemTexts(read.problems, { label: words.signIn.passkeyName }, words)
    return page(c, needs, { label, to, problems }, 422)
  }
  const { session } = c.var.member
  const enrolment = { ...read.values.enrolment, label: read.values.label }
  const { locale } = c.var.view
  const enrolled = await orRefusal(needs.vault.enrolPasskey({ session, enrolment, locale }))
  if (isRefusal(enrolled)) {
    const problems = refusalText(enrolled, words)
    return page(c, needs, { label, to, problems }, enrolled.status)
  }
  return c.redirect(to === '' ? pages.passkeys.path : studioDoor(c.var.origins.shop, to), 303)
}

function pathFor(to: string): string {
  const { path } = pages.passkeys
  return to === '' ? path : `${path}?${new URLSearchParams({ to })}`
}

interface Tried {
  label: string
  to: string
  problems: readonly FormProblem[]
}

async function page(
  c: VisitContext,
  { vault }: Needs,
  tried: Tried,
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { member, view, origins } = c.var
  const [{ passkeys }, { address }] = await Promise.all([
    vault.myPasskeys({ session: member.session }),
    vault.myContact({ session: member.session }),
  ])
  const props = { view, origins, passkeys, owner: address, ...tried }
  return show(c, 'passkeys', <PasskeysPage {...props} />, status)
}
