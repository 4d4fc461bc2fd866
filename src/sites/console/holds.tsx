import { Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { Refusal } from '#lib/refusal.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { actHash } from '#trust/identity/acts.ts'
import { challengeForBrowser } from './challenge.ts'
import { HoldsPage } from './holds-page.tsx'
import type { ConsoleNeeds } from './needs.ts'
import { type HoldForm, pages, posts } from './routes.ts'
import type { Visit, VisitContext } from './visit.ts'

type Needs = Pick<ConsoleNeeds, 'vault' | 'newId' | 'clock'>

const dayMillis = 86_400_000

/** Legal holds: on whom an order or a management code means, with a passkey over exactly that. */
export function holds(needs: Needs) {
  const { vault } = needs
  return new Hono<Visit>()
    .get(pages.holds.path, (c) => listPage(c, needs, { typed: fresh(needs), problems: {} }))
    .post(posts.setHoldChallenge.path, async (c) => {
      const form = posts.setHoldChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      return c.json(await challengeFor(c, needs, { kind: 'set-hold', ...wishOf(form.values) }))
    })
    .post(posts.setHold.path, async (c) => {
      const form = posts.setHold.form.read(await readForm(c.req.raw))
      if (!form.ok) return listPage(c, needs, form)
      const { assertion } = form.values
      const asked = vault.setHold({ session: c.var.session, ...wishOf(form.values), assertion })
      const done = await orRefusal(asked)
      if (!(done instanceof Refusal)) return c.redirect(pages.holds.path, 303)
      return listPage(c, needs, { typed: form.typed, problems: { about: done.code } }, done)
    })
    .post(posts.liftHoldChallenge.path, async (c) => {
      const form = posts.liftHoldChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      return c.json(await challengeFor(c, needs, { kind: 'lift-hold', hold: form.values.hold }))
    })
    .post(posts.liftHold.path, async (c) => {
      const form = posts.liftHold.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('passkey-needed')
      await vault.liftHold({ session: c.var.session, ...form.values })
      return c.redirect(pages.holds.path, 303)
    })
}

/** The moment of the page is part of the form: challenge and act must mean the same end. */
function fresh({ newId, clock }: Needs): Typed {
  return { requestId: newId(), from: String(clock().getTime()) }
}

function wishOf({ requestId, about, reason, days, from }: HoldForm) {
  return { requestId, about, reason, until: from + days * dayMillis }
}

async function challengeFor(c: VisitContext, { vault }: Needs, act: Parameters<typeof actHash>[0]) {
  const asked = vault.operatorActChallenge({ session: c.var.session, act: actHash(act) })
  return challengeForBrowser(await asked)
}

async function listPage(
  c: VisitContext,
  needs: Needs,
  { typed, problems }: { typed: Typed; problems: Problems },
  refusal?: Refusal,
) {
  const { holds: rows } = await needs.vault.holds({ session: c.var.session })
  const page = <HoldsPage {...{ view: c.var.view, rows, typed, problems }} />
  return c.html(renderPage(page), refusal?.status ?? (Object.keys(problems).length > 0 ? 422 : 200))
}
