import type { Problems } from '#lib/form-fields.ts'
import { isRefusalCode, type Refusal } from '#lib/refusal.ts'
import type { Messages } from '#sites/ui/messages.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'

/** What each field is called on the page, for sentences about it. */
export type Labels = Readonly<Record<string, string>>

/**
 * A form's problems as sentences. One of a field that nobody sees is said only when there is no
 * other: what people can mend comes first.
 */
export function problemTexts(problems: Problems, labels: Labels, words: Messages): FormProblem[] {
  const all = Object.entries(problems)
  const seen = all.filter(([field]) => labels[field] !== undefined)
  if (seen.length > 0) {
    return seen.map(([field, problem]) => ({
      field,
      text: sentence(problem, labels[field] ?? '', words),
    }))
  }
  return all.slice(0, 1).map(([, problem]) => ({ text: sentence(problem, '', words) }))
}

/** The "no" of another process as a problem of the whole form. */
export function refusalText(refusal: Refusal, words: Messages, field?: string): FormProblem[] {
  const { code } = refusal
  const { left } = refusal.details
  if (code !== 'wrong-code' || left === undefined) return [{ field, text: words.refusals[code] }]
  const text = left > 0 ? words.signIn.triesLeft(left) : words.refusals['too-many-tries']
  return [{ field, text }]
}

function sentence(problem: string, label: string, words: Messages): string {
  const { fields, refusals, studio } = words
  const [word, number] = problem.split(':')
  if (word === 'missing') return fields.missing(label)
  if (word === 'choose') return fields.choose(label)
  if (word === 'tooLong') return fields.tooLong(Number(number))
  if (word === 'tooMany') return fields.tooMany(Number(number))
  if (word === 'email') return fields.email
  if (word === 'postal-code') return fields.postalCode
  if (word === 'wholeNumber') return fields.wholeNumber(label)
  if (word === 'code') return fields.code
  if (word === 'handle') return fields.handle
  if (word === 'handle-taken') return studio.handleTaken
  if (word === 'tags') return studio.tagsHint
  if (word === 'price') return fields.atLeast(label, '50')
  return isRefusalCode(word) ? refusals[word] : fields.invalid
}
