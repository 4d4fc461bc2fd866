import { Hono } from 'hono'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { worksNewest, workWhole } from '#market/moderation/queries.ts'
import { LinkButton } from '#sites/ui/parts/button.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { amountOf } from './money.ts'
import type { ConsoleNeeds } from './needs.ts'
import { pages } from './routes.ts'
import { reasonText } from './takedown-pages.tsx'
import type { Visit } from './visit.ts'

const perPage = 50
type Row = Awaited<ReturnType<typeof worksNewest>>[number]
export type WholeWork = NonNullable<Awaited<ReturnType<typeof workWhole>>>

/** Every work that is or was on sale, newest first; of one seller, where one is named. */
export function works({ db }: Pick<ConsoleNeeds, 'db'>) {
  return new Hono<Visit>()
    .get(pages.works.path, async (c) => {
      const before = new Date(Number(c.req.query('before') ?? Number.NaN))
      const seller = c.req.query('seller')
      const rows = await worksNewest(db, {
        seller: isId(seller) ? seller : null,
        before: Number.isNaN(before.getTime()) ? null : before,
        limit: perPage,
      })
      return c.html(renderPage(<WorksPage view={c.var.view} rows={rows} />))
    })
    .get(pages.work.path, async (c) => {
      const work = await findWork(db, c.req.param('work'))
      return c.html(renderPage(<WorkPage view={c.var.view} work={work} />))
    })
}

/** Refuses: `not-found`. */
export async function findWork(db: ConsoleNeeds['db'], id: string): Promise<WholeWork> {
  const work = isId(id) ? await workWhole(db, id) : undefined
  if (!work) throw new Refusal('not-found')
  return work
}

export function WorksPage({ view, rows }: { view: View; rows: Row[] }) {
  const { words, format } = view
  const columns: Column<Row>[] = [
    {
      key: 'title',
      head: words.studioMoney.work,
      cell: (row) => <a href={`/works/${row.id}`}>{row.title}</a>,
      heading: true,
    },
    { key: 'seller', head: words.console.seller, cell: (row) => row.seller_name },
    {
      key: 'state',
      head: words.studioMoney.state,
      cell: (row) => <WorkState row={row} view={view} />,
    },
    {
      key: 'price',
      head: words.studioMoney.price,
      cell: (row) => format.money(amountOf(row.price, row.currency)),
      number: true,
    },
  ]
  const last = rows.at(-1)
  const more = rows.length === perPage && last
  return (
    <Desk view={view} title={words.console.works} room="works">
      {rows.length === 0 ? (
        <EmptyState title={words.console.nothing} />
      ) : (
        <Table
          caption={words.console.works}
          captionUnseen
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
        />
      )}
      <CursorPages next={more ? `/works?before=${last.created_at.getTime()}` : undefined} />
    </Desk>
  )
}

export function WorkPage({ view, work }: { view: View; work: WholeWork }) {
  const { words, format } = view
  const isDown = work.taken_at !== null
  return (
    <Desk view={view} title={work.title} room="works">
      <DefinitionList
        facts={[
          { term: words.console.seller, detail: work.seller_name },
          { term: words.studioMoney.state, detail: <WorkState row={work} view={view} /> },
          {
            term: words.studioMoney.price,
            detail: format.money(amountOf(work.price, work.currency)),
          },
          { term: words.console.when, detail: work.taken_at && format.dateTime(work.taken_at) },
          {
            term: words.console.reason,
            detail: work.reason && reasonText(work.reason, view.words),
          },
          { term: words.console.note, detail: work.note || null },
        ]}
      />
      <p>
        {isDown ? (
          <LinkButton href={`/works/${work.id}/lift/new`}>{words.console.takeDownLift}</LinkButton>
        ) : (
          <LinkButton kind="danger" href={`/works/${work.id}/takedown/new`}>
            {words.console.takeDown}
          </LinkButton>
        )}
      </p>
    </Desk>
  )
}

export function WorkState({
  row,
  view,
}: {
  row: { state: string; taken_at: Date | null }
  view: View
}) {
  const { states } = view.words
  if (row.taken_at) return <Badge tone="bad">{states.takenDown}</Badge>
  if (row.state === 'published') return <Badge tone="good">{states.published}</Badge>
  return <Badge>{row.state === 'withdrawn' ? states.withdrawn : states.draft}</Badge>
}
