import type { ComponentChildren } from 'preact'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { useView } from '#sites/ui/view.ts'

export type PasskeyFormProps = {
  /** `get` proves a passkey one has, `create` makes a new one. */
  way: 'get' | 'create'
  action: string
  /** The hidden field that the island fills. */
  field: 'assertion' | 'enrolment'
  /** Where the island asks for a challenge at the press of the button. */
  challengeUrl?: string
  /** Or the challenge itself, when it is bound to an act shown on this page. */
  challenge?: Readonly<Record<string, unknown>>
  hidden?: Readonly<Record<string, string>>
  submit: string
  kind?: 'primary' | 'danger'
  cancelHref?: string
  children?: ComponentChildren
}

/** A form whose button asks for the passkey first; the island `passkey.island` does the asking. */
export function PasskeyForm(props: PasskeyFormProps) {
  const { words } = useView()
  return (
    <form
      method="post"
      action={props.action}
      class="form"
      data-passkey={props.way}
      data-field={props.field}
      data-challenge-url={props.challengeUrl}
      data-challenge={props.challenge ? JSON.stringify(props.challenge) : undefined}
      data-failed={words.signIn.passkeyFailed}
    >
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name={props.field} value="" />
      {props.children}
      <p class="field-problem" role="alert" data-part="problem" hidden />
      <Buttons>
        <Button kind={props.kind}>{props.submit}</Button>
        {props.cancelHref ? (
          <LinkButton kind="quiet" href={props.cancelHref}>
            {words.shell.cancel}
          </LinkButton>
        ) : null}
      </Buttons>
    </form>
  )
}
