import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/refusal.ts'
import { leafOf, publicTag } from '#trust/log/entry.ts'
import type { LogFiles } from '#trust/log/files.ts'
import { DatabaseFault, type Db } from './db.ts'
import type { PurposeName } from './purposes.ts'
import type { Ring } from './ring.ts'
import { readerKey, subjectTag } from './tags.ts'
import {
  hex,
  joinedQuestion,
  joinedWrites,
  type Once,
  type OnceName,
  onceBy,
  type Row,
  rivalsOf,
  usedNames,
  type WriteName,
  type Writes,
} from './writes.ts'

export interface EntryDraft {
  principal: string
  purpose: PurposeName
  /** Kind of the record opened or written, or empty. */
  kind: string
  subject: string | null
  /** The order, seller or other thing it was about; stays in the vault. */
  about: string | null
  /** Hash of a signed act; published. */
  act?: Buffer
}

/** An entry about nobody. */
export function entryOf(principal: string, purpose: PurposeName, kind = ''): EntryDraft {
  return { principal, purpose, kind, subject: null, about: null }
}

/** What one request wants to be true; all of it in one commit, or nothing. */
export interface Change {
  writes?: Writes
  entries?: EntryDraft[]
  /** Does nothing when one of these facts is there already. */
  once?: Once
  /**
   * Goes in a flush of its own, because it changes rows that others may change or drop: of two
   * changes of one row in one statement PostgreSQL does only one.
   */
  alone?: true
}

interface Waiting {
  change: Change
  resolve(outcome: 'done' | 'already'): void
  reject(error: unknown): void
}

const mostWaiting = 20_000
const mostInFlush = 500
/** A flush begins this long after the one before it began, so that a crowd shares commits. */
const paceMillis = 4
/** Statements stay prepared for the usual mixtures only; the rest is planned each time. */
const mostPrepared = 64

export interface Needs {
  writer: Db
  log: LogFiles
  ring: Ring
  clock: Clock
  /** Nobody knows what was written: the process must end, and the next one reads it. */
  onLost: (why: string) => void
  /** Of the log's last entry, in milliseconds since 1970; a clock set back goes on from there. */
  lastAt: number
}

/** The one way by which the vault's database changes. */
export class Sequencer {
  readonly #needs: Needs
  readonly #prepared = new Set<string>()
  #waiting: Waiting[] = []
  #isFlushing = false
  #isClosed = false
  #lastBegin = 0
  #lastAt: number
  #idle: () => void = () => {}

  constructor(needs: Needs) {
    this.#needs = needs
    this.#lastAt = needs.lastAt
  }

