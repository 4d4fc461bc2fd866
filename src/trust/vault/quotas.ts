import { Refusal } from '#lib/refusal.ts'
import type { Core } from './core.ts'
import { type OpeningName, openingNames, openings } from './purposes.ts'
import { entryOf } from './sequencer.ts'

interface Window {
  since: number
  count: number
  toldAt: number
}

type Needs = Pick<Core, 'db' | 'clock' | 'append' | 'alarms' | 'refusals'>

const hourMillis = 3_600_000
const tellAgainMillis = 60_000
/** Wishes without a fact, of one purpose in an hour, that may be mistakes. */
const mostWithoutFact = 50
/** Counts of one person and purpose; the oldest are let go first. */
const mostCounted = 100_000

/** An opening has an entry for each kind: there were as many as of the commonest of a person. */
const lastHour = {
  name: 'openings-of-last-hour',
  text: `with kinds as (select purpose, subject_tag, about, count(*) from log_entries
      where at > $1 and purpose = any($2) group by purpose, subject_tag, about, kind),
    people as (select purpose, max(count) as count from kinds group by purpose, subject_tag, about)
    select purpose, sum(count)::int as count from people group by purpose`,
}

export type Limits = Partial<Record<OpeningName, number>>

/** How often each purpose may open in an hour; what the log counted before a start counts too. */
export class Quotas {
  readonly #core: Needs
  readonly #windows = new Map<OpeningName, Window>()
  readonly #withoutFact = new Map<OpeningName, Window>()
  readonly #people = new Map<string, { since: number; count: number }>()
  readonly #limits: Limits

  private constructor(core: Needs, limits: Limits) {
    this.#core = core
    this.#limits = limits
  }

  static async open(core: Needs, limits: Limits = {}) {
    const quotas = new Quotas(core, limits)
    const now = core.clock().getTime()
    type Counted = { purpose: OpeningName; count: number }
    const rows = await core.db.rows<Counted>(lastHour, [new Date(now - hourMillis), openingNames])
    for (const { purpose, count } of rows) {
      quotas.#windows.set(purpose, { since: now, count, toldAt: 0 })
    }
    return quotas
  }

  /**
   * Counts one opening of a person's records, or of so many people's. Refuses: over-quota. When
   * the purpose is over its quota the log says so; one person over theirs is counted, and costs
   * the others no opening.
   */
  async use(purpose: OpeningName, subject: string | null, people = 1): Promise<void> {
    const now = this.#core.clock().getTime()
    if (subject !== null) this.#usePerson(purpose, subject, now)
    const window = counted(this.#windows, purpose, now, people)
    if (window.count <= (this.#limits[purpose] ?? openings[purpose].perHour)) return
    if (await this.#told(window, purpose, 'over-quota', now)) {
      await this.#core.alarms.raise('over-quota', purpose)
    }
    throw new Refusal('over-quota', `${purpose}: too many openings in an hour`)
  }

  /** Counts a wish to open what no fact allows; the log has it, and many in an hour alarm. */
  async withoutFact(purpose: OpeningName): Promise<void> {
    const now = this.#core.clock().getTime()
    const window = counted(this.#withoutFact, purpose, now)
    await this.#told(window, purpose, 'without-fact', now)
    if (window.count === mostWithoutFact) await this.#core.alarms.raise('without-fact', purpose)
  }

  /** Writes an entry, once a minute at most, so that a flood does not fill the log. */
  async #told(
    window: Window,
    kind: OpeningName,
    purpose: 'over-quota' | 'without-fact',
    now: number,
  ): Promise<boolean> {
    if (now - window.toldAt < tellAgainMillis) return false
    window.toldAt = now
    const { principal } = openings[kind]
    await this.#core.append({ entries: [entryOf(principal, purpose, kind)] })
    return true
  }

  #usePerson(purpose: OpeningName, subject: string, now: number): void {
    const { perPerson } = openings[purpose]
    if (perPerson === null) return
    const key = `${purpose} ${subject}`
    const before = this.#people.get(key)
    const isLive = before !== undefined && now - before.since < hourMillis
    const window = isLive ? before : { since: now, count: 0 }
    if (window.count >= perPerson) {
      this.#core.refusals.person(purpose, subject)
      throw new Refusal('over-quota', `${purpose}: too many openings for one person in an hour`)
    }
    window.count += 1
    if (isLive) return
    // Begun anew it goes to the end, so the first key is always the oldest window.
    this.#people.delete(key)
    this.#people.set(key, window)
    if (this.#people.size > mostCounted) this.#people.delete(this.#people.keys().next().value!)
  }
}

function counted(
  windows: Map<OpeningName, Window>,
  purpose: OpeningName,
  now: number,
  people = 1,
): Window {
  const before = windows.get(purpose)
  const isLive = before !== undefined && now - before.since < hourMillis
  const window = isLive ? before : { since: now, count: 0, toldAt: 0 }
  window.count += people
  windows.set(purpose, window)
  return window
}
