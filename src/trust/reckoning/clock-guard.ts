import type { Handlers } from '#lib/call/call.ts'
import { Refusal } from '#lib/refusal.ts'
import type { Infer } from '#lib/shapes.ts'
import { allOperators } from '#trust/letters/operators.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import type { PurposeName } from '#trust/vault/purposes.ts'
import type { EntryDraft } from '#trust/vault/sequencer.ts'
import type { clockCallsForSupervisor, clockStanding } from './calls.ts'
import { offMillis, type Reckoning, toleranceMillis } from './client.ts'
import { type DoubtCause, doubtOf, earliestOf, type Seen } from './judgement.ts'

/** Where time comes from that the machine's clock does not give. */
export interface OtherClocks {
  /** Milliseconds that really passed; whatever is done to the clock, it goes on evenly. */
  passed: () => number
  /** PostgreSQL's clock, in milliseconds since 1970. */
  database: () => Promise<number>
}

interface Doubt {
  id: string
  cause: DoubtCause
  since: Date
}

const markEveryMillis = 5 * 60_000

const known = {
  name: 'clock-known',
  text: `select (select reckoned_at from clock_marks) as mark, d.id, d.cause, d.clock_at as since
    from (select) one left join clock_doubts d on d.ended_at is null`,
}
const databaseClock = {
  name: 'database-clock',
  text: 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
}

/** The time of this machine, really passed, and of its database. */
export function clocksOf(core: Pick<Core, 'db'>): OtherClocks {
  return {
    passed: () => performance.now(),
    database: async () => (await core.db.rows<{ now: number }>(databaseClock, []))[0]!.now,
  }
}

/**
 * Compares the machine's clock with what the vault knows: the last moment it believed, over
 * restarts too, the time really passed since, PostgreSQL's clock and the witness's.
 *
 * While they do not fit nothing is due. Whoever runs the market is told once for each doubt; it
 * ends by itself when the clock is right again, or when a person says that it is.
 */
export class ClockGuard implements Reckoning {
  readonly #core: Core
  readonly #others: OtherClocks
  readonly #agreed = new Set<DoubtCause>()
  #base: { at: number; passed: number; slackMillis: number }
  #witness: { at: number; passed: number } | undefined
  #doubt: Doubt | undefined
  #markedAt = Number.NEGATIVE_INFINITY

  constructor(core: Core, others: OtherClocks, mark: Date | null, doubt?: Doubt) {
    this.#core = core
    this.#others = others
    this.#doubt = doubt
    const at = (mark ?? core.clock()).getTime()
    this.#base = { at, passed: others.passed(), slackMillis: offMillis }
  }

  async believed(): Promise<Date | undefined> {
    const { seen, cause } = await this.#look()
    return cause === undefined ? new Date(seen.clock) : undefined
  }

  async earliest(): Promise<Date> {
    const { seen, cause } = await this.#look()
    return new Date(cause === undefined ? seen.clock : earliestOf(seen))
  }

  witnessed(at: Date): void {
    this.#witness = { at: at.getTime(), passed: this.#others.passed() }
  }

  handlers(): Handlers<typeof clockCallsForSupervisor> {
    return {
      clock: () => this.standing(),
      confirmClock: async ({ date }) => {
        await this.confirm(date, { principal: 'supervisor' })
        return this.standing()
      },
    }
  }

  /** What every clock says, and whether one is doubted. */
  async standing(): Promise<Infer<typeof clockStanding>> {
    const { seen } = await this.#look()
    const { clock, reckoned, database, witness } = seen
    const doubt = this.#doubt && { cause: this.#doubt.cause, since: this.#doubt.since.getTime() }
    return { clock, reckoned, database, witness, doubt: doubt ?? null }
  }

  /**
   * A person says that it is this date, so the clock is right. Refuses: not-found, where nothing
   * is in doubt; bad-input, for a date that the clock does not show anywhere on earth.
   */
  async confirm(date: string, by: Pick<EntryDraft, 'principal' | 'act'>): Promise<void> {
    await this.#inTurn(async () => {
      const { seen } = await this.#lookNow()
      const doubt = this.#doubt
      if (!doubt) throw new Refusal('not-found', 'the clock is not in doubt')
      if (!isDateOf(date, seen.clock)) {
        throw new Refusal('bad-input', 'date: is not what the clock shows', { field: 'date' })
      }
      await this.#end(doubt, 'confirmed', entry('clock-confirmed', doubt.cause, by))
      this.#agreed.add(doubt.cause)
      this.#begin(seen.clock)
      await this.#mark(seen.clock)
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#core.turns.run('clock', work)
  }

