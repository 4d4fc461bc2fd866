import { wordOf } from '#sites/ui/messages/purposes.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import {
  mostDays,
  openers,
  usualHours,
  usualWindow,
  type WindowChoice,
  type WindowSummary,
  windowQuery,
} from './openings-window.ts'
import { pages } from './routes.ts'

interface PageProps {
  view: View
  choice: WindowChoice
  /** Undefined while what was chosen is no window. */
  summary: WindowSummary | undefined
  now: Date
}

/** How many openings and people, by whom and for what, in a window that an operator chooses. */
export function OpeningsWindowPage({ view, choice, summary, now }: PageProps) {
  const { openingsWindow, console: desk } = view.words
  return (
    <Desk view={view} title={openingsWindow.title} room="openings">
      <p>
        <a class="way-on" href={pages.openings.path}>
          {desk.openings}
        </a>
      </p>
      <p class="soft">{openingsWindow.lead}</p>
      <Picker {...{ view, choice, now }} />
      {summary ? <Counted {...{ view, choice, summary }} /> : null}
    </Desk>
  )
}

function Picker({ view, choice, now }: Omit<PageProps, 'summary'>) {
  const words = view.words.openingsWindow
  const { chosen, problems } = choice
  const { path } = pages.openingsWindow
  const choices = openers.map((value) => ({ value, text: wordOf(view.words.principals, value) }))
  return (
    <form method="get" action={path} class="panel">
      <div class="filters">
        {(['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            name={name}
            type="datetime-local"
            label={words[name]}
            value={chosen[name]}
            problem={problemText(problems[name], view)}
          />
        ))}
        <Select
          name="by"
          label={words.by}
          choices={choices}
          value={chosen.by}
          prompt={words.anybody}
        />
      </div>
      <Buttons>
        <Button>{words.show}</Button>
        {usualHours.map((hours) => (
          <LinkButton
            key={hours}
            kind="plain"
            href={`${path}${windowQuery({ ...usualWindow(hours, now), by: chosen.by })}`}
          >
            {words.lastHours(hours)}
          </LinkButton>
        ))}
      </Buttons>
    </form>
  )
}

type Problem = WindowChoice['problems']['from']

function problemText(problem: Problem, { words }: View): string | undefined {
  const { wrongMoment, wrongOrder, tooLong, tooMuch } = words.openingsWindow
  if (problem === 'moment') return wrongMoment
  if (problem === 'order') return wrongOrder
  if (problem === 'too-much') return tooMuch
  return problem && tooLong(mostDays)
}

type CountedProps = { view: View; choice: WindowChoice; summary: WindowSummary }
type Row = WindowSummary['openings'][number]

function Counted({ view, choice, summary }: CountedProps) {
  const { words, format } = view
  const { openingsWindow } = words
  const { openings, people } = summary
  if (openings.length === 0) {
    return <EmptyState title={openingsWindow.none} hint={openingsWindow.noneHint} />
  }
  const moment = (at: number | undefined) => format.dateTime(new Date(at ?? 0))
  const { window } = choice
  const written = openingsWindow.persons(people, format.number(people))
  const sum = openings.reduce((all, { count }) => all + count, 0)
  const foot = [openingsWindow.together, null, null, format.number(sum), format.number(people)]
  return (
    <section class="section">
      <p role="status">
        {openingsWindow.counted(written, moment(window?.from), moment(window?.to))}
      </p>
      <Table
        caption={openingsWindow.title}
        captionUnseen
        columns={columnsOf(view)}
        rows={openings}
        rowKey={(row) => `${row.principal} ${row.purpose} ${row.kind}`}
        foot={foot}
      />
      <p class="soft small">{openingsWindow.notesPeople}</p>
      <Buttons>
        <LinkButton
          kind="quiet"
          href={`${pages.openingsWindowCsv.path}${windowQuery(choice.chosen)}`}
        >
          {openingsWindow.save}
        </LinkButton>
      </Buttons>
    </section>
  )
}

function columnsOf({ words, format }: View): Column<Row>[] {
  const { openingsWindow, console: desk } = words
  return [
    {
      key: 'purpose',
      head: desk.purpose,
      cell: (row) => wordOf(words.purposes, row.purpose),
      heading: true,
    },
    { key: 'by', head: desk.principal, cell: (row) => wordOf(words.principals, row.principal) },
    { key: 'kind', head: desk.recordKind, cell: (row) => wordOf(words.recordKinds, row.kind) },
    {
      key: 'openings',
      head: openingsWindow.openings,
      cell: (row) => format.number(row.count),
      number: true,
    },
    {
      key: 'people',
      head: openingsWindow.people,
      cell: (row) => format.number(row.people),
      number: true,
    },
  ]
}
