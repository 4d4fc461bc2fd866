import type { reportsNewest, unsettledMoney } from '#market/moderation/queries.ts'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { amountOf } from './money.ts'
import { reasonText } from './takedown-pages.tsx'
import { WorkState } from './works.tsx'

type Report = Awaited<ReturnType<typeof reportsNewest>>[number]
type Unsettled = Awaited<ReturnType<typeof unsettledMoney>>[number]

export function ReportsPage(props: { view: View; rows: Report[]; perPage: number }) {
  const { view, rows, perPage } = props
  const { words, format } = view
  const columns: Column<Report>[] = [
    {
      key: 'work',
      head: words.studioMoney.work,
      cell: (row) => <a href={`/works/${row.work_id}`}>{row.title}</a>,
      heading: true,
    },
    { key: 'when', head: words.console.when, cell: (row) => format.dateTime(row.reported_at) },
    { key: 'reason', head: words.console.reason, cell: (row) => reasonText(row.reason, words) },
    { key: 'note', head: words.console.note, cell: (row) => row.note },
    {
      key: 'state',
      head: words.studioMoney.state,
      cell: (row) => <WorkState row={row} view={view} />,
    },
  ]
  const last = rows.length === perPage ? rows.at(-1) : undefined
  return (
    <Desk view={view} title={words.console.reports} room="reports">
      <p class="soft">{words.console.reportsLead}</p>
      {rows.length === 0 ? (
        <EmptyState title={words.console.reportsNone} />
      ) : (
        <Table
          caption={words.console.reports}
          captionUnseen
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
        />
      )}
      <CursorPages next={last && `/reports?before=${last.reported_at.getTime()}`} />
    </Desk>
  )
}

export function UnsettledPage({ view, rows }: { view: View; rows: Unsettled[] }) {
  const { words } = view
  return (
    <Desk view={view} title={words.console.unsettled} room="unsettled">
      <p class="soft">{words.console.unsettledLead}</p>
      {rows.length === 0 ? (
        <EmptyState title={words.console.unsettledNone} />
      ) : (
        <Table
          caption={words.console.unsettled}
          captionUnseen
          columns={unsettledColumns(view)}
          rows={rows}
          rowKey={(row) => `${row.kind} ${row.reference}`}
        />
      )}
    </Desk>
  )
}

function unsettledColumns({ words, format }: View): Column<Unsettled>[] {
  const isMismatch = (row: Unsettled) => row.kind === 'mismatch'
  const money = (row: Unsettled, amount: bigint) => format.money(amountOf(amount, row.currency))
  return [
    {
      key: 'order',
      head: words.console.order,
      cell: (row) => <a href={`/orders/${row.order_id}`}>{row.order_id.slice(-12)}</a>,
      heading: true,
    },
    {
      key: 'kind',
      head: words.console.unsettledKind,
      cell: (row) => (
        <Badge tone="bad">
          {isMismatch(row) ? words.console.mismatch : words.console.refundRefused}
        </Badge>
      ),
    },
    {
      key: 'since',
      head: words.console.when,
      cell: (row) => row.since && format.dateTime(row.since),
    },
    { key: 'provider', head: words.console.provider, cell: (row) => row.provider },
    {
      key: 'reference',
      head: words.console.reference,
      cell: (row) => <code>{row.reference}</code>,
    },
    { key: 'told', head: words.console.told, cell: (row) => money(row, row.amount), number: true },
    {
      key: 'expected',
      head: words.console.expected,
      cell: (row) => money(row, row.expected),
      number: true,
    },
    {
      key: 'next',
      head: words.console.whatToDo,
      cell: (row) => (isMismatch(row) ? words.console.mismatchDo : words.console.refundRefusedDo),
    },
  ]
}
