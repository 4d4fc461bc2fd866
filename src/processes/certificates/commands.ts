import { systemClock } from '#lib/clock.ts'
import type { Asked } from '#processes/supervisor/asked.ts'
import { certificatesHelp } from './help.ts'
import {
  issuePapers,
  NotIssued,
  namesOfCalls,
  type Place,
  type Standing,
  standingOf,
} from './issue-papers.ts'

const usage = 64
const usualDays = 90
const mostDays = 397
const warnDays = 14

/** `dozo certificates`: papers for calls between hosts; gives the exit code. */
export async function certificatesCommand(asked: Asked): Promise<number> {
  const { words, options, isJson, installation } = asked
  const [verb = 'status', ...names] = words
  const days = Number(options.get('days') ?? usualDays)
  const unknown = names.find((name) => !namesOfCalls().includes(name))
  const isWrong =
    !['status', 'issue'].includes(verb) ||
    (verb === 'status' && (names.length > 0 || options.has('days'))) ||
    (verb === 'issue' && options.has('new-authority') && names.length > 0) ||
    !(Number.isInteger(days) && days >= 1 && days <= mostDays)
  if (unknown !== undefined || isWrong) {
    const what = unknown ? `no process "${unknown}"` : `no "${words.join(' ')}" so`
    process.stderr.write(`dozo certificates knows ${what}.\n\n${certificatesHelp}`)
    return usage
  }
  const { callsDir, callsAuthorityDir: authorityDir } = installation
  const place: Place = { callsDir, authorityDir, clock: systemClock }
  if (verb === 'status') return tell(standingOf(place), isJson)
  try {
    const isAnew = options.has('new-authority')
    issuePapers(place, { names: names.length > 0 ? names : namesOfCalls(), days, isAnew })
  } catch (error) {
    if (!(error instanceof NotIssued)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
  return tell(standingOf(place), isJson)
}

function tell(standing: Standing[], isJson: boolean): number {
  if (isJson) process.stdout.write(`${JSON.stringify({ certificates: standing }, null, 1)}\n`)
  else for (const each of standing) process.stdout.write(`${lineOf(each)}\n`)
  return standing.some(({ days }) => days !== null && days < warnDays) ? 1 : 0
}

function lineOf({ name, until, days }: Standing): string {
  if (until === null || days === null) return `${name.padEnd(12)} none`
  const warning = days < 0 ? '  IS OVER' : days < warnDays ? '  ENDS SOON' : ''
  return `${name.padEnd(12)} until ${until.slice(0, 10)}, ${days} days${warning}`
}
