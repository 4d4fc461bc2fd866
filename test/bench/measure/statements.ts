import { closeSync, openSync, readSync, statSync } from 'node:fs'
import type pg from 'pg'

/** What PostgreSQL was asked, as its own log tells it. */
export interface Counted {
  /** Round trips by role; BEGIN and COMMIT are statements like any other. */
  byRole: Record<string, number>
  /** By role and name or beginning of the statement. */
  byStatement: Record<string, number>
  total: number
  /** Transactions that wrote something. */
  writing: number
}

/**
 * Counts every statement of every role but the administrator while the work is done. Not for
 * timing: writing the log costs.
 */
export async function countStatements(
  admin: pg.Pool,
  logFile: string,
  work: () => Promise<void>,
): Promise<Counted> {
  await admin.query(`alter system set log_statement = 'all'`)
  await reload(admin)
  const from = statSync(logFile).size
  const before = await transactions(admin)
  try {
    await work()
  } finally {
    await admin.query('alter system reset log_statement')
    await reload(admin)
  }
  const writing = (await transactions(admin)) - before
  return { ...statementsIn(textFrom(logFile, from)), writing }
}

/** Sessions look for changed settings before their next statement, soon after the signal. */
async function reload(admin: pg.Pool): Promise<void> {
  await admin.query('select pg_reload_conf()')
  await new Promise((resolve) => setTimeout(resolve, 300))
}

/** Only what writes is given a number by PostgreSQL. */
async function transactions(admin: pg.Pool): Promise<number> {
  const { rows } = await admin.query('select pg_snapshot_xmax(pg_current_snapshot())::text as next')
  return Number(rows[0].next)
}

const asked = /^\S+ \S+ \S+ \[\d+\] (\w+)@\w+ LOG: {2}(?:execute ([^:]+)|statement): (.*)$/

/** Reads the lines of a log with `log_line_prefix` as in adapters/postgres/settings.ts. */
export function statementsIn(text: string): Omit<Counted, 'writing'> {
  const byRole: Record<string, number> = {}
  const byStatement: Record<string, number> = {}
  let total = 0
  for (const line of text.split('\n')) {
    const [, role, name, words] = asked.exec(line) ?? []
    if (role === undefined || role === 'postgres') continue
    const known = name && name !== '<unnamed>' ? name : (words ?? '').slice(0, 60)
    byRole[role] = (byRole[role] ?? 0) + 1
    byStatement[`${role}: ${known}`] = (byStatement[`${role}: ${known}`] ?? 0) + 1
    total += 1
  }
  return { byRole, byStatement, total }
}

function textFrom(file: string, from: number): string {
  const bytes = Buffer.alloc(statSync(file).size - from)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, bytes, 0, bytes.length, from)
  } finally {
    closeSync(handle)
  }
  return bytes.toString()
}
