import { Hono } from 'hono'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { OpeningsPage } from './list-pages.tsx'
import type { ConsoleNeeds } from './needs.ts'
import { type WindowChoice, type WindowSummary, windowChoice } from './openings-window.ts'
import { windowCsv } from './openings-window-csv.ts'
import { OpeningsWindowPage } from './openings-window-page.tsx'
import { pages } from './routes.ts'
import type { Visit, VisitContext } from './visit.ts'

type Needs = Pick<ConsoleNeeds, 'vault' | 'clock'>

const perPage = 50

/** Who opened what: one by one, and counted in a window of time, on a page or as a file. */
export function openings(needs: Needs) {
  const { vault, clock } = needs
  return new Hono<Visit>()
    .get(pages.openings.path, async (c) => {
      const asked = Number(c.req.query('before') ?? Number.NaN)
      const before = Number.isSafeInteger(asked) && asked >= 0 ? asked : null
      const listed = await vault.openings({ session: c.var.session, before, limit: perPage })
      const page = <OpeningsPage {...{ view: c.var.view, openings: listed.openings, perPage }} />
      return c.html(renderPage(page))
    })
    .get(pages.openingsWindow.path, async (c) => {
      const { choice, summary } = await counted(c, needs)
      const page = <OpeningsWindowPage {...{ view: c.var.view, choice, summary, now: clock() }} />
      return c.html(renderPage(page), summary ? 200 : 422)
    })
    .get(pages.openingsWindowCsv.path, async (c) => {
      const { choice, summary } = await counted(c, needs)
      if (!summary) throw new Refusal('bad-input')
      const moments = [choice.chosen.from, choice.chosen.to].map((at) => at.replace(':', ''))
      c.header('content-disposition', `attachment; filename="openings-${moments.join('-')}.csv"`)
      c.header('content-type', 'text/csv; charset=utf-8')
      return c.body(windowCsv(summary, c.var.view.words))
    })
}

async function counted(
  c: VisitContext,
  { vault, clock }: Needs,
): Promise<{ choice: WindowChoice; summary: WindowSummary | undefined }> {
  const choice = windowChoice(c.req.query(), clock())
  const { window } = choice
  if (!window) return { choice, summary: undefined }
  try {
    const summary = await vault.openingsWithin({ session: c.var.session, ...window })
    return { choice, summary }
  } catch (thrown) {
    // The vault, or the line to it, gave up: a shorter window is what the person can do about it.
    if (!isRefusal(thrown, 'too-large') && !isRefusal(thrown, 'timeout')) throw thrown
    const tooMuch = { ...choice, window: undefined, problems: { to: 'too-much' as const } }
    return { choice: tooMuch, summary: undefined }
  }
}
