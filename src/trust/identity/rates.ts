import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'

export interface Limit {
  most: number
  perMillis: number
}

const mostKeys = 100_000

/** Counts per key in fixed windows. Bounded: the oldest keys are let go first. */
export class Rates {
  readonly #clock: Clock
  readonly #limit: Limit
  readonly #windows = new Map<string, { since: number; count: number }>()

  constructor(clock: Clock, limit: Limit) {
    this.#clock = clock
    this.#limit = limit
  }

  /** Counts one. Refuses: too-many-tries. */
  use(key: string): void {
    if (!this.takesOne(key)) throw new Refusal('too-many-tries')
  }

  /** Counts one, if there is one left. */
  takesOne(key: string): boolean {
    return this.#count(key, this.#clock().getTime())
  }

  #count(key: string, now: number): boolean {
    const before = this.#windows.get(key)
    const isLive = before !== undefined && now - before.since < this.#limit.perMillis
    const window = isLive ? before : { since: now, count: 0 }
    if (window.count >= this.#limit.most) return false
    window.count += 1
    if (isLive) return true
    this.#windows.delete(key)
    this.#windows.set(key, window)
    if (this.#windows.size > mostKeys) this.#windows.delete(this.#windows.keys().next().value!)
    return true
  }

  /** What happened before a restart, the oldest first: in the windows in which it was counted. */
  restore(key: string, at: Date): void {
    this.#count(key, at.getTime())
  }
}
