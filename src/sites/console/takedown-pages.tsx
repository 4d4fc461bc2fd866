import type { Problems, Typed } from '#lib/form-fields.ts'
import { takedownReasons } from '#market/moderation/commands.ts'
import { reasonTexts } from '#sites/ui/messages/reasons.ts'
import type { Messages } from '#sites/ui/messages.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { TextArea } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import type { View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { Desk } from './desk.tsx'
import type { WholeWork } from './works.tsx'

type FormPageProps = { view: View; work: WholeWork; typed: Typed; problems: Problems }

export function TakedownPage({ view, work, typed, problems }: FormPageProps) {
  const words = view.words.console
  const labels = { reason: words.reason, note: words.note }
  const texts = problemTexts(problems, labels, view.words)
  const choices = takedownReasons.map((value) => ({ value, text: reasonText(value, view.words) }))
  return (
    <Desk view={view} title={words.takeDownTitle} room="works" islands={['passkey.js']}>
      <p>{work.title}</p>
      <p class="soft">{words.takeDownHint}</p>
      <FormProblems problems={texts} />
      <PasskeyForm
        kind="get"
        action={`/works/${work.id}/takedown`}
        challenge={`/works/${work.id}/takedown/challenge`}
        hidden={{ requestId: typed.requestId ?? '' }}
      >
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
          <Buttons>
            <Button kind="danger">{words.takeDown}</Button>
            <LinkButton kind="quiet" href={`/works/${work.id}`}>
              {view.words.shell.cancel}
            </LinkButton>
          </Buttons>
        </FormBody>
      </PasskeyForm>
    </Desk>
  )
}

export function LiftPage({ view, work }: { view: View; work: WholeWork }) {
  const words = view.words.console
  return (
    <Desk view={view} title={words.takeDownLift} room="works" islands={['passkey.js']}>
      <p>{work.title}</p>
      <PasskeyForm
        kind="get"
        action={`/works/${work.id}/lift`}
        challenge={`/works/${work.id}/lift/challenge`}
      >
        <Buttons>
          <Button>{words.takeDownLift}</Button>
          <LinkButton kind="quiet" href={`/works/${work.id}`}>
            {view.words.shell.cancel}
          </LinkButton>
        </Buttons>
      </PasskeyForm>
    </Desk>
  )
}

/** The reason of a take-down as the page says it. */
export function reasonText(reason: string, words: Messages): string {
  const texts: Record<string, string> = reasonTexts(words)
  return texts[reason] ?? reason
}
