import { Hono } from 'hono'
import { reportsNewest, unsettledMoney } from '#market/moderation/queries.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import type { ConsoleNeeds } from './needs.ts'
import { pages } from './routes.ts'
import type { Visit } from './visit.ts'
import { ReportsPage, UnsettledPage } from './waiting-pages.tsx'

const perPage = 50

/** What waits for a person: listings that were reported, and money that is not as it should be. */
export function waiting({ db }: Pick<ConsoleNeeds, 'db'>) {
  return new Hono<Visit>()
    .get(pages.reports.path, async (c) => {
      const asked = new Date(Number(c.req.query('before') ?? Number.NaN))
      const before = Number.isNaN(asked.getTime()) ? null : asked
      const rows = await reportsNewest(db, { before, limit: perPage })
      return c.html(renderPage(<ReportsPage {...{ view: c.var.view, rows, perPage }} />))
    })
    .get(pages.unsettled.path, async (c) => {
      const rows = await unsettledMoney(db, perPage)
      return c.html(renderPage(<UnsettledPage {...{ view: c.var.view, rows }} />))
    })
}
