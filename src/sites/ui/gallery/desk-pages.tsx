import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { Button, Buttons, LinkButton } from '../parts/button.tsx'
import { DefinitionList, Stats, Timeline } from '../parts/lists.tsx'
import { EmptyState, Notice } from '../parts/notice.tsx'
import { Money } from '../parts/price.tsx'
import { Badge, CopyCode, ProgressBar, StatusDot } from '../parts/small.tsx'
import { Table } from '../parts/table.tsx'
import { Tabs } from '../parts/way.tsx'
import { AccountShell, ConsoleShell, StudioShell } from '../shells/desk-shell.tsx'
import { noon, type Stage, sampleFooter, sampleWorks } from './stage.ts'

export const deskPages: Readonly<Record<string, GalleryPage>> = {
  'studio-works': (stage) => <StudioWorks stage={stage} />,
  'studio-empty': (stage) => <StudioEmpty stage={stage} />,
  'studio-balance': (stage) => <StudioBalance stage={stage} />,
  'own-data': (stage) => <OwnData stage={stage} />,
  console: (stage) => <ConsolePage stage={stage} />,
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
        columns={[
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
        ]}
        rows={sampleWorks(stage)}
        rowKey={(work) => work.id}
      />
    </StudioShell>
  )
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
  const sale = words.studioMoney.saleOf(
    '雪の夜の図書館',
    format.money(yen(1200)),
    format.money(yen(120)),
    '10%',
  )
  const postings = [
    { id: 'a', when: noon, text: sale, change: yen(1080), after: yen(3456) },
    {
      id: 'b',
      when: noon,
      text: words.studioMoney.refundOf('雪の夜の図書館', format.money(yen(1200))),
      change: yen(-1080),
      after: yen(2376),
    },
    { id: 'c', when: noon, text: sale, change: yen(1080), after: yen(3456) },
  ]
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
        columns={[
          {
            key: 'date',
            head: words.studioMoney.date,
            tight: true,
            cell: (posting) => (
              <time dateTime={posting.when.toISOString()}>{format.shortDate(posting.when)}</time>
            ),
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
        ]}
        rows={postings}
        rowKey={(posting) => posting.id}
        foot={[words.studioMoney.sumOfPostings, null, format.change(yen(1080)), null]}
      />
    </StudioShell>
  )
}

function OwnData({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words, format } = view
  return (
    <AccountShell
      view={view}
      title={words.ownData.title}
      homeHref="#"
      nav={[
        { href: '#library', text: words.shell.library },
        { href: '#data', text: words.shell.ownData, current: true },
        { href: '#passkeys', text: words.signIn.passkeys },
      ]}
      ways={
        <form method="post">
          <Button kind="plain">{words.shell.signOut}</Button>
        </form>
      }
    >
      <header class="page-head">
        <h1>{words.ownData.title}</h1>
        <p class="lead">{words.ownData.lead}</p>
      </header>
      <section class="panel">
        <h2>{words.ownData.kindContact}</h2>
        <DefinitionList
          facts={[
            { term: words.ownData.content, detail: 'aiko@example.jp' },
            { term: words.ownData.since, detail: format.date(noon) },
            { term: words.ownData.until, detail: format.date(noon) },
          ]}
        />
      </section>
      <section class="section">
        <h2>{words.ownData.openings}</h2>
        <p class="soft">{words.ownData.openingsLead}</p>
        <Timeline
          moments={[
            {
              key: '1',
              time: format.dateTime(noon),
              dateTime: noon.toISOString(),
              title: words.ownData.byMachine,
              detail: 'mailer · takeLetter · 4218',
              now: true,
            },
            {
              key: '2',
              time: format.dateTime(noon),
              dateTime: noon.toISOString(),
              title: words.ownData.byYou,
              detail: 'accounts · myRecords · 4102',
            },
            {
              key: '3',
              time: format.dateTime(noon),
              dateTime: noon.toISOString(),
              title: words.ownData.byOperator,
              detail: 'console · labelFor · 3991',
              tone: 'warning',
            },
          ]}
        />
      </section>
      <Buttons>
        <LinkButton kind="quiet" href="#export">
          {words.ownData.exportDo}
        </LinkButton>
        <LinkButton kind="quiet" href="#erase">
          {words.ownData.erasePlanSee}
        </LinkButton>
      </Buttons>
    </AccountShell>
  )
}

const processes = [
  'gateway',
  'storefront',
  'accounts',
  'vault',
  'payments',
  'mailer',
  'worker',
  'console',
  'monitor',
]

function ConsolePage({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words, format } = view
  return (
    <ConsoleShell
      view={view}
      title={words.console.processes}
      homeHref="#"
      nav={[
        { href: '#overview', text: words.console.overview },
        { href: '#processes', text: words.console.processes, current: true },
        { href: '#orders', text: words.console.orders },
        { href: '#sellers', text: words.console.sellers },
        { href: '#openings', text: words.console.openings },
        { href: '#alarms', text: words.console.alarms, count: 2 },
      ]}
      ways={<a href="#out">{words.shell.signOut}</a>}
    >
      <h1>{words.console.processes}</h1>
      <Notice tone="bad" title={words.console.alarmPageChanged}>
        pay/index.html
      </Notice>
      <p>
        {words.console.version} <CopyCode code="0.1.0+7f3a2c91" label={words.console.version} />
      </p>
      <Table
        caption={words.console.processes}
        captionUnseen
        columns={[
          { key: 'name', head: words.console.process, heading: true, cell: (name) => name },
          {
            key: 'health',
            head: words.console.health,
            cell: (name) =>
              name === 'mailer' ? (
                <StatusDot tone="bad">{words.console.away}</StatusDot>
              ) : (
                <StatusDot tone="good">{words.console.ready}</StatusDot>
              ),
          },
          { key: 'pid', head: words.console.pid, number: true, cell: (name) => 4000 + name.length },
          {
            key: 'memory',
            head: words.console.memory,
            number: true,
            cell: (name) => format.bytes(name.length * 6_100_000),
          },
          {
            key: 'started',
            head: words.console.started,
            tight: true,
            cell: () => <time>{format.dateTime(noon)}</time>,
          },
        ]}
        rows={processes}
        rowKey={(name) => name}
      />
    </ConsoleShell>
  )
}
