import { Hono } from 'hono'
import { type OrderLineFacts, orderLineFacts } from '#market/orders/queries.ts'
import type { Locale } from '#sites/ui/messages/phrase.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds, MarketFacts, Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import type { Visit } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { wordsOf } from '../words.ts'

type Needs = Pick<AccountsNeeds, 'db' | 'vault' | 'market'>

const ordersShown = 20

/** Where a member lands: recent orders with their receipts, and the way to everything else. */
export function home(needs: Needs) {
  return new Hono<Visit>().get(pages.home.path, onlyMembers(needs), async (c) => {
    const { session } = c.var.member
    const { orders } = await needs.vault.myOrders({ session, limit: ordersShown })
    const lines = await orderLineFacts(needs.db, orders)
    const { view, origins } = c.var
    const page = { view, origins, orders: ordersOf(orders, lines), market: needs.market }
    return show(c, 'home', <HomePage {...page} />)
  })
}

interface OrderRow {
  order: string
  titles: string[]
}

/** In the vault's order, newest first. */
function ordersOf(orders: readonly string[], lines: readonly OrderLineFacts[]): OrderRow[] {
  return orders.map((order) => ({
    order,
    titles: lines.filter((line) => line.order === order).map((line) => line.title),
  }))
}

interface HomeProps {
  view: View
  origins: Origins
  orders: readonly OrderRow[]
  market: MarketFacts
}

function HomePage({ view, origins, orders, market }: HomeProps) {
  const { words } = view
  const own = wordsOf(view.locale)
  return (
    <MemberShell room="home" view={view} origins={origins} title={words.shell.account}>
      <PageHead title={words.shell.account} lead={own.homeLead} />
      <section class="section">
        <div class="section-head">
          <h2>{own.recentOrders}</h2>
          <a href={`${origins.shop}/library`}>{words.order.library}</a>
        </div>
        {orders.length === 0 ? (
          <EmptyState title={words.order.libraryEmpty} hint={words.order.libraryEmptyHint}>
            <LinkButton href={`${origins.shop}/`}>{words.shell.backToShop}</LinkButton>
          </EmptyState>
        ) : (
          <Orders orders={orders} shop={origins.shop} />
        )}
      </section>
      <section class="section">
        <h2>{words.shell.contact}</h2>
        <p>{own.contactUs(market.contact)}</p>
      </section>
      <form method="post" action={posts.signOut.path}>
        <Button kind="quiet">{words.shell.signOut}</Button>
      </form>
    </MemberShell>
  )
}

function Orders({ orders, shop }: { orders: readonly OrderRow[]; shop: string }) {
  const { words, locale } = useView()
  return (
    <Table
      caption={wordsOf(locale).recentOrders}
      captionUnseen
      rows={orders}
      rowKey={(row) => row.order}
      columns={[
        {
          key: 'titles',
          head: words.order.item,
          heading: true,
          cell: ({ order, titles }) => (
            <a href={`${shop}/orders/${order}`}>{shortened(titles, locale) ?? order}</a>
          ),
        },
        {
          key: 'receipt',
          head: words.order.receipt,
          tight: true,
          cell: ({ order }) => <a href={`/orders/${order}/receipt`}>{words.order.openReceipt}</a>,
        },
      ]}
    />
  )
}

function shortened([first, ...others]: readonly string[], locale: Locale): string | undefined {
  if (first === undefined || others.length === 0) return first
  return wordsOf(locale).andMore(first, others.length)
}