  /**
   * Durable when it answers, with its log entries. `already` means that a fact of `once` was
   * there and nothing was written. Refuses: unavailable (too many wait, or it is stopping).
   */
  append(change: Change): Promise<'done' | 'already'> {
    if (this.#isClosed || this.#waiting.length >= mostWaiting || this.#needs.log.isFull) {
      return Promise.reject(new Refusal('unavailable', 'the vault takes nothing more just now'))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject })
      this.#schedule()
    })
  }

  /** Finishes what waits. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (!this.#isFlushing && this.#waiting.length === 0) return
    await new Promise<void>((resolve) => {
      this.#idle = resolve
    })
  }

  #schedule(): void {
    if (this.#isFlushing) return
    this.#isFlushing = true
    const pause = this.#lastBegin + paceMillis - performance.now()
    if (pause > 1) setTimeout(() => this.#flush(), pause)
    else setImmediate(() => this.#flush())
  }

  async #flush(): Promise<void> {
    this.#lastBegin = performance.now()
    const batch = this.#take()
    try {
      if (!(await this.#commitAtOnce(batch))) {
        const fresh = await this.#withoutRepeats(batch)
        if (fresh.length > 0) await this.#commitOrPart(fresh)
      }
    } catch (error) {
      for (const each of batch) each.reject(error)
      if (!isSaidNo(error)) this.#giveUp(error)
    }
    this.#isFlushing = false
    if (this.#waiting.length > 0) this.#schedule()
    else this.#idle()
  }

  /** The next batch; two that claim the same fact or may change the same row never go together. */
  #take(): Waiting[] {
    const batch: Waiting[] = []
    const later: Waiting[] = []
    const claimed = new Set<string>()
    const used = new Set<WriteName>()
    const candidates = this.#waiting.splice(0, mostInFlush)
    for (const each of candidates) {
      const facts = factsOf(each.change)
      const names = usedNames(each.change.writes ?? {})
      const isRival = names.some((name) => rivalsOf.get(name)!.some((other) => used.has(other)))
      const isApart = isRival || (batch[0] && (batch[0].change.alone || each.change.alone))
      const isFree = !isApart && !facts.some(([, , key]) => claimed.has(key))
      for (const [, , key] of facts) claimed.add(key)
      if (isFree) batch.push(each)
      else later.push(each)
      if (isFree) for (const name of names) used.add(name)
    }
    this.#waiting.unshift(...later)
    return batch
  }

  /**
   * Asks nothing first where the keys of the rows themselves refuse what is there already, as
   * almost nothing ever is. False when it must be asked after all; then nothing was written.
   */
  async #commitAtOnce(batch: Waiting[]): Promise<boolean> {
    if (!batch.every(({ change }) => bringsItsFacts(change))) return false
    try {
      await this.#commit(batch)
      return true
    } catch (error) {
      if (!isSaidNo(error)) throw error
      return false
    }
  }

  async #withoutRepeats(batch: Waiting[]): Promise<Waiting[]> {
    const facts = batch.flatMap(({ change }) => factsOf(change))
    const byTable = [...Map.groupBy(facts, ([table]) => table)]
    const ids = new Map(byTable.map(([table, found]) => [table, found.map(([, id]) => id)]))
    if (ids.size === 0) return batch
    const { values, ...question } = joinedQuestion(ids)
    const found = await this.#needs.writer.rows<{ fact: string }>(question, values)
    if (found.length === 0) return batch
    const known = new Set(found.map(({ fact }) => fact))
    return batch.filter((each) => {
      if (!factsOf(each.change).some(([, , key]) => known.has(key))) return true
      each.resolve('already')
      return false
    })
  }

  /** One that the database refuses must not take the others with it. */
  async #commitOrPart(batch: Waiting[]): Promise<void> {
    try {
      await this.#commit(batch)
    } catch (error) {
      if (!isSaidNo(error) || batch.length === 1) throw error
      for (const each of batch) {
        await this.#commit([each]).catch((alone) => {
          if (!isSaidNo(alone)) throw alone
          each.reject(alone)
        })
      }
    }
  }

  #giveUp(error: unknown): void {
    this.#isClosed = true
    for (const each of this.#waiting.splice(0)) each.reject(error)
    this.#needs.onLost('the database did not say whether it wrote')
  }

  async #commit(batch: Waiting[]): Promise<void> {
    const rows: Writes = {}
    for (const { change } of batch) {
      for (const name of Object.keys(change.writes ?? {}) as WriteName[]) {
        rows[name] ??= []
        rows[name].push(...change.writes![name]!)
      }
    }
    const leaves = this.#number(batch, rows)
    const { name, text, values } = joinedWrites(rows)
    if (values.length > 0) await this.#needs.writer.rows(this.#statement(name, text), values)
    this.#needs.log.add(leaves)
    for (const each of batch) each.resolve('done')
  }

  /** Gives the entries their numbers, which are those of the tree. */
  #number(batch: Waiting[], rows: Writes): string[] {
    const { clock, log, ring } = this.#needs
    const leaves: string[] = []
    const entries: Row[] = []
    // The log's time never steps back, whatever the machine's clock does.
    const at = Math.max(this.#lastAt, clock().getTime())
    this.#lastAt = at
    for (const { change } of batch) {
      for (const { principal, purpose, kind, subject, about, act } of change.entries ?? []) {
        const index = log.size + entries.length
        const who = subject === null ? null : publicTag(readerKey(ring, subject), index, about)
        const ref = act?.toString('base64url') ?? null
        const leaf = leafOf({ at, principal, purpose, kind, who, ref })
        leaves.push(leaf)
        entries.push({
          index,
          at: new Date(at).toISOString(),
          principal,
          purpose,
          kind,
          subject_tag: subject === null ? null : hex(subjectTag(ring, subject)),
          about,
          leaf,
        })
      }
    }
    if (entries.length > 0) rows.logEntries = entries
    return leaves
  }

  #statement(name: string, text: string): { name: string; text: string } {
    if (this.#prepared.size < mostPrepared) this.#prepared.add(name)
    return { name: this.#prepared.has(name) ? name : '', text }
  }
}

/** True when the database undid the statement for a reason of its own, and numbers still fit. */
function isSaidNo(error: unknown): boolean {
  const isAnswer = error instanceof DatabaseFault && error.isAnswer
  return isAnswer && error.constraint !== 'log_entries_pkey'
}

/** True when a row of this very change takes the key of every fact that it claims. */
function bringsItsFacts(change: Change): boolean {
  return factsOf(change).every(([table, id]) => {
    const { key, write } = onceBy[table]
    return change.writes?.[write]?.some((row) => row[key] === id) ?? false
  })
}

function factsOf({ once }: Change): [OnceName, string, string][] {
  if (!once) return []
  return (Object.keys(once) as OnceName[]).map((table) => [
    table,
    once[table]!,
    `${table} ${once[table]}`,
  ])
}
