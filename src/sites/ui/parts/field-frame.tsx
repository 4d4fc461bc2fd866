import type { ComponentChildren } from 'preact'
import { useView } from '../view.ts'

export type FieldWords = {
  name: string
  label: string
  hint?: string
  /** What is wrong and what to do, in the visitor's language. */
  problem?: string
  required?: boolean
  /** Says "optional" beside the label; the default says "required" where it is. */
  optional?: boolean
  /** Only where two forms of a page have a field of the same name. */
  id?: string
}

/** The id that labels, problems and the summary above the form all point to. */
export function fieldId({ name, id }: { name: string; id?: string }): string {
  return id ?? `field-${name}`
}

/** What the control itself needs so that label, hint and problem are read out with it. */
export function controlAttributes(words: FieldWords) {
  const id = fieldId(words)
  const described = [words.hint && `${id}-hint`, words.problem && `${id}-problem`].filter(Boolean)
  return {
    id,
    name: words.name,
    required: words.required || undefined,
    'aria-invalid': words.problem ? true : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  } as const
}

/** Label above, hint below it, control, problem. */
export function FieldFrame({
  words,
  children,
}: {
  words: FieldWords
  children: ComponentChildren
}) {
  return (
    <div class="field">
      <label class="field-label" for={fieldId(words)}>
        {words.label}
        <FieldMark required={words.required} optional={words.optional} />
      </label>
      <FieldHint words={words} />
      {children}
      <FieldProblem words={words} />
    </div>
  )
}

export function FieldMark({ required, optional }: { required?: boolean; optional?: boolean }) {
  const { words } = useView()
  if (required) return <span class="field-mark field-mark-required">{words.shell.required}</span>
  if (optional) return <span class="field-mark">{words.shell.optional}</span>
  return null
}

export function FieldHint({ words }: { words: FieldWords }) {
  if (!words.hint) return null
  return (
    <span class="field-hint" id={`${fieldId(words)}-hint`}>
      {words.hint}
    </span>
  )
}

export function FieldProblem({ words }: { words: FieldWords }) {
  if (!words.problem) return null
  return (
    <span class="field-problem" id={`${fieldId(words)}-problem`}>
      {words.problem}
    </span>
  )
}
