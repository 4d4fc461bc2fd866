import type { ComponentChildren } from 'preact'
import { useView } from '../view.ts'
import { Button, Buttons, LinkButton } from './button.tsx'

export type ConfirmProps = {
  title: string
  /** Of the title; 2 where the page has its own. */
  level?: 1 | 2
  /** What will happen, in full, before it happens. */
  children: ComponentChildren
  action: string
  /** What the form carries besides the press itself. */
  hidden?: Readonly<Record<string, string>>
  submit: string
  kind?: 'primary' | 'danger'
  cancelHref: string
  cancel?: string
}

/** A page that asks once more. Works without JavaScript, so there are no dialogs. */
export function Confirm(props: ConfirmProps) {
  const { words } = useView()
  const Title = props.level === 2 ? 'h2' : 'h1'
  return (
    <section class="panel column column-centre">
      <Title>{props.title}</Title>
      <div class="stack stack-tight">{props.children}</div>
      <form method="post" action={props.action}>
        {Object.entries(props.hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Buttons>
          <Button kind={props.kind}>{props.submit}</Button>
          <LinkButton kind="quiet" href={props.cancelHref}>
            {props.cancel ?? words.shell.cancel}
          </LinkButton>
        </Buttons>
      </form>
    </section>
  )
}
