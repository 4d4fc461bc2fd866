import type { Clock } from '#lib/clock.ts'

const keepMillis = 10 * 60_000
const mostKept = 1_000

/**
 * Recovery codes between the answer that made them and the page that shows them, once. In memory
 * of this process only: after a restart an operator makes new ones.
 */
export class ShownOnce {
  readonly #clock: Clock
  readonly #kept = new Map<string, { codes: readonly string[]; until: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  keep(session: Buffer, codes: readonly string[]): void {
    const until = this.#clock().getTime() + keepMillis
    this.#kept.set(session.toString('base64'), { codes, until })
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!)
  }

  take(session: Buffer): readonly string[] {
    const key = session.toString('base64')
    const found = this.#kept.get(key)
    this.#kept.delete(key)
    return found && found.until > this.#clock().getTime() ? found.codes : []
  }
}
