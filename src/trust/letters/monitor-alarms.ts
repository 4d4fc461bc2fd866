import { Rates } from '#lib/rates.ts'
import type { Core } from '#trust/vault/core.ts'
import { raiseAlarm } from './alarms.ts'
import { limits } from './limits.ts'
import type { FactsOf } from './templates.ts'

/**
 * What the monitor may have told. Of each kind so many an hour and a day: whoever has taken the
 * monitor, or makes a page come and go, cannot bury the other kinds, nor the vault's own alarms.
 * How many were left out is one entry in ten minutes, and an alarm of the vault's.
 */
export class MonitorAlarms {
  readonly #core: Core
  readonly #taken: Rates

  constructor(core: Core) {
    this.#core = core
    this.#taken = new Rates(core.clock, ...limits.alarm)
  }

  /** Logged, and a letter to every operator, or counted. The same id again does nothing. */
  async raise({ id, kind, at }: { id: string } & FactsOf<'alarm'>): Promise<void> {
    if (!this.#taken.takesOne(kind, id)) return this.#core.refusals.leftOut('alarm', kind)
    // Seen tomorrow, it would stand above all others on the console.
    await raiseAlarm(this.#core, { id, kind, at: Math.min(at, this.#core.clock().getTime()) })
  }
}
