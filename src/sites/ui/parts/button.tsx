import type { ComponentChildren } from 'preact'

export type ButtonLook = {
  /** One `primary` per view; `danger` only where something is lost. */
  kind?: 'primary' | 'quiet' | 'danger' | 'plain'
  wide?: boolean
  large?: boolean
}

export type ButtonProps = ButtonLook & {
  children: ComponentChildren
  type?: 'submit' | 'button' | 'reset'
  name?: string
  value?: string
  id?: string
  form?: string
  formaction?: string
  disabled?: boolean
  /** Sends the form as it stands, for a button that only shows more of it. */
  formnovalidate?: boolean
  /** Where the visible words do not say which one: `Take out Moby Dick`. */
  label?: string
  /** Islands find their buttons by this. */
  data?: Record<`data-${string}`, string>
}

/** A form's button. Submits unless told otherwise. */
export function Button({ kind, wide, large, children, label, data, ...rest }: ButtonProps) {
  return (
    <button
      class={buttonClass({ kind, wide, large })}
      aria-label={label}
      {...rest}
      type={rest.type ?? 'submit'}
      {...data}
    >
      {children}
    </button>
  )
}

export type LinkButtonProps = ButtonLook & {
  href: string
  children: ComponentChildren
  rel?: string
  download?: boolean | string
  label?: string
}

/** A link that looks like a button, for going somewhere; it changes nothing. */
export function LinkButton({ kind, wide, large, href, children, label, ...rest }: LinkButtonProps) {
  return (
    <a href={href} class={buttonClass({ kind, wide, large })} aria-label={label} {...rest}>
      {children}
    </a>
  )
}

/** Buttons side by side, wrapping on a phone. Not printed. */
export function Buttons({ children }: { children: ComponentChildren }) {
  return <div class="buttons">{children}</div>
}

function buttonClass({ kind = 'primary', wide, large }: ButtonLook): string {
  const names = ['button']
  if (kind !== 'primary') names.push(`button-${kind}`)
  if (wide) names.push('button-wide')
  if (large) names.push('button-large')
  return names.join(' ')
}
