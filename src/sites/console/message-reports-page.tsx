import { LinkButton } from '#sites/ui/parts/button.tsx'
import { EmptyState, Notice } from '#sites/ui/parts/notice.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { CursorPages, Tabs } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import type { VaultForConsole } from '#trust/vault/client.ts'
import { Desk } from './desk.tsx'
import { reportWords } from './report-words.ts'
import { pages } from './routes.ts'

export type MessageReport = Awaited<ReturnType<VaultForConsole['messageReport']>>

interface PageProps {
  view: View
  reports: MessageReport[]
  closed: boolean
  /** One was closed just now. */
  isDone: boolean
  perPage: number
}

/** Which messages were reported: order, side and reason. */
export function MessageReportsPage({ view, reports, closed, isDone, perPage }: PageProps) {
  const own = reportWords(view.locale)
  const { path } = pages.messageReports
  const last = reports.length === perPage ? reports.at(-1) : undefined
  const older = last && `${path}?${closed ? 'closed=&' : ''}before=${last.message}`
  return (
    <Desk view={view} title={own.title} room="messageReports">
      <p class="soft">{own.lead}</p>
      {isDone ? <Notice tone="good">{own.closedNow}</Notice> : null}
      <Tabs
        label={own.which}
        tabs={[
          { text: own.open, href: path, current: !closed },
          { text: own.closed, href: `${path}?closed=`, current: closed },
        ]}
      />
      {reports.length === 0 ? (
        <EmptyState title={closed ? own.noneClosed : own.none} />
      ) : (
        <Table
          caption={own.title}
          captionUnseen
          columns={columnsOf(view, closed)}
          rows={reports}
          rowKey={(row) => row.message}
        />
      )}
      <CursorPages next={older} />
    </Desk>
  )
}

function columnsOf({ words, locale, format }: View, closed: boolean): Column<MessageReport>[] {
  const own = reportWords(locale)
  const ended: Column<MessageReport>[] = [
    {
      key: 'outcome',
      head: own.outcome,
      cell: (row) => row.closed && outcomeText(row.closed.outcome, own),
    },
  ]
  return [
    {
      key: 'order',
      head: words.console.order,
      cell: (row) => <a href={`/orders/${row.order}`}>{row.order.slice(-12)}</a>,
      heading: true,
    },
    { key: 'when', head: own.reported, cell: (row) => format.dateTime(new Date(row.reportedAt)) },
    { key: 'by', head: own.by, cell: (row) => own[row.by] },
    { key: 'reason', head: words.console.reason, cell: (row) => own[row.reason] },
    ...(closed ? ended : []),
    {
      key: 'look',
      head: own.look,
      headUnseen: true,
      cell: (row) => (
        <LinkButton
          kind="quiet"
          href={`${pages.messageReports.path}/${row.message}`}
          label={own.lookAt(row.order.slice(-12))}
        >
          {own.look}
        </LinkButton>
      ),
    },
  ]
}

/** What came of a report, in a word. */
export function outcomeText(
  outcome: NonNullable<MessageReport['closed']>['outcome'],
  own: ReturnType<typeof reportWords>,
): string {
  return { 'no-fault': own.noFault, hidden: own.hidden, warned: own.warned }[outcome]
}
