import { Hono } from 'hono'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { orderWhole } from '#market/moderation/queries.ts'
import { allowedActs } from '#market/orders/states.ts'
import { LinkButton } from '#sites/ui/parts/button.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { amountOf } from './money.ts'
import type { ConsoleNeeds } from './needs.ts'
import { OrderState, standingOf } from './order-state.tsx'
import { refundReason } from './refund-page.tsx'
import { pages } from './routes.ts'
import type { Visit } from './visit.ts'

export type WholeOrder = NonNullable<Awaited<ReturnType<typeof orderWhole>>>
type Line = WholeOrder['lines'][number]
type Refund = WholeOrder['refunds'][number]

/** One order: what was bought, what was paid, what went back. */
export function order({ db }: Pick<ConsoleNeeds, 'db'>) {
  return new Hono<Visit>().get(pages.order.path, async (c) => {
    const whole = await findOrder(db, c.req.param('order'))
    return c.html(renderPage(<OrderPage view={c.var.view} whole={whole} />))
  })
}

/** Refuses: `not-found`. */
export async function findOrder(db: ConsoleNeeds['db'], id: string): Promise<WholeOrder> {
  const whole = isId(id) ? await orderWhole(db, id) : undefined
  if (!whole) throw new Refusal('not-found')
  return whole
}

export function OrderPage({ view, whole }: { view: View; whole: WholeOrder }) {
  const { words, format } = view
  const { facts } = whole
  const money = (amount: bigint) => format.money(amountOf(amount, facts.currency))
  return (
    <Desk view={view} title={`${words.console.order} ${facts.id.slice(-12)}`} room="orders">
      <DefinitionList
        facts={[
          { term: words.studioMoney.state, detail: <OrderState facts={facts} /> },
          { term: words.console.order, detail: <code>{facts.id}</code> },
          { term: words.console.placed, detail: format.dateTime(facts.held_at) },
          { term: words.console.total, detail: money(facts.total) },
          { term: words.console.provider, detail: facts.provider },
          { term: words.console.method, detail: methodText(facts.method, words) },
          { term: words.states.paid, detail: facts.paid_at && format.dateTime(facts.paid_at) },
        ]}
      />
      <p class="soft">{words.console.noNames}</p>
      <Lines view={view} whole={whole} />
      <Refunds view={view} whole={whole} />
    </Desk>
  )
}

function methodText(method: string | null, { pay }: View['words']): string | null {
  const names: Record<string, string> = { card: pay.card, konbini: pay.konbini, wallet: pay.wallet }
  return method && (names[method] ?? method)
}

function Lines({ view, whole }: { view: View; whole: WholeOrder }) {
  const { words, format } = view
  const mayRefund = allowedActs(standingOf(whole.facts)).includes('ask-refund')
  const money = (amount: bigint) => format.money(amountOf(amount, whole.facts.currency))
  const columns: Column<Line>[] = [
    {
      key: 'title',
      head: words.studioMoney.work,
      cell: (row) => <a href={`/works/${row.work_id}`}>{row.title}</a>,
      heading: true,
    },
    { key: 'seller', head: words.console.seller, cell: (row) => row.seller_name },
    { key: 'price', head: words.studioMoney.price, cell: (row) => money(row.price), number: true },
    {
      key: 'rate',
      head: words.console.rate,
      cell: (row) => format.rate(row.commission_rate),
      number: true,
    },
    {
      key: 'refund',
      head: words.console.refund,
      headUnseen: true,
      number: true,
      cell: (row) =>
        mayRefund && row.left > 0n ? (
          <LinkButton
            kind="quiet"
            href={`/orders/${whole.facts.id}/refunds/new?position=${row.position}`}
            label={`${words.console.refund}: ${row.title}`}
          >
            {words.console.refund}
          </LinkButton>
        ) : null,
    },
  ]
  const rowKey = (row: Line) => String(row.position)
  return <Table caption={words.console.lines} rows={whole.lines} {...{ columns, rowKey }} />
}

function Refunds({ view, whole }: { view: View; whole: WholeOrder }) {
  const { words, format } = view
  const states: Record<string, string> = {
    pending: words.states.pending,
    confirmed: words.states.confirmed,
    failed: words.states.failed,
  }
  if (whole.refunds.length === 0) return <p class="soft">{words.console.refundNone}</p>
  const columns: Column<Refund>[] = [
    { key: 'when', head: words.console.when, cell: (row) => format.dateTime(row.requested_at) },
    { key: 'reason', head: words.console.reason, cell: (row) => refundReason(row.reason, words) },
    { key: 'state', head: words.studioMoney.state, cell: (row) => states[row.state] },
    {
      key: 'amount',
      head: words.console.refundAmount,
      cell: (row) => format.money(amountOf(row.amount, row.currency)),
      number: true,
    },
  ]
  const rowKey = (row: Refund) => row.id
  return <Table caption={words.console.refundTitle} rows={whole.refunds} {...{ columns, rowKey }} />
}
