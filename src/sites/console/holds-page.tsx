import type { Problems, Typed } from '#lib/form-fields.ts'
import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import type { View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { type HoldReason, holdReasons } from '#trust/identity/acts.ts'
import type { VaultForConsole } from '#trust/vault/client.ts'
import { Desk } from './desk.tsx'
import { holdDays, posts } from './routes.ts'

type Hold = Awaited<ReturnType<VaultForConsole['holds']>>['holds'][number]
type PageProps = { view: View; rows: Hold[]; typed: Typed; problems: Problems }

/** Every live hold, without whose it is, and the form for another. */
export function HoldsPage({ view, rows, typed, problems }: PageProps) {
  const words = view.words.console
  return (
    <Desk view={view} title={words.holds} room="holds" islands={['passkey.js']}>
      <p class="soft">{words.holdsLead}</p>
      <Holds view={view} rows={rows} />
      <section class="section">
        <h2>{words.holdSet}</h2>
        <HoldFormPart {...{ view, typed, problems }} />
      </section>
    </Desk>
  )
}

function Holds({ view, rows }: { view: View; rows: Hold[] }) {
  const { words, format } = view
  if (rows.length === 0) return <EmptyState title={words.console.holdsNone} />
  const columns: Column<Hold>[] = [
    { key: 'set', head: words.console.when, cell: (row) => format.dateTime(new Date(row.setAt)) },
    {
      key: 'reason',
      head: words.console.reason,
      cell: (row) => holdReasonText(row.reason, view),
      heading: true,
    },
    { key: 'until', head: words.ownData.until, cell: (row) => format.date(new Date(row.until)) },
    {
      key: 'lift',
      head: words.console.holdLift,
      headUnseen: true,
      cell: (row) => (
        <PasskeyForm
          kind="get"
          action={posts.liftHold.path}
          challenge={posts.liftHoldChallenge.path}
          hidden={{ hold: row.id }}
        >
          <Button kind="quiet">{words.console.holdLift}</Button>
        </PasskeyForm>
      ),
    },
  ]
  const caption = words.console.holds
  return <Table {...{ caption, columns, rows }} captionUnseen rowKey={(row) => row.id} />
}

function HoldFormPart({ view, typed, problems }: Omit<PageProps, 'rows'>) {
  const words = view.words.console
  const labels = { about: words.holdAbout, reason: words.reason, days: words.holdDays }
  const texts = problemTexts(problems, labels, view.words)
  const reasons = holdReasons.map((value) => ({ value, text: holdReasonText(value, view) }))
  const days = holdDays.map((value) => ({ value, text: words.holdDaysOf(Number(value)) }))
  return (
    <PasskeyForm
      kind="get"
      action={posts.setHold.path}
      challenge={posts.setHoldChallenge.path}
      hidden={{ requestId: typed.requestId ?? '', from: typed.from ?? '' }}
    >
      <FormProblems problems={texts} />
      <FormBody>
        <Field
          name="about"
          label={labels.about}
          hint={words.holdAboutHint}
          value={typed.about}
          problem={problemOf(texts, 'about')}
          maxlength={60}
          spellcheck={false}
          required
        />
        <Select
          name="reason"
          label={labels.reason}
          choices={reasons}
          value={typed.reason}
          problem={problemOf(texts, 'reason')}
          required
        />
        <Select
          name="days"
          label={labels.days}
          choices={days}
          value={typed.days ?? '90'}
          problem={problemOf(texts, 'days')}
          required
        />
        <Buttons>
          <Button>{words.holdSet}</Button>
        </Buttons>
      </FormBody>
    </PasskeyForm>
  )
}

function holdReasonText(reason: HoldReason, { words }: View): string {
  const texts: Record<HoldReason, string> = {
    dispute: words.console.holdDispute,
    court: words.console.holdCourt,
    authority: words.console.holdAuthority,
    investigation: words.console.holdInvestigation,
  }
  return texts[reason]
}
