import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { holderOf } from '../../../bin/lock.ts'
import { lockFile, readStatus } from './status.ts'

const politeMillis = 10_000

/**
 * Ends what a killed supervisor left behind. Its processes notice by themselves and are about to
 * go; one that hangs does not.
 */
export async function endLeftOvers(data: string, say: (line: string) => void): Promise<void> {
  const status = readStatus(data)
  if (!status || holderOf(lockFile(data))) return
  const left = status.processes.filter(({ name, pid }) => pid && isOurs(pid, name))
  if (left.length === 0) return
  say(`ending ${left.length} processes of a start that was killed`)
  await Promise.all(left.map(({ name, pid }) => end(pid ?? 0, name)))
}

async function end(pid: number, name: string): Promise<void> {
  signal(pid, 'SIGTERM')
  const until = Date.now() + politeMillis
  while (isOurs(pid, name) && Date.now() < until) await wait(50)
  if (isOurs(pid, name)) signal(pid, 'SIGKILL')
}

/** By its command line, since the pid may have been given to another program. */
function isOurs(pid: number, name: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`/build/${name}.js`)
  } catch {
    return false
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It went by itself between the look and the signal.
  }
}
