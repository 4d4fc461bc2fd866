import type { Problems } from '#lib/form-fields.ts'
import { isRefusalCode } from '#lib/refusal.ts'
import type { Messages } from '#sites/ui/messages.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'

/** A form's problems as sentences, each leading to its field. */
export function problemTexts(
  problems: Problems,
  labels: Readonly<Record<string, string>>,
  words: Messages,
): FormProblem[] {
  return Object.entries(problems).map(([field, problem]) => ({
    field: labels[field] === undefined ? undefined : field,
    text: sentence(problem, labels[field] ?? '', words),
  }))
}

function sentence(problem: string, label: string, { fields, refusals, studio }: Messages): string {
  const [word, number] = problem.split(':')
  if (word === 'missing') return fields.missing(label)
  if (word === 'choose') return fields.choose(label)
  if (word === 'tooLong') return fields.tooLong(Number(number))
  if (word === 'handle') return fields.handle
  if (word === 'handle-taken') return studio.handleTaken
  if (word === 'tags') return studio.tagsHint
  if (word === 'price') return fields.atLeast('50')
  return isRefusalCode(word) ? refusals[word] : fields.invalid
}
