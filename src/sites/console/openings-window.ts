import type { VaultForConsole } from '#trust/vault/client.ts'

/** A window of time, as an operator chose it. */
export interface WindowChoice {
  /** What stands in the fields, also when it is wrong. */
  chosen: { from: string; to: string; by: string }
  problems: Partial<Record<'from' | 'to', 'moment' | 'order' | 'too-long' | 'too-much'>>
  /** What to ask for; undefined while there is a problem. */
  window: { from: number; to: number; principals: string[] } | undefined
}

export type WindowSummary = Awaited<ReturnType<VaultForConsole['openingsWithin']>>

const hourMillis = 3_600_000
export const mostDays = 400
/** Of the shortcuts; the first is shown when nothing was chosen. */
export const usualHours = [24, 1, 7 * 24, 30 * 24] as const

/** Every process that may open something; a test holds them against the table of purposes. */
export const openers = ['accounts', 'console', 'mailer', 'payments', 'vault']

/** Reads the choice from the query; moments are of Tokyo, as every page writes them. */
export function windowChoice(query: Readonly<Record<string, string>>, now: Date): WindowChoice {
  const usual = usualWindow(usualHours[0], now)
  const chosen = {
    from: query.from?.slice(0, 40) ?? usual.from,
    to: query.to?.slice(0, 40) ?? usual.to,
    by: openers.find((name) => name === query.by) ?? '',
  }
  const [from, to] = [momentOf(chosen.from), momentOf(chosen.to)]
  const problems = problemsOf(from, to)
  if (from === undefined || to === undefined || Object.keys(problems).length > 0) {
    return { chosen, problems, window: undefined }
  }
  const principals = chosen.by === '' ? openers : [chosen.by]
  return { chosen, problems, window: { from, to, principals } }
}

/** The last hours, to the minute that has begun. */
export function usualWindow(hours: number, now: Date): { from: string; to: string } {
  const to = Math.ceil(now.getTime() / 60_000) * 60_000
  return { from: fieldText(to - hours * hourMillis), to: fieldText(to) }
}

/** The same window and process behind another address. */
export function windowQuery({ from, to, by }: { from: string; to: string; by: string }): string {
  return `?${new URLSearchParams({ from, to, ...(by !== '' && { by }) })}`
}

function problemsOf(from?: number, to?: number): WindowChoice['problems'] {
  if (from === undefined || to === undefined) {
    return {
      ...(from === undefined && { from: 'moment' as const }),
      ...(to === undefined && { to: 'moment' as const }),
    }
  }
  if (to <= from) return { to: 'order' }
  return to - from > mostDays * 24 * hourMillis ? { to: 'too-long' } : {}
}

const tokyoMillis = 9 * hourMillis

function fieldText(at: number): string {
  return new Date(at + tokyoMillis).toISOString().slice(0, 16)
}

/** A moment as a browser sends it; 31 February is none, and neither is the year 0. */
function momentOf(text: string): number | undefined {
  if (!/^2\d{3}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}:00+09:00`)
  return !Number.isNaN(at) && fieldText(at) === text ? at : undefined
}
