import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

export interface Machine {
  cores: number
  processor: string
  memoryGigabytes: number
  system: string
  node: string
  /** Of the minute before: what else was at work while measuring. */
  load: number
  commit: string
}

/** On what was measured, so that numbers can be compared at all. */
export function machineNow(root: string): Machine {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: kernel(),
    node: process.version,
    load: Math.round(loadavg()[0]! * 10) / 10,
    commit: commitOf(root),
  }
}

function kernel(): string {
  try {
    return readFileSync('/proc/version', 'utf8').split(' ').slice(0, 3).join(' ')
  } catch {
    return process.platform
  }
}

function commitOf(root: string): string {
  try {
    const options = { cwd: root, encoding: 'utf8', timeout: 5_000 } as const
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], options).trim()
    const changed = execFileSync('git', ['status', '--porcelain'], options).trim()
    return changed ? `${commit} and changes` : commit
  } catch {
    return 'unknown'
  }
}
