import { wordOf } from '#sites/ui/messages/purposes.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import type { Opening } from './kept.ts'
import { kindName, openerName, openerOf, openers } from './kind-words.ts'
import { filterQuery, type OpeningsFilter } from './openings-filter.ts'

interface OpeningsPageProps {
  view: View
  origins: Origins
  filter: OpeningsFilter
  openings: readonly Opening[]
  /** The number before which older ones stand; undefined on the last page. */
  older: number | undefined
  isFirst: boolean
}

/** Openings of a member's data that they asked to see, newest first, a page at a time. */
export function OpeningsPage(props: OpeningsPageProps) {
  const { view, origins, filter, openings, older, isFirst } = props
  const { ownData } = view.words
  const { path } = pages.openings
  const next = older === undefined ? undefined : `${path}${filterQuery(filter, older)}`
  const isAll = filter.like === null && filter.problems.length === 0
  return (
    <MemberShell room="data" view={view} origins={origins} title={ownData.openings}>
      <PageHead title={ownData.openings} lead={ownData.openingsLead} />
      <Explained view={view} />
      <Filter view={view} filter={filter} />
      {openings.length === 0 && !isAll ? (
        <EmptyState title={ownData.openingsNoneLike} hint={ownData.openingsNoneLikeHint} />
      ) : (
        <Openings openings={openings} />
      )}
      <CursorPages next={next} />
      {isFirst ? null : (
        <p>
          <a class="way-on" href={`${path}${filterQuery(filter)}`}>
            {ownData.openingsNewest}
          </a>
        </p>
      )}
      <section class="section">
        <h2>{ownData.proofs}</h2>
        <p class="soft">{ownData.proofsHint}</p>
        <form method="post" action={posts.proofKeys.path}>
          <Button kind="quiet">{ownData.proofKeys}</Button>
        </form>
      </section>
    </MemberShell>
  )
}

function Explained({ view }: { view: View }) {
  const { ownData } = view.words
  return (
    <details class="panel">
      <summary>{ownData.openingsWhat}</summary>
      <ul class="stack stack-tight">
        {[ownData.openingsWhat1, ownData.openingsWhat2, ownData.openingsWhat3].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  )
}

function Filter({ view, filter }: { view: View; filter: OpeningsFilter }) {
  const { words } = view
  const { ownData, fields, purposes } = words
  const { chosen, problems } = filter
  const listed = Object.entries(purposes).filter(([name]) => !notOfMembers.includes(name))
  const whys = listed.map(([value, text]) => ({ value, text }))
  const whos = openers.map((value) => ({ value, text: openerName(value, words) }))
  return (
    <form method="get" action={pages.openings.path} class="panel">
      <div class="filters">
        <Select
          name="purpose"
          label={ownData.reason}
          choices={whys}
          value={chosen.purpose}
          prompt={ownData.any}
        />
        <Select
          name="by"
          label={ownData.who}
          choices={whos}
          value={chosen.by}
          prompt={ownData.any}
        />
        {(['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            name={name}
            type="date"
            label={name === 'from' ? ownData.fromDay : ownData.toDay}
            value={chosen[name]}
            problem={problems.includes(name) ? fields.invalid : undefined}
          />
        ))}
      </div>
      <Buttons>
        <Button kind="quiet">{ownData.filter}</Button>
        {filterQuery(filter) === '' ? null : (
          <LinkButton kind="plain" href={pages.openings.path}>
            {ownData.filterNone}
          </LinkButton>
        )}
      </Buttons>
    </form>
  )
}

/** Opens no member's record. */
const notOfMembers = ['operators']

/** Who opened what, why, when, and under which number of the public log. */
export function Openings({ openings }: { openings: readonly Opening[] }) {
  const view = useView()
  const { ownData } = view.words
  if (openings.length === 0) return <EmptyState title={ownData.openingsNone} />
  return (
    <Table
      caption={ownData.openings}
      captionUnseen
      rows={openings}
      rowKey={(row) => String(row.entry)}
      columns={columnsOf(view)}
    />
  )
}

function columnsOf({ words, format }: View): Column<Opening>[] {
  const { ownData } = words
  return [
    {
      key: 'when',
      head: ownData.when,
      heading: true,
      cell: ({ at }) => format.dateTime(new Date(at)),
    },
    {
      key: 'who',
      head: ownData.who,
      cell: ({ purpose }) => openerName(openerOf(purpose), words),
    },
    { key: 'what', head: ownData.what, cell: ({ kind }) => kindName(kind, words) },
    {
      key: 'why',
      head: ownData.reason,
      cell: ({ purpose }) => wordOf(words.purposes, purpose),
    },
    {
      key: 'entry',
      head: ownData.logEntry,
      number: true,
      cell: ({ entry }) => format.number(entry),
    },
    {
      key: 'proof',
      head: ownData.proof,
      headUnseen: true,
      tight: true,
      cell: ({ entry }) => <SaveProof entry={entry} />,
    },
  ]
}

function SaveProof({ entry }: { entry: number }) {
  const { ownData } = useView().words
  return (
    <form method="post" action={posts.proveOpening.path}>
      <Button kind="plain" name="entry" value={String(entry)} label={ownData.proofOf(entry)}>
        {ownData.proofSave}
      </Button>
    </form>
  )
}
