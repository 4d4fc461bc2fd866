import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Town } from '#test/cast/town.ts'
import { processOf } from './kill-town.ts'

/** What of a town can be held still: alive, with its sockets open, and silent. */
export type Part =
  | 'vault'
  | 'storefront'
  | 'payments'
  | 'mailer'
  | 'worker'
  | 'provider'
  | 'database'

/** Holds a part still while something is done, and lets it go on, whatever comes of it. */
export async function whileStill<T>(town: Town, part: Part, work: () => Promise<T>): Promise<T> {
  const pids = part === 'database' ? databasePids(town) : [processOf(town, part).pid!]
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    return await work()
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
}

/** The server and all that it started; it is the first, so that it starts no more. */
function databasePids({ data }: Town): number[] {
  const { databases } = JSON.parse(readFileSync(join(data, 'run/status.json'), 'utf8'))
  const { pid } = databases[0] as { pid: number }
  process.kill(pid, 'SIGSTOP')
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n')
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number))
  return [pid, ...pairs.filter(([, parent]) => parent === pid).map(([child]) => child!)]
}
