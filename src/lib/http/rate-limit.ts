import type { Clock } from '#lib/clock.ts'

export interface RateLimit {
  /** Counts one attempt of this source; false when it has had its share for now. */
  allows(source: string): boolean
}

const mostSources = 50_000

/**
 * Attempts per source, kept in memory and bounded: `most` at once, and as many again spread
 * over the time given.
 *
 * When more sources than it can remember are at work, those longest quiet are forgotten first:
 * a flood can wash out a count, so what must hold under attack has its quota at the vault.
 */
export function rateLimit(limit: { most: number; withinMillis: number }, clock: Clock): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    allows(source) {
      const at = clock().getTime()
      const known = buckets.get(source)
      const regained = known ? ((at - known.at) * limit.most) / limit.withinMillis : 0
      const left = known ? Math.min(limit.most, known.left + Math.max(0, regained)) : limit.most
      const isAllowed = left >= 1
      buckets.delete(source)
      buckets.set(source, { left: isAllowed ? left - 1 : left, at })
      if (buckets.size > mostSources) buckets.delete(buckets.keys().next().value as string)
      return isAllowed
    },
  }
}
