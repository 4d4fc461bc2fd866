import type { GalleryPage } from '../gallery.tsx'
import { Button, Buttons, LinkButton } from '../parts/button.tsx'
import { DefinitionList, Timeline } from '../parts/lists.tsx'
import { Notice } from '../parts/notice.tsx'
import { CopyCode, StatusDot } from '../parts/small.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { AccountShell, ConsoleShell } from '../shells/desk-shell.tsx'
import type { View } from '../view.ts'
import { noon, type Stage } from './stage.ts'

export const deskPages: Readonly<Record<string, GalleryPage>> = {
  'own-data': (stage) => <OwnData stage={stage} />,
  console: (stage) => <ConsolePage stage={stage} />,
}

function OwnData({ stage: { view } }: { stage: Stage }) {
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
        <h2>{words.recordKinds.contact}</h2>
        <DefinitionList
          facts={[
            { term: words.ownData.content, detail: 'aiko@example.jp' },
            { term: words.ownData.since, detail: format.date(noon) },
            { term: words.ownData.until, detail: format.date(noon) },
          ]}
        />
      </section>
      <Openings view={view} />
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

function Openings({ view: { words, format } }: { view: View }) {
  const at = { time: format.dateTime(noon), dateTime: noon.toISOString() }
  const { byMachine, byYou, byOperator } = words.ownData
  return (
    <section class="section">
      <h2>{words.ownData.openings}</h2>
      <p class="soft">{words.ownData.openingsLead}</p>
      <Timeline
        moments={[
          { key: '1', ...at, title: byMachine, detail: 'mailer · takeLetter · 4218', now: true },
          { key: '2', ...at, title: byYou, detail: 'accounts · myRecords · 4102' },
          { key: '3', ...at, title: byOperator, detail: 'label · 3991', tone: 'warning' },
        ]}
      />
    </section>
  )
}

const processes = ['gateway', 'storefront', 'accounts', 'vault', 'payments', 'mailer', 'console']

function ConsolePage({ stage: { view } }: { stage: Stage }) {
  const { words } = view
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
      <Notice tone="bad" title={words.alarmKinds['page-changed']}>
        pay/index.html
      </Notice>
      <p>
        {words.console.version} <CopyCode code="0.1.0+7f3a2c91" label={words.console.version} />
      </p>
      <Table
        caption={words.console.processes}
        captionUnseen
        columns={processColumns(view)}
        rows={processes}
        rowKey={(name) => name}
      />
    </ConsoleShell>
  )
}

function processColumns({ words, format }: View): Column<string>[] {
  const health = (name: string) => {
    const away = name === 'mailer'
    const text = away ? words.console.away : words.console.ready
    return <StatusDot tone={away ? 'bad' : 'good'}>{text}</StatusDot>
  }
  return [
    { key: 'name', head: words.console.process, heading: true, cell: (name) => name },
    { key: 'health', head: words.console.health, cell: health },
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
  ]
}
