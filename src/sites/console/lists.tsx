import { Hono } from 'hono'
import { commissionRules, sellersByName } from '#market/moderation/queries.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { RulesPage, SellersPage } from './list-pages.tsx'
import type { ConsoleNeeds } from './needs.ts'
import { pages } from './routes.ts'
import type { Visit } from './visit.ts'

const perPage = 50

/** Sellers and the commission rules. */
export function lists({ db, clock }: Pick<ConsoleNeeds, 'db' | 'clock'>) {
  return new Hono<Visit>()
    .get(pages.sellers.path, async (c) => {
      const from = (c.req.query('from') ?? '').slice(0, 80)
      const rows = await sellersByName(db, { from, limit: perPage })
      return c.html(renderPage(<SellersPage {...{ view: c.var.view, rows, perPage }} />))
    })
    .get(pages.rules.path, async (c) => {
      const rows = await commissionRules(db, perPage)
      return c.html(renderPage(<RulesPage {...{ view: c.var.view, rows, now: clock() }} />))
    })
}
