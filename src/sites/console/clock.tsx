import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { actHash } from '#trust/identity/acts.ts'
import { challengeForBrowser } from './challenge.ts'
import { ClockPage } from './clock-page.tsx'
import { clockWords } from './clock-words.ts'
import type { ConsoleNeeds } from './needs.ts'
import { pages, posts } from './routes.ts'
import type { Visit, VisitContext } from './visit.ts'

type Needs = Pick<ConsoleNeeds, 'vault'>

const untouched = { typed: '', problems: [] as FormProblem[] }

/** Whether the vault believes its clock, and an operator's word, by passkey, that it is right. */
export function clockRoom({ vault }: Needs) {
  return new Hono<Visit>()
    .get(pages.clock.path, (c) => page(c, vault, untouched))
    .post(posts.confirmClockChallenge.path, async (c) => {
      const form = posts.confirmClockChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      const act = actHash({ kind: 'confirm-clock', date: form.values.date })
      const asked = vault.operatorActChallenge({ session: c.var.session, act })
      return c.json(challengeForBrowser(await asked))
    })
    .post(posts.confirmClock.path, async (c) => {
      const form = posts.confirmClock.form.read(await readForm(c.req.raw))
      const typed = form.typed.date ?? ''
      const { view, session } = c.var
      const words = clockWords(view.locale)
      if (!form.ok) {
        const problems = problemTexts(form.problems, { date: words.date }, view.words)
        return page(c, vault, { typed, problems }, 422)
      }
      const done = await orRefusal(vault.confirmClock({ session, ...form.values }))
      // The clock was set right meanwhile, or another operator was quicker.
      if (!isRefusal(done) || done.code === 'not-found') return c.redirect(pages.clock.path, 303)
      const isOther = done.code === 'bad-input'
      const text = isOther ? words.otherDate : view.words.refusals[done.code]
      return page(c, vault, { typed, problems: [{ field: 'date', text }] }, done.status)
    })
}

async function page(
  c: VisitContext,
  vault: Needs['vault'],
  tried: typeof untouched,
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const standing = await vault.clockStanding({ session: c.var.session })
  return c.html(renderPage(<ClockPage view={c.var.view} standing={standing} {...tried} />), status)
}
