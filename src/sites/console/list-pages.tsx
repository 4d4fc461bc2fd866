import type { commissionRules, sellersByName } from '#market/moderation/queries.ts'
import { wordOf } from '#sites/ui/messages/purposes.ts'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import type { VaultForConsole } from '#trust/vault/client.ts'
import { Desk } from './desk.tsx'
import { pages } from './routes.ts'

type Seller = Awaited<ReturnType<typeof sellersByName>>[number]
type Rule = Awaited<ReturnType<typeof commissionRules>>[number]
type Opening = Awaited<ReturnType<VaultForConsole['openings']>>['openings'][number]

export function SellersPage(props: { view: View; rows: Seller[]; perPage: number }) {
  const { view, rows, perPage } = props
  const { words, format } = view
  const columns: Column<Seller>[] = [
    {
      key: 'name',
      head: words.console.seller,
      cell: (row) => <a href={`/works?seller=${row.id}`}>{row.name}</a>,
      heading: true,
    },
    { key: 'since', head: words.console.since, cell: (row) => format.shortDate(row.opened_at) },
    {
      key: 'works',
      head: words.console.worksOnSale,
      cell: (row) => format.number(BigInt(row.works)),
      number: true,
    },
  ]
  const last = rows.length === perPage ? rows.at(-1) : undefined
  return (
    <Desk view={view} title={words.console.sellers} room="sellers">
      <Listed
        view={view}
        caption={words.console.sellers}
        {...{ columns, rows }}
        rowKey={(r) => r.id}
      />
      <CursorPages next={last && `/sellers?from=${encodeURIComponent(last.name)}`} />
    </Desk>
  )
}

export function RulesPage({ view, rows, now }: { view: View; rows: Rule[]; now: Date }) {
  const { words, format } = view
  const standing = rows.filter((row) => row.valid_until === null || row.valid_until > now)
  const appliesTo = (row: Rule) => {
    const category = words.categories[row.category as keyof typeof words.categories]
    return [category, row.seller_name].filter(Boolean).join(' · ') || words.console.ruleAll
  }
  const columns: Column<Rule>[] = [
    {
      key: 'position',
      head: words.console.rulePosition,
      cell: (row) => row.position,
      number: true,
    },
    { key: 'applies', head: words.console.ruleApplies, cell: appliesTo, heading: true },
    { key: 'rate', head: words.console.rate, cell: (row) => format.rate(row.rate), number: true },
    {
      key: 'since',
      head: words.console.ruleSince,
      cell: (row) => format.shortDate(row.valid_from),
    },
  ]
  return (
    <Desk view={view} title={words.console.commission} room="rules">
      <p class="soft">{words.console.ruleFirst}</p>
      <Listed
        view={view}
        caption={words.console.commission}
        columns={columns}
        rows={standing}
        rowKey={(row) => row.id}
      />
    </Desk>
  )
}

export function OpeningsPage(props: { view: View; openings: Opening[]; perPage: number }) {
  const { view, openings, perPage } = props
  const { words, format } = view
  const columns: Column<Opening>[] = [
    { key: 'entry', head: words.console.entry, cell: (row) => row.entry, number: true },
    { key: 'when', head: words.console.when, cell: (row) => format.dateTime(new Date(row.at)) },
    {
      key: 'principal',
      head: words.console.principal,
      cell: (row) => wordOf(words.principals, row.principal),
      heading: true,
    },
    {
      key: 'purpose',
      head: words.console.purpose,
      cell: (row) => wordOf(words.purposes, row.purpose),
    },
    {
      key: 'kind',
      head: words.console.recordKind,
      cell: (row) => wordOf(words.recordKinds, row.kind),
    },
  ]
  const last = openings.length === perPage ? openings.at(-1) : undefined
  return (
    <Desk view={view} title={words.console.openings} room="openings">
      <p class="soft">{words.console.openingsLead}</p>
      <p>
        <a class="way-on" href={pages.openingsWindow.path}>
          {words.openingsWindow.title}
        </a>
      </p>
      <Listed
        view={view}
        caption={words.console.openings}
        columns={columns}
        rows={openings}
        rowKey={(row) => String(row.entry)}
      />
      <CursorPages next={last && `/openings?before=${last.entry}`} />
    </Desk>
  )
}

type ListedProps<Row> = {
  view: View
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
}

function Listed<Row>({ view, caption, ...table }: ListedProps<Row>) {
  if (table.rows.length === 0) return <EmptyState title={view.words.console.nothing} />
  return <Table caption={caption} captionUnseen {...table} />
}
