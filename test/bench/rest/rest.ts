import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { addressOf } from '#adapters/postgres/admin.ts'
import { memoryOf } from '#processes/supervisor/memory.ts'
import { secret } from '#processes/supervisor/secrets.ts'
import { ownInstallation } from '#test/ground/installation.ts'
import { build } from '../../../bin/build.ts'
import { childrenOf } from '../measure/cpu.ts'
import { median } from '../measure/numbers.ts'
import { countStatements } from '../measure/statements.ts'
import type { Bench, BenchWish, Row } from '../report/row.ts'
import { closers } from '../stage/closers.ts'

const root = join(import.meta.dirname, '../../..')
const calmSeconds = 15
const idleSeconds = 30
/** Not of the nine: they belong to the practice, or are not ours. */
const apart = new Set(['provider', 'mailbox'])

export const rest: Bench = {
  name: 'rest',
  about:
    'first and second start, memory at rest, and what is asked of PostgreSQL when nobody is there',
  async run(wish) {
    const closing = closers()
    try {
      return await measureRest(wish, closing)
    } finally {
      await closing.close()
    }
  },
}

async function measureRest({ rounds, say }: BenchWish, closing: ReturnType<typeof closers>) {
  const buildSeconds = await seconds(() => build(root))
  const installation = await ownInstallation()
  closing.add(installation.remove)
  let running = await timed(() => installation.start({ DOZO_DEMO_TOWN: '1' }))
  closing.add(() => running.result.stop())
  const first = running.seconds
  say(`  first start ${first.toFixed(1)} s, the build before it ${buildSeconds.toFixed(1)} s`)
  const again: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await running.result.stop()
    running = await timed(() => installation.start({ DOZO_DEMO_TOWN: '1' }))
    again.push(running.seconds)
    say(`  started again in ${running.seconds.toFixed(1)} s`)
  }
  await wait(calmSeconds * 1_000)
  const memory = await memoryAtRest(installation)
  say(`  memory: ${JSON.stringify(memory.all)}`)
  const asked = await idleStatements(installation, closing)
  return [
    row('first start after the downloads, build included', 's', first + buildSeconds, 60, {
      'build s': buildSeconds,
      'start s': first,
    }),
    { ...row('second start', 's', median(again), 5), rounds: again },
    row('memory at rest, the nine', 'MB', memory.nine, 450, memory.all),
    row('SQL statements when idle', 'per second', asked.perSecond, 2, asked.details),
  ]
}

function row(
  what: string,
  unit: string,
  reached: number,
  aim: number,
  details: Row['details'] = {},
): Row {
  const rounds = [reached]
  return {
    bench: 'rest',
    what,
    unit,
    reached,
    rounds,
    aim: { kind: 'at-most', aim, enough: aim },
    details,
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - began) / 1000 }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  return (await timed(work)).seconds
}

type Installation = Awaited<ReturnType<typeof ownInstallation>>

/** Proportional: what several share is counted once, in parts. */
async function memoryAtRest(installation: Installation) {
  const { pid, processes, databases } = await installation.status()
  const all: Record<string, number> = {}
  let nine = 0
  for (const each of processes) {
    const size = megabytes(each.pid)
    all[`${each.name} MB`] = size
    if (!apart.has(each.name)) nine += size
  }
  all['supervisor MB'] = megabytes(pid)
  const postmaster = databases[0]?.pid ?? null
  const postgres = postmaster === null ? [] : [postmaster, ...childrenOf(postmaster)]
  all['PostgreSQL MB'] = postgres.reduce((sum, each) => sum + megabytes(each), 0)
  return { nine, all }
}

function megabytes(pid: number | null): number {
  return pid === null ? 0 : (memoryOf(pid) ?? 0) / 2 ** 20
}

async function idleStatements(installation: Installation, closing: ReturnType<typeof closers>) {
  const { databases } = await installation.status()
  const { host, port } = databases[0]!
  const password = secret(installation.data, 'postgres')
  const server = { host, port, user: 'postgres', password }
  const admin = new pg.Pool({ connectionString: addressOf(server, 'dozo_market'), max: 1 })
  closing.add(() => admin.end())
  const logFile = join(installation.data, 'logs/postgres.log')
  const counted = await countStatements(admin, logFile, () => wait(idleSeconds * 1_000))
  const details: Row['details'] = { 'seconds watched': idleSeconds }
  for (const [what, times] of Object.entries(counted.byStatement))
    details[what] = times / idleSeconds
  return { perSecond: counted.total / idleSeconds, details }
}
