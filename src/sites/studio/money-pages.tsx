import { isCurrency } from '#lib/money.ts'
import type { explainedPostings, paidLines } from '#market/listings/queries.ts'
import type { Amount } from '#sites/ui/format.ts'
import { Stats } from '#sites/ui/parts/lists.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import type { Shop } from './visit.ts'

type Line = Awaited<ReturnType<typeof paidLines>>[number]
type Posting = Awaited<ReturnType<typeof explainedPostings>>[number]

interface OrdersPageProps {
  view: View
  shop: Shop
  rows: Line[]
  /** Where people are named: labels and messages are read there, never here. */
  accountOrigin: string
}

export function OrdersPage({ view, shop, rows, accountOrigin }: OrdersPageProps) {
  const { studioMoney: words } = view.words
  return (
    <Desk view={view} title={words.ordersTitle} room="orders" shop={shop}>
      <p class="soft">{words.ordersLead}</p>
      <p class="row">
        <a href={`${accountOrigin}/seller/messages`}>{words.messages}</a>
        <a href={`${accountOrigin}/seller/parcels`}>{words.parcels}</a>
      </p>
      {rows.length === 0 ? (
        <EmptyState title={words.ordersNone} />
      ) : (
        <Table
          caption={words.ordersTitle}
          captionUnseen
          columns={orderColumns(view, accountOrigin)}
          rows={rows}
          rowKey={(row) => `${row.order_id}-${row.position}`}
        />
      )}
    </Desk>
  )
}

function orderColumns(view: View, accountOrigin: string): Column<Line>[] {
  const { studioMoney: words, states } = view.words
  const money = (row: Line, amount: bigint | null) => moneyText(view, amount, row.currency)
  return [
    {
      key: 'date',
      head: words.date,
      cell: (row) => row.granted_at && view.format.shortDate(row.granted_at),
    },
    { key: 'work', head: words.work, cell: (row) => row.title, heading: true },
    { key: 'order', head: words.order, cell: (row) => <code>{row.order_id.slice(-12)}</code> },
    { key: 'price', head: words.price, cell: (row) => money(row, row.price), number: true },
    {
      key: 'commission',
      head: words.commission,
      cell: (row) => money(row, row.market_share),
      number: true,
    },
    { key: 'share', head: words.share, cell: (row) => money(row, row.seller_share), number: true },
    { key: 'parcel', head: words.parcel, cell: (row) => labelLink(view, row, accountOrigin) },
    {
      key: 'state',
      head: words.state,
      cell: (row) =>
        row.revoked_at ? (
          <Badge>{states.refunded}</Badge>
        ) : (
          <Badge tone="good">{states.paid}</Badge>
        ),
    },
  ]
}

function labelLink({ words }: View, row: Line, accountOrigin: string) {
  if (!row.ships || row.revoked_at) return null
  const href = `${accountOrigin}/seller/parcels?order=${row.order_id}`
  return <a href={href}>{words.studioMoney.label}</a>
}

type BalanceProps = {
  view: View
  shop: Shop
  balance: Amount[]
  postings: Posting[]
  lines: Line[]
}

export function BalancePage({ view, shop, balance, postings, lines }: BalanceProps) {
  const { studioMoney: words } = view.words
  const now = balance.map((amount) => view.format.money(amount)).join(' · ')
  const zero = view.format.money({ amount: 0n, currency: 'JPY' })
  const columns: Column<Posting>[] = [
    { key: 'date', head: words.date, cell: (row) => view.format.shortDate(row.posted_at as Date) },
    {
      key: 'what',
      head: words.explanation,
      cell: (row) => explained(view, row, lines),
    },
    { key: 'amount', head: words.amount, cell: (row) => changeText(view, row), number: true },
    {
      key: 'after',
      head: words.balanceAfter,
      cell: (row) => moneyText(view, row.balance, row.currency),
      number: true,
    },
  ]
  return (
    <Desk view={view} title={words.balanceTitle} room="balance" shop={shop}>
      <Stats stats={[{ label: words.balanceNow, value: now || zero }]} />
      <p class="soft">{words.balanceLead}</p>
      {postings.length === 0 ? (
        <EmptyState title={words.postingsNone} />
      ) : (
        <Table
          caption={words.postings}
          columns={columns}
          rows={postings}
          rowKey={(row) => String(row.transaction_id)}
          foot={[words.sumOfPostings, null, now, null]}
        />
      )}
      <p class="soft small">{words.roundingNote}</p>
    </Desk>
  )
}

/** Each posting in a sentence: what was sold or given back, and how the amount came about. */
function explained(view: View, posting: Posting, lines: Line[]): string {
  const { studioMoney: words } = view.words
  const own = lines.filter((line) => line.order_id === posting.order_id)
  const title = view.format.list(own.map((line) => line.title))
  if (posting.kind === 'sale') {
    const price = own.reduce((sum, line) => sum + (line.price ?? 0n), 0n)
    const commission = own.reduce((sum, line) => sum + (line.market_share ?? 0n), 0n)
    const rates = [...new Set(own.map((line) => line.commission_rate ?? 0))]
    return words.saleOf(
      title,
      moneyText(view, price, posting.currency),
      moneyText(view, commission, posting.currency),
      rates.map((rate) => view.format.rate(rate)).join('–'),
    )
  }
  if (posting.kind === 'refund') {
    return words.refundOf(title, moneyText(view, -(posting.amount ?? 0n), posting.currency))
  }
  return words.correction
}

function moneyText(view: View, amount: bigint | null, currency: string | null): string {
  if (amount === null || !isCurrency(currency)) return ''
  return view.format.money({ amount, currency })
}

function changeText(view: View, { amount, currency }: Posting): string {
  if (amount === null || !isCurrency(currency)) return ''
  return view.format.change({ amount, currency })
}
