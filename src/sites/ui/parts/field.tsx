import type { JSX } from 'preact'
import { controlAttributes, FieldFrame, type FieldWords } from './field-frame.tsx'

export type FieldProps = FieldWords & {
  /** What was typed, kept after a refusal. */
  value?: string
  type?: 'text' | 'email' | 'search' | 'number' | 'url' | 'tel' | 'file' | 'date' | 'datetime-local'
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'search' | 'url' | 'tel'
  maxlength?: number
  pattern?: string
  accept?: string
  multiple?: boolean
  placeholder?: string
  autofocus?: boolean
  spellcheck?: boolean
  size?: 'short' | 'middle' | 'full'
  /** Said after the control: `円`. */
  unit?: string
  /** Language of what is typed, where it is not the page's. */
  lang?: string
}

/** One line of text. */
export function Field(props: FieldProps) {
  const { name, label, hint, problem, required, optional, id, size, unit, type, ...control } = props
  const words = { name, label, hint, problem, required, optional, id }
  // Preact types `input` as one type per `type`; a field that may be any of them needs the claim.
  const attributes = {
    type: type ?? 'text',
    ...control,
    ...controlAttributes(words),
  } as JSX.IntrinsicElements['input']
  const input = <input {...attributes} class={inputClass(size)} />
  return (
    <FieldFrame words={words}>
      {unit ? (
        <span class="input-with-unit">
          {input}
          <span>{unit}</span>
        </span>
      ) : (
        input
      )}
    </FieldFrame>
  )
}

export type TextAreaProps = FieldWords & {
  value?: string
  rows?: number
  maxlength?: number
  placeholder?: string
  lang?: string
}

/** Several lines of text. */
export function TextArea(props: TextAreaProps) {
  const { name, label, hint, problem, required, optional, id, value, ...control } = props
  const words = { name, label, hint, problem, required, optional, id }
  return (
    <FieldFrame words={words}>
      <textarea class="input" {...control} {...controlAttributes(words)}>
        {value}
      </textarea>
    </FieldFrame>
  )
}

export function inputClass(size: 'short' | 'middle' | 'full' = 'full'): string {
  return size === 'full' ? 'input' : `input input-${size}`
}
