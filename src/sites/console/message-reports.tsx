import { Hono } from 'hono'
import type { Problems } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { type Act, actHash } from '#trust/identity/acts.ts'
import { challengeForBrowser } from './challenge.ts'
import { MessageReportPage } from './message-report-page.tsx'
import { MessageReportsPage } from './message-reports-page.tsx'
import type { ConsoleNeeds } from './needs.ts'
import { pages, posts } from './routes.ts'
import type { Visit, VisitContext } from './visit.ts'

type Needs = Pick<ConsoleNeeds, 'vault'>

const perPage = 50

/** Messages that were reported: which, one of them by passkey, and what comes of it. */
export function messageReports(needs: Needs) {
  const { vault } = needs
  return new Hono<Visit>()
    .get(pages.messageReports.path, (c) => listPage(c, needs))
    .get(pages.messageReport.path, async (c) => {
      const { session } = c.var
      return reportPage(c, await vault.messageReport({ session, message: messageParam(c) }))
    })
    .post(posts.openReportChallenge.path, (c) =>
      challengeFor(c, needs, { kind: 'open-reported-message', message: messageParam(c) }),
    )
    .post(posts.openReport.path, async (c) => {
      const [message, { session }] = [messageParam(c), c.var]
      const form = posts.openReport.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('passkey-needed')
      const opened = await orRefusal(
        vault.openReportedMessage({ session, message, ...form.values }),
      )
      if (!(opened instanceof Refusal)) return reportPage(c, opened.report, { text: opened.text })
      const report = await vault.messageReport({ session, message })
      return reportPage(c, report, { problems: { opening: opened.code } }, opened)
    })
    .post(posts.closeReportChallenge.path, async (c) => {
      const form = posts.closeReportChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      const { outcome } = form.values
      return challengeFor(c, needs, { kind: 'close-report', message: messageParam(c), outcome })
    })
    .post(posts.closeReport.path, async (c) => {
      const [message, { session }] = [messageParam(c), c.var]
      const form = posts.closeReport.form.read(await readForm(c.req.raw))
      if (form.ok) {
        const done = await orRefusal(vault.closeReport({ session, message, ...form.values }))
        if (!(done instanceof Refusal)) return c.redirect(`${pages.messageReports.path}?done=`, 303)
        const report = await vault.messageReport({ session, message })
        return reportPage(c, report, { problems: { outcome: done.code } }, done)
      }
      const report = await vault.messageReport({ session, message })
      return reportPage(c, report, { problems: form.problems })
    })
}

function messageParam(c: VisitContext): string {
  const message = c.req.param('message') ?? ''
  if (!isId(message)) throw new Refusal('not-found')
  return message
}

async function challengeFor(c: VisitContext, { vault }: Needs, act: Act): Promise<Response> {
  const asked = vault.operatorActChallenge({ session: c.var.session, act: actHash(act) })
  return c.json(challengeForBrowser(await asked))
}

async function listPage(c: VisitContext, { vault }: Needs): Promise<Response> {
  const { view, session } = c.var
  const closed = c.req.query('closed') !== undefined
  const asked = c.req.query('before') ?? ''
  const before = isId(asked) ? asked : null
  const { reports } = await vault.messageReports({ session, closed, before, limit: perPage })
  const isDone = c.req.query('done') !== undefined
  const page = <MessageReportsPage {...{ view, reports, closed, isDone, perPage }} />
  return c.html(renderPage(page))
}

type Report = Parameters<typeof MessageReportPage>[0]['report']

function reportPage(
  c: VisitContext,
  report: Report,
  { text, problems = {} }: { text?: string; problems?: Problems } = {},
  refusal?: Refusal,
): Response | Promise<Response> {
  const page = <MessageReportPage {...{ view: c.var.view, report, text, problems }} />
  return c.html(renderPage(page), refusal?.status ?? (Object.keys(problems).length > 0 ? 422 : 200))
}
