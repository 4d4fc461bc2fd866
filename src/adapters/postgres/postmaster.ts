import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const politeMillis = 20_000
const firmMillis = 10_000

/** The pid of a PostgreSQL that runs on this data folder, left over from a start that was killed. */
export function runningPostmaster(data: string): number | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  return pid > 1 && isPostmaster(pid, data) ? pid : undefined
}

/**
 * Stops a left-over PostgreSQL: first "fast" (sessions end, nothing is lost), then "immediate"
 * (the next start recovers from the write-ahead log).
 */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  const stages = [
    { signal: 'SIGINT', millis: politeMillis },
    { signal: 'SIGQUIT', millis: firmMillis },
  ] as const
  for (const { signal, millis } of stages) {
    process.kill(pid, signal)
    const until = Date.now() + millis
    while (Date.now() < until) {
      if (!isPostmaster(pid, data)) return
      await wait(50)
    }
  }
  throw new Error(`The old PostgreSQL (pid ${pid}) does not stop; end it by hand and start again.`)
}

/** A pid may have been given to another program since, so its folder is looked at too. */
function isPostmaster(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}
