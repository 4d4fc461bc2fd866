import { wordOf } from '#sites/ui/messages/purposes.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import type { Opening } from './kept.ts'
import { kindName, openerName } from './kind-words.ts'

interface OpeningsPageProps {
  view: View
  origins: Origins
  openings: readonly Opening[]
  /** The number before which older ones stand; undefined on the last page. */
  older: number | undefined
}

/** Every opening of a member's data, newest first, a page at a time. */
export function OpeningsPage({ view, origins, openings, older }: OpeningsPageProps) {
  const { ownData } = view.words
  const next = older === undefined ? undefined : `${pages.openings.path}?before=${older}`
  return (
    <MemberShell room="data" view={view} origins={origins} title={ownData.openings}>
      <header class="page-head">
        <h1>{ownData.openings}</h1>
        <p class="lead">{ownData.openingsLead}</p>
      </header>
      <Openings openings={openings} />
      <CursorPages next={next} />
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

/** Who opened what, why, when, and under which number of the public log. */
export function Openings({ openings }: { openings: readonly Opening[] }) {
  const { words, format } = useView()
  const { ownData } = words
  if (openings.length === 0) return <EmptyState title={ownData.openingsNone} />
  return (
    <Table
      caption={ownData.openings}
      captionUnseen
      rows={openings}
      rowKey={(row) => String(row.entry)}
      columns={[
        {
          key: 'when',
          head: ownData.when,
          heading: true,
          cell: ({ at }) => format.dateTime(new Date(at)),
        },
        { key: 'who', head: ownData.who, cell: (row) => openerName(row, words) },
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
          cell: ({ entry }) => (
            <form method="post" action={posts.proveOpening.path}>
              <Button
                kind="plain"
                name="entry"
                value={String(entry)}
                label={ownData.proofOf(entry)}
              >
                {ownData.proofSave}
              </Button>
            </form>
          ),
        },
      ]}
    />
  )
}
