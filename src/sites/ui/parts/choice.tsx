import type { ComponentChildren } from 'preact'
import { inputClass } from './field.tsx'
import {
  controlAttributes,
  FieldFrame,
  FieldHint,
  FieldMark,
  FieldProblem,
  type FieldWords,
  fieldId,
} from './field-frame.tsx'

export type Choice = { value: string; text: string; hint?: string; disabled?: boolean }

export type SelectProps = FieldWords & {
  choices: readonly Choice[]
  value?: string
  /** Shown first, with an empty value. */
  prompt?: string
  size?: 'short' | 'middle' | 'full'
}

/** One of many, as the platform's own list. */
export function Select({ choices, value, prompt, size, ...words }: SelectProps) {
  return (
    <FieldFrame words={words}>
      <select class={`${inputClass(size)} select`} {...controlAttributes(words)}>
        {prompt === undefined ? null : <option value="">{prompt}</option>}
        {choices.map((choice) => (
          <option
            key={choice.value}
            value={choice.value}
            selected={choice.value === value}
            disabled={choice.disabled}
          >
            {choice.text}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

export type CheckboxProps = FieldWords & { checked?: boolean; value?: string }

/** Yes or no. */
export function Checkbox({ checked, value = 'yes', ...words }: CheckboxProps) {
  return (
    <div class="check">
      <input type="checkbox" value={value} checked={checked} {...controlAttributes(words)} />
      <label for={fieldId(words)}>
        {words.label}
        <FieldMark required={words.required} optional={words.optional} />
      </label>
      <FieldHint words={words} />
      <FieldProblem words={words} />
    </div>
  )
}

export type RadioCardsProps = FieldWords & {
  choices: readonly (Choice & { end?: ComponentChildren })[]
  value?: string
}

/** One of few, each explained: ways to pay, kinds of shop, reasons. */
export function RadioCards({ choices, value, ...words }: RadioCardsProps) {
  const id = fieldId(words)
  const described = [words.hint && `${id}-hint`, words.problem && `${id}-problem`].filter(Boolean)
  return (
    <fieldset class="field" aria-describedby={described.join(' ') || undefined}>
      <legend class="field-label">
        {words.label}
        <FieldMark required={words.required} optional={words.optional} />
      </legend>
      <FieldHint words={words} />
      <div class="radio-cards">
        {choices.map((choice, index) => (
          <label class="radio-card" key={choice.value}>
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${choice.value}`}
              name={words.name}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled}
              required={words.required}
            />
            <span class="radio-card-text">{choice.text}</span>
            {choice.end ? <span>{choice.end}</span> : null}
            {choice.hint ? <span class="radio-card-hint">{choice.hint}</span> : null}
          </label>
        ))}
      </div>
      <FieldProblem words={words} />
    </fieldset>
  )
}
