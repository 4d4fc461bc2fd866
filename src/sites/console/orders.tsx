import { Hono } from 'hono'
import { ordersNewest } from '#market/moderation/queries.ts'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { amountOf } from './money.ts'
import type { ConsoleNeeds } from './needs.ts'
import { OrderState } from './order-state.tsx'
import { pages } from './routes.ts'
import type { Visit } from './visit.ts'

const perPage = 50
type Row = Awaited<ReturnType<typeof ordersNewest>>[number]

/** Orders, newest first. Nobody's name is on this page, and none can be. */
export function orders({ db }: Pick<ConsoleNeeds, 'db'>) {
  return new Hono<Visit>().get(pages.orders.path, async (c) => {
    const before = new Date(Number(c.req.query('before') ?? Number.NaN))
    const rows = await ordersNewest(db, {
      before: Number.isNaN(before.getTime()) ? null : before,
      limit: perPage,
    })
    return c.html(renderPage(<OrdersPage view={c.var.view} rows={rows} />))
  })
}

export function OrdersPage({ view, rows }: { view: View; rows: Row[] }) {
  const { words, format } = view
  const columns: Column<Row>[] = [
    {
      key: 'order',
      head: words.console.order,
      cell: (row) => <a href={`/orders/${row.id}`}>{row.id.slice(-12)}</a>,
      heading: true,
    },
    { key: 'placed', head: words.console.placed, cell: (row) => format.dateTime(row.held_at) },
    { key: 'state', head: words.studioMoney.state, cell: (row) => <OrderState facts={row} /> },
    { key: 'lines', head: words.console.lines, cell: (row) => row.line_count, number: true },
    {
      key: 'total',
      head: words.console.total,
      cell: (row) => format.money(amountOf(row.total, row.currency)),
      number: true,
    },
  ]
  const last = rows.at(-1)
  return (
    <Desk view={view} title={words.console.orders} room="orders">
      <p class="soft">{words.console.noNames}</p>
      {rows.length === 0 ? (
        <EmptyState title={words.console.nothing} />
      ) : (
        <Table
          caption={words.console.orders}
          captionUnseen
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
        />
      )}
      <CursorPages
        next={
          rows.length === perPage && last ? `/orders?before=${last.held_at.getTime()}` : undefined
        }
      />
    </Desk>
  )
}
