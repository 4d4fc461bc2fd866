import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { EmptyState, Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import type { KeptRecord, Opening } from './kept.ts'
import { fieldName, fieldValue, kindName, kindPurpose } from './kind-words.ts'
import { Openings } from './openings-page.tsx'

interface OwnDataProps {
  view: View
  origins: Origins
  records: readonly KeptRecord[]
  /** Where the records go on; null on the last page. */
  next: string | null
  openings: readonly Opening[]
  /** By which the market can mean this person without a name. */
  code: string
  holds: readonly { until: number }[]
}

/** What is kept, why and how long; who opened it; taking it along; having it erased. */
export function OwnDataPage(props: OwnDataProps) {
  const { view, origins, records, next, openings, code, holds } = props
  const { ownData, shell } = view.words
  const rest = next === null ? undefined : `${pages.data.path}?after=${next}`
  return (
    <MemberShell room="data" view={view} origins={origins} title={ownData.title}>
      <PageHead title={ownData.title} lead={ownData.lead} />
      <HeldNotice view={view} holds={holds} />
      <section class="section">
        <h2>{ownData.kept}</h2>
        {records.length === 0 ? <EmptyState title={ownData.keptNone} /> : null}
        {records.map((record) => (
          <Kept key={keyOf(record)} record={record} />
        ))}
        <CursorPages next={rest} />
      </section>
      <section class="section">
        <div class="section-head">
          <h2>{ownData.openings}</h2>
          <a href={pages.openings.path}>{shell.seeAll}</a>
        </div>
        <p class="soft">{ownData.openingsLead}</p>
        <Openings openings={openings} />
      </section>
      <Code view={view} code={code} />
      <section class="section">
        <h2>{ownData.export}</h2>
        <p class="soft">{ownData.exportHint}</p>
        <form method="post" action={posts.exportData.path}>
          <Button kind="quiet">{ownData.exportDo}</Button>
        </form>
      </section>
      <section class="section">
        <h2>{ownData.erase}</h2>
        <p class="soft">{ownData.eraseHint}</p>
        <div class="buttons">
          <LinkButton kind="quiet" href={pages.erasure.path}>
            {ownData.erasePlanSee}
          </LinkButton>
        </div>
      </section>
    </MemberShell>
  )
}

function Code({ view, code }: Pick<OwnDataProps, 'view' | 'code'>) {
  const { ownData } = view.words
  return (
    <section class="section">
      <h2>{ownData.code}</h2>
      <p>
        <code>{`${code.slice(0, 4)} ${code.slice(4)}`}</code>
      </p>
      <p class="soft">{ownData.codeHint}</p>
    </section>
  )
}

function HeldNotice({ view, holds }: Pick<OwnDataProps, 'view' | 'holds'>) {
  if (holds.length === 0) return null
  const { ownData } = view.words
  const last = new Date(Math.max(...holds.map(({ until }) => until)))
  return (
    <Notice title={ownData.heldTitle}>
      <p>{ownData.heldUntil(view.format.date(last))}</p>
    </Notice>
  )
}

function keyOf(record: KeptRecord): string {
  const fields = record.fields.map(({ name, value }) => `${name}=${value}`)
  return [record.kind, record.about, record.keptSince, ...fields].join(' ')
}

function Kept({ record }: { record: KeptRecord }) {
  const { words, format, locale } = useView()
  const { ownData, order } = words
  const until = record.keptUntil
  return (
    <article class="panel">
      <h3>{kindName(record.kind, words)}</h3>
      <DefinitionList
        facts={[
          ...record.fields.map((field) => ({
            term: fieldName(record.kind, field.name, words, locale),
            detail: <span class="lines">{fieldValue(field, locale)}</span>,
          })),
          { term: order.number, detail: record.about },
          { term: ownData.why, detail: kindPurpose(record.kind, locale) },
          { term: ownData.since, detail: format.date(new Date(record.keptSince)) },
          {
            term: ownData.until,
            detail: until === null ? wordsOf(locale).untilErased : format.date(new Date(until)),
          },
        ]}
      />
    </article>
  )
}
