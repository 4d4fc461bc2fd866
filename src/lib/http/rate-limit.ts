import type { Clock } from '#lib/clock.ts'

export interface RateLimit {
  /** Counts one attempt of this source; false when it has had its share for now. */
  allows(source: string): boolean
}

const mostSources = 50_000

/**
 * A number of attempts per source and window, kept in memory and bounded.
 *
 * When more sources than it can remember are at work, those longest quiet are forgotten first:
 * a flood can wash out a count, so what must hold under attack has its quota at the vault.
 */
export function rateLimit(limit: { most: number; withinMillis: number }, clock: Clock): RateLimit {
  const windows = new Map<string, { since: number; count: number }>()
  return {
    allows(source) {
      const now = clock().getTime()
      const known = windows.get(source)
      const window =
        known && now - known.since < limit.withinMillis ? known : { since: now, count: 0 }
      window.count += 1
      windows.delete(source)
      windows.set(source, window)
      if (windows.size > mostSources) windows.delete(windows.keys().next().value as string)
      return window.count <= limit.most
    },
  }
}
