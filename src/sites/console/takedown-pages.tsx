import type { Problems, Typed } from '#lib/form-fields.ts'
import { type TakedownReason, takedownReasons } from '#market/moderation/commands.ts'
import type { Messages } from '#sites/ui/messages.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { TextArea } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { PasskeyForm } from './passkey-form.tsx'
import { problemTexts } from './problems.ts'
import type { WholeWork } from './works.tsx'

type FormPageProps = { view: View; work: WholeWork; typed: Typed; problems: Problems }

export function TakedownFormPage({ view, work, typed, problems }: FormPageProps) {
  const words = view.words.console
  const labels = { reason: words.reason, note: words.note }
  const texts = problemTexts(problems, labels, view.words)
  const choices = takedownReasons.map((value) => ({ value, text: reasonText(value, view.words) }))
  return (
    <Desk view={view} title={words.takeDownTitle} room="works">
      <p>{work.title}</p>
      <p class="soft">{words.takeDownHint}</p>
      <FormProblems problems={texts} />
      <form method="post" action={`/works/${work.id}/takedown/plan`} class="column">
        <input type="hidden" name="requestId" value={typed.requestId} />
        <FormBody>
          <RadioCards
            name="reason"
            label={labels.reason}
            choices={choices}
            value={typed.reason}
            problem={problemOf(texts, 'reason')}
            required
          />
          <TextArea
            name="note"
            label={labels.note}
            hint={words.noteHint}
            value={typed.note}
            problem={problemOf(texts, 'note')}
            maxlength={1000}
            optional
          />
        </FormBody>
        <Buttons>
          <Button>{view.words.shell.continue}</Button>
          <LinkButton kind="quiet" href={`/works/${work.id}`}>
            {view.words.shell.cancel}
          </LinkButton>
        </Buttons>
      </form>
    </Desk>
  )
}

type PlanProps = { view: View; work: WholeWork; challenge: Record<string, unknown> }

/** Exactly what the passkey will confirm. */
export function TakedownPlanPage({ view, work, typed, challenge }: PlanProps & { typed: Typed }) {
  const words = view.words.console
  const { requestId = '', reason = '', note = '' } = typed
  return (
    <Desk view={view} title={words.takeDownTitle} room="works" islands={['passkey.js']}>
      <DefinitionList
        facts={[
          { term: words.works, detail: work.title },
          { term: words.seller, detail: work.seller_name },
          { term: words.reason, detail: reasonText(reason, view.words) },
          { term: words.note, detail: note || null },
        ]}
      />
      <PasskeyForm
        way="get"
        action={`/works/${work.id}/takedown`}
        field="assertion"
        challenge={challenge}
        hidden={{ requestId, reason, note }}
        submit={words.takeDown}
        kind="danger"
        cancelHref={`/works/${work.id}`}
      />
    </Desk>
  )
}

export function LiftPage({ view, work, challenge }: PlanProps) {
  const words = view.words.console
  return (
    <Desk view={view} title={words.takeDownLift} room="works" islands={['passkey.js']}>
      <p>{work.title}</p>
      <PasskeyForm
        way="get"
        action={`/works/${work.id}/lift`}
        field="assertion"
        challenge={challenge}
        submit={words.takeDownLift}
        cancelHref={`/works/${work.id}`}
      />
    </Desk>
  )
}

/** The reason of a take-down as the page says it. */
export function reasonText(reason: string, { console: words }: Messages): string {
  const texts: Record<TakedownReason, string> = {
    rights: words.reasonRights,
    illegal: words.reasonIllegal,
    misleading: words.reasonMisleading,
    harmful: words.reasonHarmful,
    'seller-left': words.reasonSellerLeft,
    other: words.reasonOther,
  }
  return texts[reason as TakedownReason] ?? reason
}
