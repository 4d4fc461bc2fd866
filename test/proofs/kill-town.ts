import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StopPointName, stopMark } from '#processes/stop-points.ts'
import type { Answer } from '#test/cast/ask.ts'
import { pollUntil } from '#test/cast/poll.ts'
import type { Town } from '#test/cast/town.ts'
import { wordsOf } from '#test/cast/visitor.ts'

const upMillis = 30_000
const persistMillis = 30_000

interface StatusFile {
  databases: { pid: number }[]
  processes: { name: string; pid: number | null; ready: boolean }[]
}

function statusOf({ data }: Town): StatusFile {
  return JSON.parse(readFileSync(join(data, 'run/status.json'), 'utf8'))
}

export function processOf(town: Town, name: string) {
  return statusOf(town).processes.find((each) => each.name === name)!
}

/** Ends a process as a power cut would, and waits until the supervisor has it up again. */
export async function killProcess(town: Town, name: string): Promise<void> {
  const { pid } = processOf(town, name)
  if (pid) process.kill(pid, 'SIGKILL')
  await pollUntil(
    `${name} is up again`,
    async () => processOf(town, name).ready && processOf(town, name).pid !== pid,
    upMillis,
  )
}

/** Arms one stop point; the next time its process passes there, it dies. */
export async function armed(town: Town, point: StopPointName): Promise<void> {
  rmSync(stopMark(point, town.runDir), { force: true })
  writeFileSync(join(town.runDir, 'stop-at'), point)
  const [name = ''] = point.split(':')
  const { pid } = processOf(town, name)
  if (pid) process.kill(pid, 'SIGKILL')
  await pollUntil(
    `${name} is up again, or has died at ${point} already`,
    async () => {
      const now = processOf(town, name)
      return isReached(town, point) || (now.ready && now.pid !== pid)
    },
    upMillis,
  )
}

export function isReached(town: Town, point: StopPointName): boolean {
  return existsSync(stopMark(point, town.runDir))
}

/** Ends PostgreSQL as a power cut would, and waits until it has recovered. */
export async function killDatabase(town: Town): Promise<void> {
  const before = statusOf(town).databases[0]!.pid
  process.kill(before, 'SIGKILL')
  await pollUntil(
    'PostgreSQL is up again',
    async () => {
      if (statusOf(town).databases[0]!.pid === before) return false
      await town.books.sql('market', 'select 1')
      return true
    },
    upMillis,
  )
}

/** Tries again while the shop says that it is away, as a person would with the reload button. */
export function persistently(step: () => Promise<Answer>, wanted?: number): Promise<Answer> {
  return pollUntil(
    'the shop answered',
    async () => {
      const answer = await step()
      if (wanted ? answer.status === wanted : answer.status < 400) return answer
      throw new Error(`${answer.status} of ${answer.url}: ${wordsOf(answer)}`)
    },
    persistMillis,
  )
}
