import type { Clock } from '#lib/clock.ts'

/** What was looked up for a ticket, for the page that the browser asks for next. */
export interface Arrivals<T> {
  keep(order: string, found: T): void
  /** Once, and only within the next moments. */
  take(order: string): T | undefined
}

const freshMillis = 3_000
const mostKept = 1_000

/** The redirect that takes the ticket out of the address costs no second look-up. */
export function arrivals<T>(clock: Clock): Arrivals<T> {
  const kept = new Map<string, { found: T; at: number }>()
  return {
    keep(order, found) {
      kept.delete(order)
      kept.set(order, { found, at: clock().getTime() })
      if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    },
    take(order) {
      const known = kept.get(order)
      kept.delete(order)
      return known && clock().getTime() - known.at < freshMillis ? known.found : undefined
    },
  }
}
