import type { ComponentChildren } from 'preact'
import { useView } from '../view.ts'
import { fieldId } from './field-frame.tsx'

export type FieldSetProps = { legend: string; hint?: string; children: ComponentChildren }

/** Fields that belong together, under one name. */
export function FieldSet({ legend, hint, children }: FieldSetProps) {
  return (
    <fieldset class="field-set">
      <legend>{legend}</legend>
      <div class="field-set-body">
        {hint ? <p class="field-hint">{hint}</p> : null}
        {children}
      </div>
    </fieldset>
  )
}

/** `field` is the form field's name; without one the problem is the whole form's. */
export type FormProblem = { field?: string; text: string }

/**
 * What is wrong, above the form, each line leading to its field. Takes the focus when the page
 * opens, so that it is read out first. Nothing when there is no problem.
 */
export function FormProblems({ problems }: { problems: readonly FormProblem[] }) {
  const { words } = useView()
  if (problems.length === 0) return null
  return (
    <div
      class="form-problems"
      role="alert"
      id="problems"
      tabIndex={-1}
      autofocus
      aria-labelledby="problems-title"
    >
      <h2 id="problems-title">{words.shell.problemsTitle(problems.length)}</h2>
      <ul class="problem-list">
        {problems.map((problem) => (
          <li key={problem.text}>
            {problem.field ? (
              <a href={`#${fieldId({ name: problem.field })}`}>{problem.text}</a>
            ) : (
              problem.text
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The problem of one field, for its `problem` prop. */
export function problemOf(problems: readonly FormProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text
}

/** Fields one below the other, with room between. For inside a `<form>`. */
export function FormBody({ children }: { children: ComponentChildren }) {
  return <div class="form">{children}</div>
}

export type CodeInputProps = {
  name: string
  label: string
  hint?: string
  problem?: string
  value?: string
  /** A sign-in code has eight characters. */
  length?: number
}

/** The code from a mail; the browser or phone may offer it by itself. */
export function CodeInput({ name, label, hint, problem, value, length = 8 }: CodeInputProps) {
  const id = fieldId({ name })
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {hint ? (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      <input
        class="input code-input"
        id={id}
        name={name}
        type="text"
        value={value}
        required
        maxlength={length * 2}
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
        inputmode="text"
        lang="en"
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
      />
      {problem ? (
        <span class="field-problem" id={`${id}-problem`}>
          {problem}
        </span>
      ) : null}
    </div>
  )
}
