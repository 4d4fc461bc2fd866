import { readFileSync } from 'node:fs'

/** Proportional set size of a process in bytes: shared pages counted in shares. Linux only. */
export function memoryOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1]
    return kilobytes ? Number(kilobytes) * 1024 : null
  } catch {
    return null
  }
}
