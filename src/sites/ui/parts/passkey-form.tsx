import type { ComponentChildren } from 'preact'
import { useView } from '../view.ts'

export type PasskeyFormProps = {
  /** `get` confirms with a passkey and fills `assertion`; `create` makes one, `enrolment`. */
  kind: 'get' | 'create'
  action: string
  /** Where the island gets the challenge; it sends what is typed in this form along. */
  challenge: string
  /** Also offers passkeys in the list of a field with `autocomplete="… webauthn"`. */
  quietly?: boolean
  /** For `create`: by what the device's list of passkeys shows this account. */
  owner?: string
  hidden?: Readonly<Record<string, string>>
  /** Fields, and the button. */
  children: ComponentChildren
}

/** A form that is sent with a passkey; hidden until `passkey.js` is there to ask for it. */
export function PasskeyForm(props: PasskeyFormProps) {
  const { words, marketName } = useView()
  return (
    <form
      method="post"
      action={props.action}
      class="form"
      hidden
      data-passkey={props.kind}
      data-challenge={props.challenge}
      data-passkey-quietly={props.quietly ? '' : undefined}
      data-market={marketName}
      data-owner={props.owner}
    >
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name={props.kind === 'get' ? 'assertion' : 'enrolment'} value="" />
      {props.children}
      <p
        class="field-problem"
        role="alert"
        data-part="problem"
        data-cancelled={words.signIn.passkeyCancelled}
        data-failed={words.signIn.passkeyRefused}
        hidden
      />
    </form>
  )
}
