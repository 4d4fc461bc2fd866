import { Hono } from 'hono'
import { isCurrency } from '#lib/money.ts'
import { ownBalance, ownWorks, shopOf } from '#market/listings/queries.ts'
import { LinkButton } from '#sites/ui/parts/button.tsx'
import { Stats } from '#sites/ui/parts/lists.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import type { StudioNeeds } from './needs.ts'
import { pages } from './routes.ts'
import { OpenShopPage } from './shop-pages.tsx'
import { type Shop, show, type Visit } from './visit.ts'
import { WorkList, type WorkRow } from './works.tsx'

const worksShown = 5

/** The studio's first page; for a member without a shop, the way to open one. */
export function overview({ db, origins }: Pick<StudioNeeds, 'db' | 'origins'>) {
  return new Hono<Visit>().get(pages.overview.path, async (c) => {
    const { view } = c.var
    const shop = await shopOf(db, c.var.member)
    if (!shop) return show(c, <OpenShopPage view={view} typed={{}} />)
    const [works, balance] = await Promise.all([
      ownWorks(db, shop.id, worksShown),
      ownBalance(db, shop.id),
    ])
    const { account } = origins
    return show(c, <OverviewPage {...{ view, shop, works, balance, account }} />)
  })
}

type OverviewProps = {
  view: View
  shop: Shop
  works: WorkRow[]
  balance: { currency: string; amount: bigint }[]
  /** Origin of the accounts host, where the legal notice is written. */
  account: string
}

export function OverviewPage({ view, shop, works, balance, account }: OverviewProps) {
  const { studio, studioMoney, shell } = view.words
  const amounts = balance.flatMap(({ currency, amount }) =>
    isCurrency(currency) ? [view.format.money({ amount, currency })] : [],
  )
  const now =
    amounts.length > 0 ? amounts.join(' · ') : view.format.money({ amount: 0n, currency: 'JPY' })
  return (
    <Desk view={view} title={shop.name} room="overview" shop={shop}>
      <Stats
        stats={[{ label: studioMoney.balanceNow, value: <a href={pages.balance.path}>{now}</a> }]}
      />
      <p class="row">
        <LinkButton href={pages.newWork.path}>{studio.newWork}</LinkButton>
        <LinkButton kind="quiet" href={`/sellers/${shop.handle}`}>
          {studio.seeShop}
        </LinkButton>
        <LinkButton kind="quiet" href={`${account}/seller/disclosure`}>
          {studio.disclosure}
        </LinkButton>
      </p>
      <div class="section">
        <div class="section-head">
          <h2>{studio.works}</h2>
          <a href={pages.works.path}>{shell.seeAll}</a>
        </div>
        <WorkList view={view} works={works} />
      </div>
    </Desk>
  )
}
