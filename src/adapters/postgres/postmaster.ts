import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Place } from './place.ts'

const stages = [
  // "Fast": sessions end, everything is written.
  { signal: 'SIGINT', millis: 20_000 },
  // "Immediate": the next start recovers from the write-ahead log.
  { signal: 'SIGQUIT', millis: 5_000 },
  { signal: 'SIGKILL', millis: 5_000 },
] as const

/**
 * Ends whatever of PostgreSQL still works on this data folder after a start that was killed: the
 * postmaster, or sessions that lost theirs. Gives whether there was anything.
 *
 * Then the way is free: lock files that are left name a dead process, or another program that has
 * its number now, and PostgreSQL would refuse to start because of them.
 */
export async function endLeftOver({ data, sockets }: Place): Promise<boolean> {
  const hadAny = workingOn(data).length > 0
  for (const { signal, millis } of stages) {
    const until = Date.now() + millis
    for (const pid of firstOf(data)) tell(pid, signal)
    while (workingOn(data).length > 0 && Date.now() < until) await wait(50)
  }
  const left = workingOn(data)
  if (left.length > 0) {
    throw new Error(`The old PostgreSQL (pid ${left.join(', ')}) does not end; end it by hand.`)
  }
  // Where processes cannot be looked into, PostgreSQL's own care must do.
  if (process.platform === 'linux') {
    rmSync(join(data, 'postmaster.pid'), { force: true })
    for (const name of namesIn(sockets)) rmSync(join(sockets, name), { force: true })
  }
  return hadAny
}

/** Sockets and their locks; the folder holds those of one cluster only. */
function namesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder).filter((name) => name.startsWith('.s.PGSQL.'))
    : []
}

/** The postmaster alone, which ends its sessions itself; without one, all that is left. */
function firstOf(data: string): number[] {
  const working = workingOn(data)
  const postmaster = postmasterOf(data)
  return postmaster && working.includes(postmaster) ? [postmaster] : working
}

/** Every process of PostgreSQL has the data folder as its own; a zombie has none. */
function workingOn(data: string): number[] {
  const postmaster = postmasterOf(data)
  if (process.platform !== 'linux') return postmaster && isAlive(postmaster) ? [postmaster] : []
  const folder = pathOf(data)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && folderOf(name) === folder)
    .map(Number)
}

function postmasterOf(data: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10)
    return pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

function pathOf(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

function folderOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It went by itself between the look and the signal.
  }
}
