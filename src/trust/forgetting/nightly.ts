import { hash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { leafHash } from '#trust/log/merkle.ts'
import { GrowingTree } from '#trust/log/tree.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import type { Core } from '#trust/vault/core.ts'
import { forgettingFolder } from './ledger-file.ts'
import { type RetentionRun, runPath } from './night-file.ts'

/** 18:00 UTC, three in the morning in Japan. */
const nightHourUtc = 18
const dayMillis = 86_400_000
/** A sweep destroys a few hundred at a time; more than this many sweeps is a fault. */
const mostSweeps = 2_000

const lastRun = {
  name: 'last-retention-run',
  text: 'select document, at from retention_runs order by number desc limit 1',
}

/** True when the last account is from before the last night's hour. */
function isDue(last: Date | undefined, now: Date): boolean {
  const hour = new Date(now)
  hour.setUTCHours(nightHourUtc, 0, 0, 0)
  const boundary = hour <= now ? hour.getTime() : hour.getTime() - dayMillis
  return last === undefined || last.getTime() < boundary
}

/**
 * Once a night: destroys all that is overdue, counts what was destroyed since the last account by
 * kind and rule, and has the log carry the account's hash. Gives the account, or undefined when
 * none is due, or the clock is in doubt.
 */
export async function accountForNight(
  core: Core,
  logFolder: string,
): Promise<RetentionRun | undefined> {
  const now = await core.reckoning.believed()
  if (!now) return undefined
  const [last] = await core.db.rows<{ document: string; at: Date }>(lastRun, [])
  if (!isDue(last?.at, now)) return undefined
  let overdue = await forgetOverdue(core)
  for (let sweeps = 1; overdue > 0 && sweeps < mostSweeps; sweeps += 1) {
    overdue = await forgetOverdue(core)
  }
  const before = last ? (JSON.parse(last.document) as RetentionRun) : undefined
  const from = before?.to ?? 0
  const number = (before?.number ?? 0) + 1
  const run: RetentionRun = {
    v: 1,
    number,
    at: now.getTime(),
    from,
    ...(await destroyedAfter(core, from)),
    overdue,
  }
  const document = `${JSON.stringify(run)}\n`
  await core.append({
    writes: { retentionRuns: [{ number, at: now.toISOString(), document }] },
    entries: [
      {
        principal: 'vault',
        purpose: 'retention-run',
        kind: '',
        subject: null,
        about: null,
        act: hash('sha256', document, 'buffer'),
      },
    ],
  })
  await publishRuns(core, logFolder, number - 1)
  return run
}

const shredsAfter = {
  name: 'shreds-after',
  text: 'select number::text as n, kind, rule, hash from shreds where number > $1 order by number limit 5000',
}

async function destroyedAfter(core: Core, from: number) {
  const tree = new GrowingTree(() => {})
  const counts = new Map<string, { kind: string; rule: string; count: number }>()
  let to = from
  for (;;) {
    type Row = { n: string; kind: string; rule: string; hash: Buffer }
    const rows = await core.db.rows<Row>(shredsAfter, [to])
    for (const { n, kind, rule, hash: shred } of rows) {
      tree.append(leafHash(shred))
      const key = `${kind} ${rule}`
      const counted = counts.get(key) ?? { kind, rule, count: 0 }
      counted.count += 1
      counts.set(key, counted)
      to = Number(n)
    }
    if (rows.length === 0) break
  }
  const inOrder = [...counts].sort(([one], [other]) => (one < other ? -1 : 1))
  return { to, root: tree.root().toString('hex'), counts: inOrder.map(([, each]) => each) }
}

const runsAfter = {
  name: 'retention-runs-after',
  text: 'select number::int, document from retention_runs where number > $1 order by number',
}

/** Writes accounts beside the log, for whoever checks them without the database. */
export async function publishRuns(core: Core, logFolder: string, after: number): Promise<void> {
  const rows = await core.db.rows<{ number: number; document: string }>(runsAfter, [after])
  await mkdir(join(logFolder, forgettingFolder), { recursive: true })
  for (const { number, document } of rows) {
    const path = runPath(logFolder, number)
    await writeFile(`${path}.new`, document, { mode: 0o644 })
    await rename(`${path}.new`, path)
  }
}
