import { Hono } from 'hono'
import { inTransaction } from '#lib/db/in-transaction.ts'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { Refusal } from '#lib/refusal.ts'
import { liftTakedown, takeDown } from '#market/moderation/commands.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { type Act, actHash } from '#trust/identity/acts.ts'
import { challengeForBrowser } from './challenge.ts'
import type { ConsoleNeeds } from './needs.ts'
import { pages, posts } from './routes.ts'
import { LiftPage, TakedownPage } from './takedown-pages.tsx'
import type { Visit, VisitContext } from './visit.ts'
import { findWork, type WholeWork } from './works.tsx'

type Needs = Pick<ConsoleNeeds, 'db' | 'vault' | 'newId' | 'clock'>

/** Taking a listing down, with a reason and a passkey over exactly that. */
export function takedown(needs: Needs) {
  const { db, vault, newId, clock } = needs
  return new Hono<Visit>()
    .get(pages.takedown.path, async (c) => {
      return formPage(c, await findWork(db, c.req.param('work')), { requestId: newId() })
    })
    .post(posts.takedownChallenge.path, async (c) => {
      const work = await findWork(db, c.req.param('work'))
      const form = posts.takedownChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      return c.json(await challengeFor(c, vault, actOf(work, form.values)))
    })
    .post(posts.takedown.path, async (c) => {
      const work = await findWork(db, c.req.param('work'))
      const form = posts.takedown.form.read(await readForm(c.req.raw))
      if (!form.ok) return formPage(c, work, form.typed, form.problems)
      const { assertion, requestId: id, reason, note } = form.values
      const act = actHash(actOf(work, form.values))
      const asked = vault.verifyOperatorAct({
        session: c.var.session,
        act,
        kind: 'take-down',
        assertion,
      })
      const known = await orRefusal(asked)
      if (known instanceof Refusal)
        return formPage(c, work, form.typed, { reason: known.code }, known)
      const { operator } = known
      await inTransaction(db, (tx) =>
        takeDown(tx, { id, work: work.id, reason, note, operator, now: clock() }),
      )
      return c.redirect(`/works/${work.id}`, 303)
    })
}

/** Putting a listing back as its seller left it. */
export function lift({ db, vault, clock }: Needs) {
  return new Hono<Visit>()
    .get(pages.lift.path, async (c) => {
      const work = await findWork(db, c.req.param('work'))
      return c.html(renderPage(<LiftPage view={c.var.view} work={work} />))
    })
    .post(posts.liftChallenge.path, async (c) => {
      const work = await findWork(db, c.req.param('work'))
      return c.json(await challengeFor(c, vault, { kind: 'lift-take-down', work: work.id }))
    })
    .post(posts.lift.path, async (c) => {
      const work = await findWork(db, c.req.param('work'))
      const form = posts.lift.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('passkey-needed')
      const act = actHash({ kind: 'lift-take-down', work: work.id })
      const { assertion } = form.values
      const { session } = c.var
      await vault.verifyOperatorAct({ session, act, kind: 'lift-take-down', assertion })
      await inTransaction(db, (tx) => liftTakedown(tx, { work: work.id, now: clock() }))
      return c.redirect(`/works/${work.id}`, 303)
    })
}

function actOf(work: WholeWork, wish: { requestId: string; reason: string; note: string }): Act {
  return { kind: 'take-down', work: work.id, ...wish }
}

async function challengeFor(c: VisitContext, vault: Needs['vault'], act: Act) {
  const asked = vault.operatorActChallenge({ session: c.var.session, act: actHash(act) })
  return challengeForBrowser(await asked)
}

function formPage(
  c: VisitContext,
  work: WholeWork,
  typed: Typed,
  problems: Problems = {},
  refusal?: Refusal,
) {
  const page = <TakedownPage {...{ view: c.var.view, work, typed, problems }} />
  return c.html(renderPage(page), refusal?.status ?? (Object.keys(problems).length > 0 ? 422 : 200))
}