  #look() {
    return this.#inTurn(() => this.#lookNow())
  }

  async #lookNow(): Promise<{ seen: Seen; cause: DoubtCause | undefined }> {
    const seen = await this.#see()
    const cause = doubtOf(seen, this.#agreed)
    if (cause && !this.#doubt) await this.#tell(cause, seen)
    if (!cause && this.#doubt) {
      await this.#end(this.#doubt, 'mended', entry('clock-believed', this.#doubt.cause))
    }
    if (!cause && seen.slackMillis !== toleranceMillis) this.#begin(seen.clock)
    await this.#markNowAndThen(cause ? seen.reckoned : seen.clock)
    return { seen, cause }
  }

  async #see(): Promise<Seen> {
    const database = await this.#others.database()
    const passed = this.#others.passed()
    const { at, slackMillis } = this.#base
    const witness = this.#witness && this.#witness.at + (passed - this.#witness.passed)
    return {
      clock: this.#core.clock().getTime(),
      reckoned: Math.round(at + (passed - this.#base.passed)),
      slackMillis,
      database: Math.round(database),
      witness: witness === undefined ? null : Math.round(witness),
    }
  }

  /** Believed from here on: it leaps when it goes otherwise than time passes. */
  #begin(at: number): void {
    this.#base = { at, passed: this.#others.passed(), slackMillis: toleranceMillis }
  }

  async #markNowAndThen(at: number): Promise<void> {
    if (this.#others.passed() - this.#markedAt >= markEveryMillis) await this.#mark(at)
  }

  async #mark(at: number): Promise<void> {
    const reckoned_at = new Date(at).toISOString()
    await this.#core.append({ writes: { clockMarks: [{ one: true, reckoned_at }] } })
    this.#markedAt = this.#others.passed()
  }

  async #tell(cause: DoubtCause, { clock, reckoned, database, witness }: Seen): Promise<void> {
    const { newId, settings, append } = this.#core
    const id = newId()
    const people = await allOperators(this.#core)
    const clock_at = new Date(clock).toISOString()
    const reckoned_at = new Date(reckoned).toISOString()
    const alarm = { id, kind: 'clock-doubted', at: clock_at, matter: cause }
    await append({
      writes: {
        clockDoubts: [{ id, cause, clock_at, reckoned_at, ended_at: null, outcome: null }],
        alarms: [alarm],
        letters: people.map((operator) =>
          letterRow(this.#core, {
            id: letterId('clock-doubted', id, operator),
            template: 'clock-doubted',
            locale: settings.operatorLocale,
            subject: operator,
            facts: { cause, clock, reckoned, database, witness },
          }),
        ),
      },
      entries: [
        entry('clock-doubted', cause),
        { ...entry('alarm-raised', 'clock-doubted'), about: id },
      ],
    })
    this.#doubt = { id, cause, since: new Date(clock) }
  }

  async #end(doubt: Doubt, outcome: 'confirmed' | 'mended', told: EntryDraft): Promise<void> {
    const at = this.#core.clock().toISOString()
    await this.#core.append({
      writes: { endClockDoubts: [{ id: doubt.id, at, outcome }] },
      entries: [told],
    })
    this.#doubt = undefined
  }
}

/** Goes on from what an earlier process believed or doubted, and looks at once. */
export async function openClockGuard(core: Core, others = clocksOf(core)): Promise<ClockGuard> {
  type Row = { mark: Date | null } & (Doubt | { id: null })
  const [row] = await core.db.rows<Row>(known, [])
  const guard = new ClockGuard(
    core,
    others,
    row!.mark,
    row!.id === null ? undefined : (row as Doubt),
  )
  await guard.standing()
  return guard
}

/** True when it is that date now, at some place on earth. */
export function isDateOf(date: string, at: number): boolean {
  const begins = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  return at >= begins - 14 * 3_600_000 && at < begins + 36 * 3_600_000
}

function entry(
  purpose: PurposeName,
  cause: string,
  by: Pick<EntryDraft, 'principal' | 'act'> = { principal: 'vault' },
): EntryDraft {
  return { ...by, purpose, kind: cause, subject: null, about: null }
}
