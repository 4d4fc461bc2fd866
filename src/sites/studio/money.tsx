import { Hono } from 'hono'
import { isCurrency } from '#lib/money.ts'
import { explainedPostings, ownBalance, paidLines } from '#market/listings/queries.ts'
import { BalancePage, OrdersPage } from './money-pages.tsx'
import type { StudioNeeds } from './needs.ts'
import { pages } from './routes.ts'
import { onlySellers, show, type Visit } from './visit.ts'

const rowsShown = 200

/** What was sold, to nobody by name, and what the market owes for it, posting by posting. */
export function money({ db, origins }: Pick<StudioNeeds, 'db' | 'origins'>) {
  return new Hono<Visit>()
    .use(pages.orders.path, onlySellers({ db }))
    .use(pages.balance.path, onlySellers({ db }))
    .get(pages.orders.path, async (c) => {
      const { view, shop } = c.var
      const rows = await paidLines(db, shop.id, rowsShown)
      return show(c, <OrdersPage {...{ view, shop, rows, accountOrigin: origins.account }} />)
    })
    .get(pages.balance.path, async (c) => {
      const { view, shop } = c.var
      const [balance, postings, lines] = await Promise.all([
        ownBalance(db, shop.id),
        explainedPostings(db, shop.id, rowsShown),
        paidLines(db, shop.id, rowsShown),
      ])
      const amounts = balance.flatMap(({ amount, currency }) =>
        isCurrency(currency) ? [{ amount, currency }] : [],
      )
      return show(c, <BalancePage {...{ view, shop, balance: amounts, postings, lines }} />)
    })
}
