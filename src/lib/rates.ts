import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'

export interface Limit {
  most: number
  perMillis: number
}

interface Use {
  at: number
  what: string | undefined
}

const mostKeys = 100_000

/**
 * Counts per key, in memory: never more than `most` in any stretch of `perMillis`, wherever it
 * begins, for each of the limits. Bounded: the keys longest not used are let go first.
 */
export class Rates {
  readonly #clock: Clock
  readonly #limits: readonly Limit[]
  readonly #longest: number
  readonly #uses = new Map<string, Use[]>()

  constructor(clock: Clock, ...limits: readonly Limit[]) {
    this.#clock = clock
    this.#limits = limits
    this.#longest = Math.max(...limits.map(({ perMillis }) => perMillis))
  }

  /** Counts one. Refuses: too-many-tries. */
  use(key: string, what?: string): void {
    if (!this.takesOne(key, what)) throw new Refusal('too-many-tries')
  }

  /** Counts one, if there is one left; the same `what` again is counted once. */
  takesOne(key: string, what?: string): boolean {
    const now = this.#clock().getTime()
    const uses = this.#recent(key, now)
    if (what !== undefined && uses.some((each) => each.what === what)) return true
    const isOver = this.#limits.some(
      ({ most, perMillis }) => uses.filter(({ at }) => now - at < perMillis).length >= most,
    )
    if (isOver) return false
    this.#keep(key, [...uses, { at: now, what }])
    return true
  }

  /** What happened before a restart. */
  restore(key: string, at: Date): void {
    const before = this.#uses.get(key) ?? []
    this.#keep(key, [...before, { at: at.getTime(), what: undefined }])
  }

  #recent(key: string, now: number): Use[] {
    return (this.#uses.get(key) ?? []).filter(({ at }) => now - at < this.#longest)
  }

  /** At the end, so the first key is always the one longest not used. */
  #keep(key: string, uses: Use[]): void {
    this.#uses.delete(key)
    this.#uses.set(key, uses)
    if (this.#uses.size > mostKeys) this.#uses.delete(this.#uses.keys().next().value!)
  }
}
