import { purposes } from '#sites/ui/messages/purposes.ts'
import type { AccountsNeeds } from '../needs.ts'
import { type Opener, openerOf, openers } from './kind-words.ts'

type Like = NonNullable<Parameters<AccountsNeeds['vault']['myOpenings']>[0]['like']>
type Purpose = keyof typeof purposes

/** What a reader chose to see, as it stands behind the question mark; nothing personal. */
export interface OpeningsFilter {
  chosen: { purpose: string; by: string; from: string; to: string }
  /** Fields whose value is no day. */
  problems: ('from' | 'to')[]
  /** For the vault; null is everything. */
  like: Like | null
}

const dayMillis = 86_400_000
const names = Object.keys(purposes) as Purpose[]

/**
 * Reads the filter of the openings. Days are whole days in Tokyo, as the page writes them; a
 * purpose or an opener that there is not is left out, a day that there is not is a problem.
 */
export function openingsFilter(query: Readonly<Record<string, string>>): OpeningsFilter {
  const purpose = names.find((name) => name === query.purpose)
  const by = openers.find((name) => name === query.by)
  const days = { from: dayOf(query.from), to: dayOf(query.to) }
  const problems = (['from', 'to'] as const).filter((name) => days[name] === 'none')
  const chosen = {
    purpose: purpose ?? '',
    by: by ?? '',
    from: query.from?.slice(0, 40) ?? '',
    to: query.to?.slice(0, 40) ?? '',
  }
  const from = typeof days.from === 'number' ? days.from : null
  const to = typeof days.to === 'number' ? days.to + dayMillis : null
  const isAll = !purpose && !by && from === null && to === null
  return { chosen, problems, like: isAll ? null : { purposes: wanted(purpose, by), from, to } }
}

function wanted(purpose: Purpose | undefined, by: Opener | undefined): Purpose[] | null {
  if (!purpose && !by) return null
  return names.filter((name) => (!purpose || name === purpose) && (!by || openerOf(name) === by))
}

function dayOf(text: string | undefined): number | 'none' | undefined {
  if (!text) return undefined
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+09:00`) : Number.NaN
  // 31 February is read as a day of March.
  const isThatDay = !Number.isNaN(at) && new Date(at + 9 * 3_600_000).toISOString().startsWith(text)
  return isThatDay ? at : 'none'
}

/** The same choice on another page of it. */
export function filterQuery({ chosen }: OpeningsFilter, before?: number): string {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== ''))
  if (before !== undefined) query.set('before', String(before))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
