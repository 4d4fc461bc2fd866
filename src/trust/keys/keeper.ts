import type { Handlers } from '#lib/call/call.ts'
import { type Repeated, repeat } from '#lib/repeat.ts'
import type { Core } from '#trust/vault/core.ts'
import type { RingKey, Use } from '#trust/vault/ring.ts'
import { entry, type KnownKey, knownKeys, nameOf } from '#trust/vault/ring-rows.ts'
import { destroy, turn } from './adopting.ts'
import type { keyCalls } from './calls.ts'
import { type DestroyRule, type Standing, standings, told } from './standing.ts'
import { type Broken, wrapAnew } from './wrapping-anew.ts'

export interface KeyRules extends DestroyRule {
  /** The ring turns by itself when its newest version is older; 0 for never. */
  ringDays: number
}

export const usualRules: KeyRules = { ringDays: 30, backupDays: 35 }

const dayMillis = 86_400_000
const everyMillis = 3_600_000
/** What a thief of the whole ring could use against us; `tag` and `note` cannot be replaced. */
const replaceable = ['record', 'pass'] as const

/**
 * Turns the ring and destroys what is no longer needed, by itself every hour and when a person
 * asks. Everything it does is a step that may be cut off and taken up again.
 */
export class KeyKeeper {
  readonly #core: Core
  readonly #rules: KeyRules
  readonly #told = new Set<string>()
  #broken: Broken = new Map()
  #rounds: Repeated | undefined

  constructor(core: Core, rules: KeyRules = usualRules) {
    this.#core = core
    this.#rules = rules
  }

  /** Goes on with what an earlier process left, then looks every hour. */
  start(onError: (error: unknown) => void): () => Promise<void> {
    const work = async () => {
      await this.round()
      return false
    }
    this.#rounds = repeat({ work, everyMillis, onError })
    return this.#rounds.stop
  }

  handlers(): Handlers<typeof keyCalls> {
    const standing = async () => told(this.#core, await standings(this.#core, this.#rules))
    return {
      keysStanding: standing,
      turnRing: async (want) => {
        await this.#inTurn(() => this.#turnAfter(want))
        this.#rounds?.wake()
        return standing()
      },
      destroyKeys: async () => {
        await this.#wrapAnew()
        await this.#inTurn(() => this.#destroyDue())
        return standing()
      },
    }
  }

  /** Everything that is due now. */
  async round(): Promise<void> {
    await this.#inTurn(() => this.#turnDue())
    await this.#wrapAnew()
    await this.#inTurn(() => this.#destroyDue())
  }

  /** The ring is changed by one at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#core.turns.run('ring', work)
  }

  /** Asked twice it turns once. */
  async #turnAfter({ after, stolen }: { after: number; stolen: boolean }): Promise<void> {
    if (this.#core.ring.current('record').version !== after) return
    if (stolen) await this.#markStolen()
    await this.#turnDue(stolen ? [] : ['record'])
  }

  /** Said first, so that a vault that dies now goes on with it. */
  async #markStolen(): Promise<void> {
    const { ring, clock } = this.#core
    const stolen_at = clock().toISOString()
    await this.#core.append({
      writes: {
        ringKeyStates: ring.keys.map(({ use, version }) => ({ use, version, stolen_at })),
      },
      entries: ring.keys.map((key) => entry('ring-version-stolen', nameOf(key))),
    })
  }

  async #turnDue(asked: readonly Use[] = []): Promise<void> {
    const { ring, clock, db } = this.#core
    const { ringDays } = this.#rules
    const known = await knownKeys(db)
    const stolen = replaceable.filter((use) => isStolen(ring.current(use), known))
    const age = clock().getTime() - ring.current('record').madeAt
    const isOld = ringDays > 0 && age >= ringDays * dayMillis
    const uses = new Set<Use>([...asked, ...stolen, ...(isOld ? (['record'] as const) : [])])
    if (uses.size > 0) await turn(this.#core, [...uses])
    // Nothing that lasts is under a pass key, so a stolen one goes at once.
    const passes = ring.versions('pass').slice(1)
    await destroy(
      this.#core,
      passes.filter((key) => isStolen(key, known)),
    )
  }

  async #wrapAnew(): Promise<void> {
    const rows = await standings(this.#core, this.#rules)
    if (rows.some(isLeft)) {
      const stolen = rows.filter((row) => row.use === 'record' && row.stolen)
      const versions = new Set(stolen.map(({ version }) => version))
      this.#broken = await wrapAnew(this.#core, { stolen: versions, told: this.#told })
    }
    if (this.#core.stopping.aborted) return
    await this.#inTurn(() => this.#markEmptied())
  }

  async #markEmptied(): Promise<void> {
    const rows = await standings(this.#core, this.#rules)
    const empty = rows.filter((row) => {
      const isOver = row.use === 'record' && row.superseded && !row.emptied && !row.destroyed
      return isOver && this.#isEmpty(row)
    })
    if (empty.length === 0) return
    const emptied_at = this.#core.clock().toISOString()
    await this.#core.append({
      writes: { ringKeyStates: empty.map(({ use, version }) => ({ use, version, emptied_at })) },
      entries: empty.map((row) => entry('ring-version-emptied', nameOf(row))),
    })
  }

  async #destroyDue(): Promise<void> {
    const { ring, reckoning } = this.#core
    const now = await reckoning.believed()
    if (!now) return
    const rows = await standings(this.#core, this.#rules, now)
    const due = rows.filter((row) => {
      const isFree = !row.isCurrent && !row.destroyed && this.#isEmpty(row)
      return isFree && row.keptUntil !== null && row.keptUntil <= now
    })
    const keys = ring.keys.filter((key) => due.some((row) => isSame(row, key)))
    await destroy(this.#core, keys)
  }

  /** What does not open under its key is not lost with it, and was told of. */
  #isEmpty({ version, live }: Standing): boolean {
    return live <= (this.#broken.get(version) ?? 0)
  }
}

function isSame(row: { use: Use; version: number }, { use, version }: RingKey): boolean {
  return row.use === use && row.version === version
}

function isStolen(key: RingKey, known: readonly KnownKey[]): boolean {
  return known.some((row) => isSame(row, key) && row.stolen !== null)
}

/** Records are still under it, and should not be. */
function isLeft({ use, isCurrent, destroyed, live }: Standing): boolean {
  return use === 'record' && !isCurrent && !destroyed && live > 0
}
