import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { type Act, actHash } from '#trust/identity/acts.ts'
import { challengeForBrowser } from './challenge.ts'
import type { ConsoleNeeds } from './needs.ts'
import { operatorWords } from './operator-words.ts'
import { CodesPage, OperatorsPage } from './operators-page.tsx'
import { pages, posts } from './routes.ts'
import type { ShownOnce } from './shown-once.ts'
import type { Visit, VisitContext } from './visit.ts'

type Needs = Pick<ConsoleNeeds, 'vault' | 'newId'>

const nothing = { typed: '', problems: [] as readonly FormProblem[] }

/** Who runs the market. What changes that is confirmed by passkey and told to all the others. */
export function operators(needs: Needs, shown: ShownOnce) {
  const { vault } = needs
  return new Hono<Visit>()
    .get(pages.operators.path, (c) => page(c, needs, nothing))
    .get(pages.codes.path, (c) => {
      const codes = shown.take(c.var.session)
      return c.html(renderPage(<CodesPage view={c.var.view} codes={codes} />))
    })
    .post(posts.inviteChallenge.path, async (c) => {
      const form = posts.inviteChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      return challenge(c, vault, { kind: 'invite-operator', address: form.values.address })
    })
    .post(posts.inviteOperator.path, (c) => invite(c, needs))
    .post(posts.removeChallenge.path, async (c) => {
      const form = posts.removeChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('not-found')
      return challenge(c, vault, { kind: 'remove-operator', operator: form.values.operator })
    })
    .post(posts.removeOperator.path, async (c) => {
      const form = posts.removeOperator.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('passkey-needed')
      await vault.removeOperator({ session: c.var.session, ...form.values })
      return c.redirect(pages.operators.path, 303)
    })
    .post(posts.newCodesChallenge.path, async (c) => {
      const form = posts.newCodesChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      return challenge(c, vault, { kind: 'new-recovery-codes', ...form.values })
    })
    .post(posts.newCodes.path, async (c) => {
      const form = posts.newCodes.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('passkey-needed')
      const { session } = c.var
      const { codes } = await vault.replaceRecoveryCodes({ session, ...form.values })
      shown.keep(session, codes)
      return c.redirect(pages.codes.path, 303)
    })
    .route('/', ownSessions(needs))
}

function ownSessions({ vault }: Needs) {
  return new Hono<Visit>()
    .post(posts.endSession.path, async (c) => {
      const form = posts.endSession.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('not-found')
      await vault.revokeOperatorSession({ session: c.var.session, id: form.values.session })
      return c.redirect(pages.operators.path, 303)
    })
    .post(posts.endOtherSessions.path, async (c) => {
      await vault.revokeOtherOperatorSessions({ session: c.var.session })
      return c.redirect(pages.operators.path, 303)
    })
}

async function challenge(c: VisitContext, vault: Needs['vault'], act: Act) {
  const asked = vault.operatorActChallenge({ session: c.var.session, act: actHash(act) })
  return c.json(challengeForBrowser(await asked))
}

async function invite(c: VisitContext, needs: Needs): Promise<Response> {
  const { view, session } = c.var
  const form = posts.inviteOperator.form.read(await readForm(c.req.raw))
  const typed = form.typed.address ?? ''
  const labels = { address: operatorWords(view.locale).inviteAddress }
  if (!form.ok) {
    const problems = problemTexts(form.problems, labels, view.words)
    return page(c, needs, { typed, problems }, 422)
  }
  const want = { session, locale: view.locale, ...form.values }
  const sent = await orRefusal(needs.vault.inviteOperator(want))
  if (!isRefusal(sent)) return c.redirect(`${pages.operators.path}?invited=1`, 303)
  const problems = problemTexts({ address: sent.code }, labels, view.words)
  return page(c, needs, { typed, problems }, sent.status)
}

async function page(
  c: VisitContext,
  { vault, newId }: Needs,
  tried: typeof nothing,
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { session, view } = c.var
  const [{ operators }, { sessions }] = await Promise.all([
    vault.operators({ session }),
    vault.operatorSessions({ session }),
  ])
  const isInvited = c.req.query('invited') === '1'
  const all = { view, operators, sessions, requestId: newId(), isInvited, ...tried }
  return c.html(renderPage(<OperatorsPage {...all} />), status)
}
