import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

const mostBytes = 20 * 1024 * 1024
const everyMillis = 60_000

/** Keeps each log below a bound: when it is full it is put aside as `.1`, over the one before. */
export function keepLogsShort(folder: string): { close: () => void } {
  trim(folder)
  const timer = setInterval(() => trim(folder), everyMillis)
  timer.unref()
  return { close: () => clearInterval(timer) }
}

function trim(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.log'))) {
    const path = join(folder, name)
    if (statSync(path).size <= mostBytes) continue
    copyFileSync(path, `${path}.1`)
    // The writers append, so they go on at the new end.
    truncateSync(path)
  }
}
