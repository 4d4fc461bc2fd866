import { Hono } from 'hono'
import { onError } from '#lib/http/on-error.ts'
import { requireOrigin } from '#lib/http/origin.ts'
import { Refusal } from '#lib/refusal.ts'
import { ErrorBody } from '#sites/ui/parts/error-page.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { ConsoleShell } from '#sites/ui/shells/desk-shell.tsx'
import { limitPosts } from '#sites/ui/visit/limit-posts.ts'
import { viewOf } from '#sites/ui/visit/view-of.ts'
import { clockRoom } from './clock.tsx'
import { enrolment } from './enrolment.tsx'
import { holds } from './holds.tsx'
import { lists } from './lists.tsx'
import { messageReports } from './message-reports.tsx'
import type { ConsoleNeeds } from './needs.ts'
import { openings } from './openings-rooms.tsx'
import { operators } from './operators.tsx'
import { order } from './order.tsx'
import { orders } from './orders.tsx'
import { overview } from './overview.tsx'
import { recovery } from './recovery.tsx'
import { refund } from './refund.tsx'
import { pages } from './routes.ts'
import { ShownOnce } from './shown-once.ts'
import { signIn, signOut } from './sign-in.tsx'
import { lift, takedown } from './takedown.tsx'
import { onlyOperators, type Visit, visit } from './visit.ts'
import { waiting } from './waiting.tsx'
import { works } from './works.tsx'

/** The operator's site. Everything below the sign-in asks the vault who is there, each time. */
export function consoleSite(needs: ConsoleNeeds) {
  const app = new Hono<Visit>()
  app.get(pages.healthz.path, (c) => c.text('ok'))
  app.use(visit(needs), requireOrigin([needs.origins.console]), limitPosts(60, needs.clock))
  const shown = new ShownOnce(needs.clock)
  app.route('/', signIn(needs)).route('/', enrolment(needs, shown))
  app.route('/', recovery(needs, shown))
  app.use(onlyOperators(needs))
  for (const room of [overview(needs), orders(needs), order(needs), refund(needs)]) {
    app.route('/', room)
  }
  for (const room of [works(needs), takedown(needs), lift(needs), lists(needs), signOut(needs)]) {
    app.route('/', room)
  }
  app
    .route('/', openings(needs))
    .route('/', waiting(needs))
    .route('/', messageReports(needs))
    .route('/', holds(needs))
    .route('/', clockRoom(needs))
    .route('/', operators(needs, shown))
  app.notFound(() => {
    throw new Refusal('not-found')
  })
  app.onError(
    onError({
      page: (problem, request) => {
        const view = viewOf(request, needs)
        const code = problem.code === 'fault' ? 'broken' : problem.code
        return renderPage(
          <ConsoleShell view={view} title={view.words.console.title} homeHref="/" nav={[]}>
            <ErrorBody code={code} reference={problem.reference} homeHref="/" />
          </ConsoleShell>,
        )
      },
      onFault: needs.onFault,
    }),
  )
  return app
}
