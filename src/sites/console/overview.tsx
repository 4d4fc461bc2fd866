import { Hono } from 'hono'
import { wordOf } from '#sites/ui/messages/purposes.ts'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { Notice, type Tone } from '#sites/ui/parts/notice.tsx'
import { StatusDot } from '#sites/ui/parts/small.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import type { ConsoleNeeds, ProcessState } from './needs.ts'
import { pages } from './routes.ts'
import type { Visit } from './visit.ts'

type Standing = Awaited<ReturnType<ConsoleNeeds['monitor']['standing']>>

type VaultAlarms = Awaited<ReturnType<ConsoleNeeds['vault']['alarms']>>['alarms']

export interface Overview {
  /** Undefined when whoever knows did not answer. */
  house?: { processes: ProcessState[]; version: string }
  standing?: Standing
  /** What the vault told operators of; undefined when it did not answer. */
  told?: VaultAlarms
}

const alarmsShown = 50

/** How the house is: processes, the monitor's last look, alarms. Says which of them is away. */
export function overview(needs: Pick<ConsoleNeeds, 'processes' | 'monitor' | 'vault'>) {
  const { processes, monitor, vault } = needs
  return new Hono<Visit>().get(pages.overview.path, async (c) => {
    const { session } = c.var
    const [house, standing, told] = await Promise.all([
      processes().catch(() => undefined),
      monitor.standing().catch(() => undefined),
      vault.alarms({ session, limit: alarmsShown }).then(
        ({ alarms }) => alarms,
        () => undefined,
      ),
    ])
    return c.html(renderPage(<OverviewPage view={c.var.view} {...{ house, standing, told }} />))
  })
}

export function OverviewPage({ view, house, standing, told = [] }: Overview & { view: View }) {
  const { words } = view
  const away = (house?.processes ?? []).filter((each) => !each.ready).length
  return (
    <Desk view={view} title={words.console.overview} room="overview">
      {house ? (
        <Notice tone={away === 0 ? 'good' : 'bad'}>
          {away === 0 ? words.console.allWell : words.console.someAway(away)}
        </Notice>
      ) : (
        <Notice tone="bad">{words.errors.awayTitle}</Notice>
      )}
      <Alarms view={view} standing={standing} told={told} />
      <Processes view={view} processes={house?.processes ?? []} />
      <DefinitionList facts={[{ term: words.console.version, detail: house?.version }]} />
    </Desk>
  )
}

interface AlarmsProps {
  view: View
  standing?: Standing
  told: VaultAlarms
}

function Alarms({ view, standing, told }: AlarmsProps) {
  const words = view.words.console
  const seen = standing?.alarms ?? []
  const known = new Set(seen.map(({ id }) => id))
  const others = told.filter(({ id }) => !known.has(id))
  const rows = [...seen, ...others.map((row) => ({ ...row, detail: row.matter ?? '' }))]
  const looked = standing?.lastLook ? view.format.dateTime(new Date(standing.lastLook)) : '–'
  return (
    <section class="stack stack-tight">
      <h2>{words.alarms}</h2>
      {standing ? (
        <p class="soft small">{words.watching(looked)}</p>
      ) : (
        <Notice tone="bad">{words.monitorAway}</Notice>
      )}
      {rows.length === 0 ? (
        <p>{words.alarmsNone}</p>
      ) : (
        <Table
          caption={words.alarms}
          captionUnseen
          columns={[
            { key: 'at', head: words.when, cell: (row) => view.format.dateTime(new Date(row.at)) },
            {
              key: 'kind',
              head: words.alarms,
              cell: (row) => <AlarmName view={view} kind={row.kind} />,
              heading: true,
            },
            { key: 'detail', head: words.detail, cell: (row) => detailOf(row.detail, view) },
          ]}
          rows={rows.toSorted((one, other) => other.at - one.at)}
          rowKey={(row) => row.id}
        />
      )}
    </section>
  )
}

function AlarmName({ view, kind }: { view: View; kind: string }) {
  const name = wordOf(view.words.alarmKinds, kind)
  return kind === 'clock-doubted' ? <a href={pages.clock.path}>{name}</a> : name
}

/** A purpose or kind of record as people call it; what the monitor writes is as it is. */
function detailOf(detail: string, { words }: View): string {
  return wordOf({ ...words.recordKinds, ...words.purposes }, detail)
}

function Processes({ view, processes }: { view: View; processes: ProcessState[] }) {
  const { words, format } = view
  const tone = (row: ProcessState): Tone => (row.ready ? 'good' : 'bad')
  const health = (row: ProcessState) => (row.ready ? words.console.ready : words.console.away)
  const columns: Column<ProcessState>[] = [
    { key: 'name', head: words.console.process, cell: (row) => row.name, heading: true },
    {
      key: 'health',
      head: words.console.health,
      cell: (row) => <StatusDot tone={tone(row)}>{health(row)}</StatusDot>,
    },
    { key: 'pid', head: words.console.pid, cell: (row) => row.pid ?? '–', number: true },
    { key: 'role', head: words.console.role, cell: (row) => row.role ?? '–' },
    {
      key: 'memory',
      head: words.console.memory,
      cell: (row) => (row.memoryBytes === null ? '–' : format.bytes(row.memoryBytes)),
      number: true,
    },
    { key: 'restarts', head: words.console.restarts, cell: (row) => row.restarts, number: true },
    {
      key: 'started',
      head: words.console.started,
      cell: (row) => (row.startedAt ? format.dateTime(new Date(row.startedAt)) : '–'),
    },
  ]
  const caption = words.console.processes
  return <Table {...{ caption, columns }} rows={processes} rowKey={(row) => row.name} />
}
