import { Rates } from '#lib/rates.ts'
import type { Core } from '#trust/vault/core.ts'
import type { Row } from '#trust/vault/writes.ts'
import { type LimitName, limits } from './limits.ts'

/** Counts letters that somebody caused who has proven nothing; see limits.ts. In memory. */
export class MailboxLimits {
  readonly #core: Core
  readonly #counts: Record<LimitName, Rates>

  constructor(core: Core) {
    this.#core = core
    const names = Object.keys(limits) as LimitName[]
    const counts = names.map((name) => [name, new Rates(core.clock, ...limits[name])])
    this.#counts = Object.fromEntries(counts) as Record<LimitName, Rates>
  }

  /** Counts what is refused beyond its limit. Refuses: too-many-tries. */
  use(name: LimitName, key: string): void {
    this.#counts[name].use(key)
  }

  restore(name: LimitName, key: string, at: Date): void {
    this.#counts[name].restore(key, at)
  }

  /**
   * The letter as it is to be written: as it is, or, beyond the limit of this key, as one that
   * is not sent. The same statement either way, so the one who asks cannot tell; the log counts
   * those left out. A letter that was counted is not counted again.
   */
  within(name: LimitName, key: string, letter: Row): Row {
    if (this.#counts[name].takesOne(key, String(letter.id))) return letter
    this.#core.refusals.leftOut('letter', String(letter.template))
    const sealed = { ring: null, wrapped: null, sealed: null }
    return { ...letter, ...sealed, finished_at: letter.made_at!, outcome: 'left-out' }
  }
}
