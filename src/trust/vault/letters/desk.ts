import { stopPoint } from '#lib/stop-point.ts'
import type { Core } from '../core.ts'
import type { Quotas } from '../quotas.ts'
import { openRecord, recordColumns, type SealedRecord } from '../records.ts'
import { BrokenSeal, unseal } from '../seal.ts'
import { placeOfLetter } from './outbox.ts'
import { type Rendered, render } from './render.ts'
import { type TemplateName, templates } from './templates.ts'

export interface TakenLetter extends Rendered {
  id: string
  messageId: string
  to: string
}

interface WaitingLetter {
  id: string
  template: TemplateName
  locale: 'ja' | 'en'
  tries: number
  facts: object
  ring: number | null
  wrapped: Buffer | null
  sealed: Buffer | null
  /** To whom it goes; null when nobody is bound any more. */
  subject: string | null
  /** Their address; null when it stands in the letter, or is gone. */
  record: string | null
}

const leaseMillis = 60_000
const mostTries = 12
/** One minute, then twice as long each time, up to six hours. */
const longestPauseMillis = 6 * 3_600_000
const lookAgainMillis = 30_000

const nextLetter = {
  name: 'next-letter',
  text: `select l.id, l.template, l.locale, l.tries, l.facts, l.ring, l.wrapped, l.sealed,
      s.id as subject, r.id as record
    from letters l
    left join bindings b on b.order_id = l.order_id
    left join subjects s on s.id = coalesce(l.subject_id, b.subject_id)
    left join lateral (
      select id from records where subject_id = s.id and kind in ('contact', 'operator')
      order by made_at desc limit 1) r on true
    where l.finished_at is null and l.due_at <= $1 order by l.due_at limit 1`,
}

const nextDue = {
  name: 'next-due',
  text: 'select min(due_at) as due from letters where finished_at is null',
}

const recordById = {
  name: 'record-by-id',
  text: `select ${recordColumns} from records r where r.id = $1`,
}

/** Where the mailer takes letters, one at a time. */
export class LetterDesk {
  readonly #core: Core
  readonly #quotas: Quotas
  #wake: () => void = () => {}
  #hasNews = false
  #taking: Promise<unknown> = Promise.resolve()

  constructor(core: Core, quotas: Quotas) {
    this.#core = core
    this.#quotas = quotas
  }

  /** Call when a letter may have been written. */
  ring(): void {
    this.#hasNews = true
    this.#wake()
  }

  /**
   * The next letter in clear, leased for 60 s, or null after the wait. Its opening is in the log
   * before it is given. At least once: a lease that ends without word is given again.
   */
  async take(waitMillis: number): Promise<TakenLetter | null> {
    const end = performance.now() + waitMillis
    for (;;) {
      this.#hasNews = false
      const letter = await this.#next()
      if (letter) return letter
      const left = end - performance.now()
      if (left <= 0) return null
      await this.#news(Math.min(left, await this.#millisToDue()))
    }
  }

  /** One after another, so two takers never get the same letter. */
  #next(): Promise<TakenLetter | null> {
    const next = this.#taking.then(() => this.#leaseNext())
    this.#taking = next.catch(() => {})
    return next
  }

  async #leaseNext(): Promise<TakenLetter | null> {
    const { db, clock } = this.#core
    for (;;) {
      const [letter] = await db.rows<WaitingLetter>(nextLetter, [clock()])
      if (!letter) return null
      await this.#quotas.use('letter')
      const words = letter.tries >= mostTries ? undefined : await this.#write(letter)
      if (words) return await this.#lease(letter, words)
      await this.#drop(letter, letter.tries >= mostTries ? 'failed' : 'nobody')
    }
  }

  async #lease(letter: WaitingLetter, words: Rendered & { to: string }): Promise<TakenLetter> {
    const { append, clock, settings } = this.#core
    const { id, subject } = letter
    const until = new Date(clock().getTime() + leaseMillis).toISOString()
    stopPoint('vault:before-lease-commit')
    await append({
      writes: { leaseLetters: [{ id, due_at: until }] },
      entries: [{ principal: 'mailer', purpose: 'letter', kind: 'contact', subject, about: id }],
    })
    stopPoint('vault:after-lease-commit')
    return { id, messageId: `<${id}@${settings.mailDomain}>`, ...words }
  }

  /** Undefined when there is nobody to write to, or what is sealed does not open. */
  async #write(letter: WaitingLetter): Promise<(Rendered & { to: string }) | undefined> {
    const { ring, settings } = this.#core
    const { id, template, locale, facts, wrapped, sealed } = letter
    const declared = templates[template]
    const isSealed = letter.ring !== null && wrapped !== null && sealed !== null
    try {
      const blob = isSealed && { ring: letter.ring!, wrapped, sealed }
      const place = placeOfLetter(id, template)
      const open = blob ? JSON.parse(unseal(ring, place, blob)) : {}
      const to = declared.to === 'mailbox' ? open.address : await this.#addressOf(letter)
      if (!to) return undefined
      const words = (declared.write as (...given: unknown[]) => ReturnType<typeof declared.write>)(
        declared.facts.parse(facts),
        declared.secrets.parse(open),
        locale,
        settings,
      )
      return { to, ...render(words, locale, settings.marketName) }
    } catch (error) {
      if (error instanceof BrokenSeal) return undefined
      throw error
    }
  }

  async #addressOf({ record }: WaitingLetter): Promise<string | undefined> {
    if (!record) return undefined
    const [sealed] = await this.#core.db.rows<SealedRecord>(recordById, [record])
    if (!sealed) return undefined
    const kind = sealed.kind === 'operator' ? 'operator' : 'contact'
    return openRecord(this.#core, 'letter', kind, sealed).address
  }

  async #drop({ id, subject }: WaitingLetter, outcome: 'failed' | 'nobody'): Promise<void> {
    const at = this.#core.clock().toISOString()
    await this.#core.append({
      writes: { finishLetters: [{ id, at, outcome }] },
      entries: [{ principal: 'vault', purpose: 'letter-failed', kind: '', subject, about: id }],
    })
  }

  async #millisToDue(): Promise<number> {
    const [row] = await this.#core.db.rows<{ due: Date | null }>(nextDue, [])
    const due = row?.due ? row.due.getTime() - this.#core.clock().getTime() : lookAgainMillis
    return Math.min(Math.max(due, 10), lookAgainMillis)
  }

  async #news(millis: number): Promise<void> {
    if (this.#hasNews) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, millis)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** The relay has it: its sealed part goes at once. */
  async sent(id: string): Promise<void> {
    stopPoint('vault:before-sent-commit')
    const at = this.#core.clock().toISOString()
    await this.#core.append({ writes: { finishLetters: [{ id, at, outcome: 'sent' }] } })
    stopPoint('vault:after-sent-commit')
  }

  /** Tried again later, or, when the relay will never take it, not at all. */
  async failed({ letter: id, forGood }: { letter: string; forGood: boolean }): Promise<void> {
    const now = this.#core.clock()
    if (forGood) return this.#drop({ id, subject: null } as WaitingLetter, 'failed')
    const [row] = await this.#core.db.rows<{ tries: number }>(triesOf, [id])
    const pause = Math.min(60_000 * 2 ** ((row?.tries ?? 1) - 1), longestPauseMillis)
    const due = new Date(now.getTime() + pause).toISOString()
    await this.#core.append({ writes: { delayLetters: [{ id, due_at: due }] } })
  }
}

const triesOf = { name: 'tries-of-letter', text: 'select tries from letters where id = $1' }
