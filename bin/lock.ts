import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export type Lock = { release: () => void }

const mostTries = 5

/**
 * Takes a lock that only a living process can hold: the file names the process and when it began.
 * Gives the pid of the holder instead when somebody else has it; a dead one's lock is taken over.
 */
export function takeLock(path: string): Lock | { heldBy: number } {
  mkdirSync(dirname(path), { recursive: true })
  const own = `${path}.${process.pid}`
  const mark = `${process.pid} ${beginOf(process.pid)}`
  writeFileSync(own, mark)
  try {
    for (let attempt = 0; attempt < mostTries; attempt++) {
      if (linked(own, path)) return { release: () => release(path, mark) }
      const holder = holderOf(path)
      if (holder) return { heldBy: holder }
      setAside(path)
    }
    throw new Error(`The lock ${path} cannot be taken; remove it when nothing of Dozo runs.`)
  } finally {
    rmSync(own, { force: true })
  }
}

/** The pid that holds the lock, if it lives. */
export function holderOf(path: string): number | undefined {
  const [pid, begin] = textOf(path).split(' ')
  const holder = Number(pid)
  return holder > 0 && beginOf(holder) === begin ? holder : undefined
}

function linked(own: string, path: string): boolean {
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Renamed first: had a third process taken the lock meanwhile, its file is put back. */
function setAside(path: string): void {
  const aside = `${path}.stale-${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (holderOf(aside)) linked(aside, path)
  rmSync(aside, { force: true })
}

function release(path: string, mark: string): void {
  if (textOf(path) === mark) rmSync(path, { force: true })
}

/** When a process began, so that a pid given anew is not taken for the old one; '' when gone. */
function beginOf(pid: number): string {
  if (process.platform !== 'linux') return isAlive(pid) ? 'alive' : ''
  const stat = textOf(`/proc/${pid}/stat`)
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie holds nothing. Field 22 of the line is the start; the first two are cut off.
  return state === 'Z' ? '' : (rest[18] ?? '')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
