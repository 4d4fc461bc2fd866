import { isIPv6 } from 'node:net'
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
    const now = this.#clock().getTime()
    const before = this.#windows.get(key)
    const isLive = before !== undefined && now - before.since < this.#limit.perMillis
    const window = isLive ? before : { since: now, count: 0 }
    if (window.count >= this.#limit.most) throw new Refusal('too-many-tries')
    window.count += 1
    if (isLive) return
    this.#windows.delete(key)
    this.#windows.set(key, window)
    if (this.#windows.size > mostKeys) this.#windows.delete(this.#windows.keys().next().value!)
  }

  /** What happened before a restart. */
  restore(key: string, since: Date): void {
    const window = this.#windows.get(key) ?? { since: since.getTime(), count: 0 }
    window.count += 1
    this.#windows.set(key, window)
  }
}

/** Who shares a limit: an IPv4 address, or the 64 bits that one IPv6 household is given. */
export function networkOf(source: string): string {
  if (!isIPv6(source)) return source
  const mapped = /^::ffff:([0-9.]+)$/i.exec(source)?.[1]
  if (mapped) return mapped
  const [head = '', tail = ''] = source.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const middle = source.includes('::') ? Array(8 - left.length - right.length).fill('0') : []
  const groups = [...left, ...middle, ...right].slice(0, 4)
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
