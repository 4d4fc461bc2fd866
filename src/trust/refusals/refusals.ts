import type { OwnAlarm } from '#trust/letters/client.ts'
import type { Core } from '#trust/vault/core.ts'
import { type OpeningName, openings } from '#trust/vault/purposes.ts'
import type { RefusalCount, SessionFlaw } from './client.ts'

type Told = 'session-refused' | 'person-over-quota' | 'letter-left-out' | 'alarm-left-out'

/** One kind of refusal: at most a few dozen of them, whatever is asked. */
interface Count {
  purpose: Told & OwnAlarm
  principal: string
  /** The flaw or the purpose, as entry and alarm call it. */
  what: string
  /** Refused since the entry before. */
  untold: number
  toldAt: number
  hourSince: number
  inHour: number
  /** From so many in an hour on it is not ordinary. */
  most: number
  people: Set<string>
  /** Alarmed, and no quiet hour since. */
  isAlarmed: boolean
}

const hourMillis = 3_600_000
/** An entry for each kind so often at most; it says how many there were. */
export const tellAgainMillis = 600_000
const roundMillis = 60_000

/**
 * In an hour, what is no longer ordinary: people return with sessions that are over or were
 * swept, but nobody has one of another site, and few reach the most for one person.
 */
const mostOrdinary = { unknown: 500, foreign: 10, over: Number.POSITIVE_INFINITY } as const
const mostPeople = 10
/** A mailbox under siege is one thing, many of them another. No monitor is that busy. */
const mostLeftOut = { letter: 50, alarm: 1 } as const

/**
 * Counts refused sessions, people over their limit, letters and alarms left out. The log has an
 * entry for each kind at most every ten minutes, with the number; operators hear once of what is
 * not ordinary, and again after an hour in which it was.
 */
export class Refusals implements RefusalCount {
  readonly #core: Core
  readonly #counts = new Map<string, Count>()

  constructor(core: Core) {
    this.#core = core
  }

  session(site: string, flaw: SessionFlaw): void {
    const count = this.#counted('session-refused', site, flaw, mostOrdinary[flaw])
    if (count.inHour === count.most) this.#alarm(count, `${site} ${flaw}`)
    this.#tell(count, tellAgainMillis)
  }

  person(purpose: OpeningName, subject: string): void {
    const count = this.#counted('person-over-quota', openings[purpose].principal, purpose)
    const isNew = count.people.size < mostPeople && !count.people.has(subject)
    if (isNew && count.people.add(subject).size === mostPeople) this.#alarm(count, purpose)
    this.#tell(count, tellAgainMillis)
  }

  leftOut(what: 'letter' | 'alarm', which: string): void {
    const principal = what === 'alarm' ? 'monitor' : 'vault'
    const count = this.#counted(`${what}-left-out`, principal, which, mostLeftOut[what])
    if (count.inHour === count.most) this.#alarm(count, which)
    this.#tell(count, tellAgainMillis)
  }

  /** From here on the kernel counts here; what is not told yet is told later, or at the end. */
  watch(): void {
    const { refusals, stopping } = this.#core
    refusals.session = (site, flaw) => this.session(site, flaw)
    refusals.person = (purpose, subject) => this.person(purpose, subject)
    refusals.leftOut = (what, which) => this.leftOut(what, which)
    const timer = setInterval(() => this.tellAll(tellAgainMillis), roundMillis).unref()
    const end = () => {
      clearInterval(timer)
      this.tellAll(0)
    }
    stopping.addEventListener('abort', end, { once: true })
  }

  /** Tells of every kind whose last entry is so old. */
  tellAll(afterMillis: number): void {
    for (const count of this.#counts.values()) this.#tell(count, afterMillis)
  }

  #counted(purpose: Told, principal: string, what: string, most = Number.POSITIVE_INFINITY): Count {
    const now = this.#core.clock().getTime()
    const key = `${purpose} ${principal} ${what}`
    const count = this.#counts.get(key) ?? fresh({ purpose, principal, what, most }, now)
    if (now - count.hourSince >= hourMillis) this.#beginHour(count, now)
    count.untold += 1
    count.inHour += 1
    this.#counts.set(key, count)
    return count
  }

  /** After an hour that was as it should be, the next that is not is another incident. */
  #beginHour(count: Count, now: number): void {
    const wasQuiet = now - count.hourSince >= 2 * hourMillis
    const wasOrdinary = count.inHour < count.most && count.people.size < mostPeople
    if (wasQuiet || wasOrdinary) count.isAlarmed = false
    count.hourSince = now
    count.inHour = 0
    count.people.clear()
  }

  #alarm(count: Count, matter: string): void {
    if (count.isAlarmed) return
    count.isAlarmed = true
    this.#core.alarms.raise(count.purpose, matter).catch(() => {
      count.isAlarmed = false
    })
  }

  #tell(count: Count, afterMillis: number): void {
    const now = this.#core.clock().getTime()
    if (count.untold === 0 || now - count.toldAt < afterMillis) return
    const { purpose, principal, untold, toldAt } = count
    const kind = `${count.what} ${untold}`
    count.untold = 0
    count.toldAt = now
    const entry = { principal, purpose, kind, subject: null, about: null }
    this.#core.append({ entries: [entry] }).catch(() => {
      // The vault takes nothing just now; what was counted is told later.
      count.untold += untold
      count.toldAt = toldAt
    })
  }
}

type Counted = Pick<Count, 'purpose' | 'principal' | 'what' | 'most'>

function fresh(of: Counted, now: number): Count {
  const counts = { untold: 0, toldAt: 0, hourSince: now, inHour: 0 }
  return { ...of, ...counts, people: new Set(), isAlarmed: false }
}
