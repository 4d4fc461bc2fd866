import { Turns } from '#lib/turns.ts'
import type { Core } from '#trust/vault/core.ts'
import type { PurposeName } from '#trust/vault/purposes.ts'

/** Turns that tell when somebody has to wait for somebody else. */
class ToldTurns extends Turns {
  readonly #busy = new Map<string, number>()
  #tell: () => void = () => {}

  /** Resolves when the next one has to wait. */
  waiting(): Promise<void> {
    return new Promise((resolve) => {
      this.#tell = resolve
    })
  }

  override async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#busy.get(key) ?? 0
    if (before > 0) this.#tell()
    this.#busy.set(key, before + 1)
    try {
      return await super.run(key, work)
    } finally {
      this.#busy.set(key, this.#busy.get(key)! - 1)
    }
  }
}

export interface HeldOpen {
  /** As everybody has it, with turns that tell. */
  core: Core
  /** The one whose commit stands still. */
  held: Core
  /** Resolves when that commit is about to be written. */
  reached: Promise<void>
  /**
   * Begins the other work and lets the held commit go on when the other has ended, or waits for
   * its turn: so whatever could happen in between has happened. Gives the other's outcome.
   */
  meanwhile<T>(other: () => Promise<T>): Promise<{ value?: T; error?: unknown }>
}

/** Two that meet in the same millisecond: the commit with an entry of this purpose is held. */
export function holdOpen(core: Core, purpose: PurposeName): HeldOpen {
  const turns = new ToldTurns()
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  const append: Core['append'] = async (change) => {
    if (change.entries?.some((entry) => entry.purpose === purpose)) {
      reached.resolve()
      await opened.promise
    }
    return core.append(change)
  }
  return {
    core: { ...core, turns },
    held: { ...core, turns, append },
    reached: reached.promise,
    meanwhile: async (other) => {
      const waits = turns.waiting()
      const outcome = other().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      )
      await Promise.race([outcome, waits])
      opened.resolve()
      return outcome
    },
  }
}
