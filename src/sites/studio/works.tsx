import { Hono } from 'hono'
import { isCurrency } from '#lib/money.ts'
import { ownWorks } from '#market/listings/queries.ts'
import { LinkButton } from '#sites/ui/parts/button.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import type { StudioNeeds } from './needs.ts'
import { pages } from './routes.ts'
import { type Shop, show, type Visit } from './visit.ts'

const worksShown = 200
export type WorkRow = Awaited<ReturnType<typeof ownWorks>>[number]

/** Everything the seller has, in every state. */
export function works({ db }: Pick<StudioNeeds, 'db'>) {
  return new Hono<Visit>().get(pages.works.path, async (c) => {
    const { view, shop } = c.var
    const rows = await ownWorks(db, shop.id, worksShown)
    return show(c, <WorksPage view={view} shop={shop} works={rows} />)
  })
}

export function WorksPage({
  view,
  shop,
  works: rows,
}: {
  view: View
  shop: Shop
  works: WorkRow[]
}) {
  return (
    <Desk view={view} title={view.words.studio.works} room="works" shop={shop}>
      <p>
        <LinkButton href={pages.newWork.path}>{view.words.studio.newWork}</LinkButton>
      </p>
      <WorkList view={view} works={rows} />
    </Desk>
  )
}

export function WorkList({ view, works: rows }: { view: View; works: WorkRow[] }) {
  const { studio, categories } = view.words
  if (rows.length === 0) return <EmptyState title={studio.worksNone} hint={studio.worksNoneHint} />
  const columns: Column<WorkRow>[] = [
    {
      key: 'title',
      head: studio.workTitle,
      cell: (row) => <a href={`/studio/works/${row.id}`}>{row.title}</a>,
      heading: true,
    },
    {
      key: 'state',
      head: view.words.studioMoney.state,
      cell: (row) => <WorkState row={row} view={view} />,
    },
    {
      key: 'category',
      head: studio.category,
      cell: (row) => categories[row.category as keyof typeof categories],
    },
    {
      key: 'price',
      head: view.words.studioMoney.price,
      cell: (row) =>
        isCurrency(row.currency)
          ? view.format.money({ amount: row.price, currency: row.currency })
          : '',
      number: true,
    },
    {
      key: 'sold',
      head: studio.soldHead,
      cell: (row) => view.format.number(BigInt(row.sold ?? 0)),
      number: true,
    },
  ]
  return (
    <Table
      caption={studio.works}
      captionUnseen
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
    />
  )
}

type StateRow = { state: string; takedown: string | null; available: number | null }

export function WorkState({ row, view }: { row: StateRow; view: View }) {
  const { states } = view.words
  if (row.takedown) return <Badge tone="bad">{states.takenDown}</Badge>
  if (row.state === 'published' && row.available === 0)
    return <Badge tone="warning">{states.soldOut}</Badge>
  if (row.state === 'published') return <Badge tone="good">{states.published}</Badge>
  return <Badge>{row.state === 'withdrawn' ? states.withdrawn : states.draft}</Badge>
}
