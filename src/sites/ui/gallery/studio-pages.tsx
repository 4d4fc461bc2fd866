import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Stats } from '../parts/lists.tsx'
import { EmptyState, Notice } from '../parts/notice.tsx'
import { Money } from '../parts/price.tsx'
import { Badge, ProgressBar } from '../parts/small.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Tabs } from '../parts/way.tsx'
import type { WorkCardData } from '../parts/work-card.tsx'
import { StudioShell } from '../shells/desk-shell.tsx'
import type { View } from '../view.ts'
import { noon, type Stage, sampleFooter, sampleWorks } from './stage.ts'

export const studioPages: Readonly<Record<string, GalleryPage>> = {
  'studio-works': (stage) => <StudioWorks stage={stage} />,
  'studio-empty': (stage) => <StudioEmpty stage={stage} />,
  'studio-balance': (stage) => <StudioBalance stage={stage} />,
}

function studioNav({ view: { words } }: Stage, current: string) {
  return [
    { href: '#overview', text: words.studio.overview },
    { href: '#works', text: words.studio.works },
    { href: '#orders', text: words.studio.orders },
    { href: '#balance', text: words.studio.balance },
    { href: '#shop', text: words.studio.shopPage },
  ].map((link) => ({ ...link, current: link.href === `#${current}` }))
}

function StudioWorks({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words, format } = view
  return (
    <StudioShell
      view={view}
      title={words.studio.works}
      homeHref="#"
      nav={studioNav(stage, 'works')}
      ways={<a href="#shop">{words.shell.backToShop}</a>}
      footer={sampleFooter(stage)}
    >
      <div class="row row-spread">
        <h1>{words.studio.works}</h1>
        <LinkButton href="#new">{words.studio.newWork}</LinkButton>
      </div>
      <Notice tone="good">{words.studio.published}</Notice>
      <Tabs
        label={words.studio.works}
        tabs={[
          { text: words.states.published, href: '#p', current: true, count: 12 },
          { text: words.states.draft, href: '#d', count: 2 },
          { text: words.states.withdrawn, href: '#w', count: 1 },
        ]}
      />
      <ProgressBar
        label={words.studio.uploading('haruko.epub')}
        value={62}
        max={100}
        text={words.studio.uploaded(format.bytes(1_240_000_000), format.bytes(2_000_000_000))}
      />
      <Table
        caption={words.studio.works}
        captionUnseen
        columns={workColumns(view)}
        rows={sampleWorks(stage)}
        rowKey={(work) => work.id}
      />
    </StudioShell>
  )
}

function workColumns({ words }: View): Column<WorkCardData>[] {
  return [
    {
      key: 'title',
      head: words.studio.workTitle,
      heading: true,
      cell: (work) => <a href={work.href}>{work.title}</a>,
    },
    {
      key: 'category',
      head: words.studio.category,
      tight: true,
      cell: (work) => (work.category ? words.categories[work.category] : ''),
    },
    {
      key: 'state',
      head: words.studioMoney.state,
      cell: () => <Badge tone="good">{words.states.published}</Badge>,
    },
    {
      key: 'price',
      head: words.studioMoney.price,
      number: true,
      cell: (work) => <Money amount={work.price} />,
    },
  ]
}

function StudioEmpty({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <StudioShell
      view={view}
      title={words.studio.works}
      homeHref="#"
      nav={studioNav(stage, 'works')}
    >
      <h1>{words.studio.works}</h1>
      <EmptyState title={words.studio.worksNone} hint={words.studio.worksNoneHint}>
        <LinkButton href="#new">{words.studio.newWork}</LinkButton>
      </EmptyState>
    </StudioShell>
  )
}

function StudioBalance({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words, format } = view
  return (
    <StudioShell
      view={view}
      title={words.studio.balance}
      homeHref="#"
      nav={studioNav(stage, 'balance')}
    >
      <h1>{words.studioMoney.balanceTitle}</h1>
      <Stats
        stats={[
          { label: words.studioMoney.balanceNow, value: format.money(yen(3456)) },
          {
            label: words.studioMoney.thisMonth,
            value: format.money(yen(128_400)),
            note: words.studioMoney.roundingNote,
          },
          { label: words.studioMoney.soldThisMonth, value: format.number(107) },
        ]}
      />
      <p class="soft">{words.studioMoney.balanceLead}</p>
      <Table
        caption={words.studioMoney.postings}
        columns={postingColumns(view)}
        rows={samplePostings(view)}
        rowKey={(posting) => posting.id}
        foot={[words.studioMoney.sumOfPostings, null, format.change(yen(1080)), null]}
      />
    </StudioShell>
  )
}

function samplePostings({ words, format }: View) {
  const title = '雪の夜の図書館'
  const [price, commission] = [format.money(yen(1200)), format.money(yen(120))]
  const sale = words.studioMoney.saleOf(title, price, commission, '10%')
  const refund = words.studioMoney.refundOf(title, price)
  return [
    { id: 'a', text: sale, change: yen(1080), after: yen(3456) },
    { id: 'b', text: refund, change: yen(-1080), after: yen(2376) },
    { id: 'c', text: sale, change: yen(1080), after: yen(3456) },
  ]
}

type Posting = ReturnType<typeof samplePostings>[number]

function postingColumns({ words, format }: View): Column<Posting>[] {
  return [
    {
      key: 'date',
      head: words.studioMoney.date,
      tight: true,
      cell: () => <time dateTime={noon.toISOString()}>{format.shortDate(noon)}</time>,
    },
    { key: 'text', head: words.studioMoney.explanation, cell: (posting) => posting.text },
    {
      key: 'change',
      head: words.studioMoney.amount,
      number: true,
      cell: (posting) => <Money amount={posting.change} signed />,
    },
    {
      key: 'after',
      head: words.studioMoney.balanceAfter,
      number: true,
      cell: (posting) => <Money amount={posting.after} />,
    },
  ]
}
