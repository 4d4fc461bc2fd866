import { join, resolve } from 'node:path'
import { type CheckedRun, checkedRuns } from '#trust/forgetting/night-file.ts'
import type { Asked } from './asked.ts'
import { clockCommand, clockHelp } from './clock-command.ts'

const usage = 64
const mostRuns = 30

export const vaultHelp = `Usage: dozo vault [retention | clock] [--log=FOLDER] [--json]

  retention                 the last nights' accounts of what the vault destroyed, each checked
                            against the ledger and the published log. FOLDER may be anybody's copy
                            of the log; nothing else is needed
${clockHelp}`

/** `dozo vault retention`: fails when an account does not hold, or something is overdue. */
export async function vaultCommand(asked: Asked, say: (line: string) => void): Promise<number> {
  const { installation, words, options, isJson } = asked
  if (words[0] === 'clock') return clockCommand(asked, say)
  if (words[0] !== 'retention') {
    say(vaultHelp)
    return usage
  }
  const given = options.get('log')
  const runs = await checkedRuns(given ? resolve(given) : join(installation.data, 'log'), mostRuns)
  if (isJson) process.stdout.write(`${JSON.stringify({ runs }, null, 1)}\n`)
  else for (const run of runs) process.stdout.write(`${lineOf(run)}\n`)
  if (!isJson && runs.length === 0) say('There is no account yet: the first comes within a night.')
  return runs.every(holds) ? 0 : 1
}

function holds({ addsUp, entry, overdue }: CheckedRun): boolean {
  return addsUp && entry !== null && overdue === 0
}

function lineOf(run: CheckedRun): string {
  const night = new Date(run.at).toISOString()
  const counts = run.counts.map(({ kind, rule, count }) => `${count} ${kind} (${rule})`)
  const what = counts.length > 0 ? counts.join(', ') : 'nothing'
  if (!run.addsUp) return `${night}  WRONG: the ledger tells something else`
  if (run.entry === null) return `${night}  WRONG: the log does not tell of this account`
  if (run.overdue > 0) return `${night}  WRONG: ${run.overdue} records are overdue`
  return `${night}  ${what}; entry ${run.entry}`
}
