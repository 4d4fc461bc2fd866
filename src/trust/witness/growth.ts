import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How many entries a log has, and since when; epoch milliseconds. */
interface Growth {
  size: number
  since: number
}

/** Since when the log has had this many entries; over restarts, as long as it did not grow. */
export function standsSince(folder: string, size: number, now: number): number {
  const path = join(folder, 'growth.json')
  const before = readGrowth(path)
  if (before?.size === size && before.since <= now) return before.since
  writeFileSync(path, `${JSON.stringify({ size, since: now } satisfies Growth)}\n`, { mode: 0o600 })
  return now
}

/** Nothing where it is not whole: then the wait begins again, which is all that it is for. */
function readGrowth(path: string): Growth | undefined {
  if (!existsSync(path)) return undefined
  try {
    const { size, since } = JSON.parse(readFileSync(path, 'utf8')) as Growth
    return Number.isSafeInteger(size) && Number.isSafeInteger(since) ? { size, since } : undefined
  } catch {
    return undefined
  }
}
