import { isRefusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { type TemplateName, templates } from './templates.ts'

interface Written {
  template: string
  facts: object
}

/** After every letter that waits, so it is in nobody's way; no column is needed for it. */
const farDay = new Date('9999-12-31T00:00:00Z')
const atOnce = 500

const lettersSetAside = {
  name: 'letters-set-aside',
  text: `select id, template, facts from letters
    where finished_at is null and due_at = $1 and id > $2 order by id limit $3`,
}

/** Whether this release has the letter's template, and the facts are that template's. */
export function isReadable({ template, facts }: Written): boolean {
  if (!Object.hasOwn(templates, template)) return false
  try {
    templates[template as TemplateName].facts.parse(facts, 'facts')
    return true
  } catch (error) {
    if (isRefusal(error, 'bad-input')) return false
    throw error
  }
}

/**
 * Keeps back a letter of a newer release, so that those behind it go on; operators hear of it.
 * The alarm comes first: where it fails, the letter is looked at again.
 */
export async function setAside(
  core: Core,
  letter: { id: string; template: string; subject: string | null },
): Promise<void> {
  const { id, subject } = letter
  const kind = letter.template.slice(0, 40)
  await core.alarms.raise('letter-set-aside', kind)
  await core.append({
    writes: { delayLetters: [{ id, due_at: farDay.toISOString() }] },
    entries: [{ principal: 'vault', purpose: 'letter-set-aside', kind, subject, about: id }],
  })
}

/** Lets those go that an older release set aside and this one can read. Gives how many. */
export async function takeUpSetAside(core: Core): Promise<number> {
  const due_at = core.clock().toISOString()
  let count = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    type Row = Written & { id: string }
    const rows = await core.db.rows<Row>(lettersSetAside, [farDay, after, atOnce])
    const delayLetters = rows.filter(isReadable).map(({ id }) => ({ id, due_at }))
    if (delayLetters.length > 0) await core.append({ writes: { delayLetters } })
    count += delayLetters.length
    if (rows.length < atOnce) return count
    after = rows.at(-1)!.id
  }
}
