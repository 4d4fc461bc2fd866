import { boundedQueue } from '#lib/bounded-queue.ts'
import type { Handlers } from '#lib/call/call.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { BrokenSeal } from '#trust/vault/broken-seal.ts'
import type { vaultForMailer } from '#trust/vault/calls/for-mailer.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import type { SealedBlob } from '#trust/vault/records.ts'
import type { Change } from '#trust/vault/sequencer.ts'
import { type Rendered, render } from './render.ts'
import { isReadable, setAside } from './set-aside.ts'
import { type TemplateName, templates } from './templates.ts'
import type { Words } from './words.ts'

export interface TakenLetter extends Rendered {
  id: string
  messageId: string
  to: string
}

interface WaitingLetter {
  id: string
  due: Date
  madeAt: Date
  template: TemplateName
  locale: 'ja' | 'en'
  tries: number
  facts: object
  ring: number | null
  wrapped: Buffer | null
  sealed: Buffer | null
  /** To whom it goes, and their address; null when nobody is bound any more, or it is gone. */
  subject: string | null
  toId: string | null
  toKind: 'contact' | 'operator'
  toMadeAt: Date | null
  toSchema: number
  toRing: number
  toWrapped: Buffer
  toSealed: Buffer
  toShredded: boolean
}

const leaseMillis = 60_000
const mostTries = 12
/** One minute, then twice as long each time, up to six hours. */
const longestPauseMillis = 6 * 3_600_000
const lookAgainMillis = 30_000
const mostTakers = 16

const nextLetters = {
  name: 'next-letters',
  text: `select l.id, l.due_at as due, l.made_at as "madeAt", l.template, l.locale, l.tries, l.facts,
      l.ring, l.wrapped, l.sealed, s.id as subject, r.id as "toId", r.kind as "toKind",
      r.made_at as "toMadeAt", r.schema as "toSchema", r.ring as "toRing",
      r.wrapped as "toWrapped", r.sealed as "toSealed",
      exists (select from shreds d where d.id = r.id) as "toShredded"
    from (select * from letters where finished_at is null order by due_at limit $1) l
    left join bindings b on b.order_id = l.order_id
    left join subjects s on s.id = coalesce(l.subject_id, b.subject_id)
    left join lateral (
      select * from records where subject_id = s.id and kind in ('contact', 'operator')
      order by made_at desc limit 1) r on true
    order by l.due_at`,
}

const letterById = {
  name: 'letter-by-id',
  text: 'select tries, subject_id as subject from letters where id = $1',
}

/** Where the mailer takes letters, one for each time it asks. */
export class LetterDesk {
  readonly #core: Core
  readonly #waiting = new Set<() => void>()
  #made = 0
  /** When the first letter comes due that the last look saw; null when it saw none. */
  #due: Date | null = null
  /** One look for all who wait at that moment, so two takers never get the same letter. */
  readonly #takers = boundedQueue<null, TakenLetter | null>({
    flush: (takers) => this.#leaseNext(takers.length),
    maxBatch: mostTakers,
    maxLength: mostTakers,
  })

  constructor(core: Core) {
    this.#core = core
    core.stopping.addEventListener('abort', () => this.#wake())
  }

  /** As the core's own `append`, and wakes the mailer when there is a letter in it. */
  async append(change: Change): Promise<'done' | 'already'> {
    const outcome = await this.#core.append(change)
    if (outcome === 'done' && change.writes?.letters?.length) {
      this.#made += 1
      this.#wake()
    }
    return outcome
  }

  /**
   * The next letter in clear, leased for 60 s, or null after the wait. Its opening is in the log
   * before it is given. At least once: a lease that ends without word is given again. A mailer
   * that has gone takes none with it.
   */
  async take(waitMillis: number, gone: AbortSignal): Promise<TakenLetter | null> {
    const end = performance.now() + waitMillis
    while (!gone.aborted) {
      const made = this.#made
      const letter = await this.#takers.push(null)
      if (letter) return letter
      const left = end - performance.now()
      if (left <= 0 || this.#core.stopping.aborted) return null
      if (made === this.#made) await this.#news(Math.min(left, this.#millisToDue()), gone)
    }
    return null
  }

  /** The next letters, at most so many, and null for whoever gets none. */
  async #leaseNext(most: number): Promise<(TakenLetter | null)[]> {
    const taken: TakenLetter[] = []
    while (taken.length < most) {
      const letters = await this.#core.db.rows<WaitingLetter>(nextLetters, [most - taken.length])
      const now = this.#core.clock()
      const due = letters.filter((letter) => letter.due <= now)
      this.#due = letters[due.length]?.due ?? null
      const looked = await Promise.allSettled(due.map((letter) => this.#leaseOrDrop(letter)))
      const leased = looked.map((each) => (each.status === 'fulfilled' ? each.value : null))
      taken.push(...leased.filter((letter) => letter !== undefined && letter !== null))
      // One that fails comes again after its lease, and those beside it are sent meanwhile.
      const fault = looked.find((each) => each.status === 'rejected')
      if (fault && taken.length === 0) throw fault.reason
      // Those dropped have made room; else there are no more.
      if (fault || !leased.includes(undefined)) break
    }
    return Array.from({ length: most }, (_, at) => taken[at] ?? null)
  }

  /** Undefined when it was dropped, or set aside for a release that knows it. */
  async #leaseOrDrop(letter: WaitingLetter): Promise<TakenLetter | undefined> {
    if (!isReadable(letter)) {
      await setAside(this.#core, letter)
      return undefined
    }
    const blobs = blobsOf(letter)
    const isHopeless = letter.tries >= mostTries || isPast(letter, this.#core.clock())
    const taken = isHopeless || !blobs ? undefined : await this.#lease(letter, blobs)
    if (!taken) await this.#drop(letter.id, letter.subject, blobs ? 'failed' : 'nobody')
    return taken
  }

  /** Undefined when what is sealed does not open. */
  async #lease(letter: WaitingLetter, blobs: SealedBlob[]): Promise<TakenLetter | undefined> {
    const { clock, settings } = this.#core
    const { id, subject, template, locale } = letter
    const until = new Date(clock().getTime() + leaseMillis).toISOString()
    stopPoint('vault:before-lease-commit')
    const opened = await open(this.#core, {
      purpose: 'letter',
      subject,
      about: id,
      blobs,
      writes: { leaseLetters: [{ id, due_at: until }] },
    }).catch((error) => {
      if (error instanceof BrokenSeal) return undefined
      throw error
    })
    stopPoint('vault:after-lease-commit')
    if (!opened) return undefined
    const secrets = opened.one('letter')
    const to = secrets?.address ?? (opened.one('contact') ?? opened.one('operator'))?.address
    const { facts, write } = templates[template]
    const writeAny = write as (facts: unknown, ...rest: unknown[]) => Words
    const words = writeAny(facts.parse(letter.facts), locale, settings, secrets?.code ?? '')
    const messageId = `<${id}@${settings.mailDomain}>`
    return { id, messageId, to: to!, ...render(words, locale, settings.marketName) }
  }

  async #drop(id: string, subject: string | null, outcome: 'failed' | 'nobody'): Promise<void> {
    const at = this.#core.clock().toISOString()
    await this.#core.append({
      writes: { finishLetters: [{ id, at, outcome }] },
      entries: [{ principal: 'vault', purpose: 'letter-failed', kind: '', subject, about: id }],
    })
  }

  #millisToDue(): number {
    if (!this.#due) return lookAgainMillis
    const millis = this.#due.getTime() - this.#core.clock().getTime()
    return Math.min(Math.max(millis, 10), lookAgainMillis)
  }

  #news(millis: number, gone: AbortSignal): Promise<void> {
    return new Promise<void>((resolve) => {
      const over = () => {
        clearTimeout(timer)
        this.#waiting.delete(over)
        gone.removeEventListener('abort', over)
        resolve()
      }
      const timer = setTimeout(over, millis)
      this.#waiting.add(over)
      gone.addEventListener('abort', over)
    })
  }

  #wake(): void {
    for (const over of this.#waiting) over()
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
    type Known = { tries: number; subject: string | null }
    const [letter] = await this.#core.db.rows<Known>(letterById, [id])
    if (!letter) return
    if (forGood) return this.#drop(id, letter.subject, 'failed')
    const pause = Math.min(60_000 * 2 ** (letter.tries - 1), longestPauseMillis)
    const due = new Date(this.#core.clock().getTime() + pause).toISOString()
    await this.#core.append({ writes: { delayLetters: [{ id, due_at: due }] } })
  }
}

/** What the mailer may ask. */
export function letterHandlers(desk: LetterDesk): Handlers<typeof vaultForMailer> {
  return {
    takeLetter: async ({ waitMillis }, { gone }) => ({
      letter: await desk.take(waitMillis, gone),
    }),
    letterSent: ({ letter }) => desk.sent(letter),
    letterFailed: (want) => desk.failed(want),
  }
}

/** What it says is good no more, such as a code that waited while the relay was away. */
function isPast({ template, madeAt }: WaitingLetter, now: Date): boolean {
  const { goodForMillis = Number.POSITIVE_INFINITY } = templates[template]
  return now.getTime() - madeAt.getTime() >= goodForMillis
}

/** The letter's own secrets and its reader's address; undefined when nobody is to be written to. */
function blobsOf(letter: WaitingLetter): SealedBlob[] | undefined {
  const { id, ring, wrapped, sealed, toId, toMadeAt } = letter
  const blobs: SealedBlob[] = []
  if (ring !== null && wrapped && sealed) {
    const place = { id, subject_id: null, kind: 'letter', about: null, schema: 1 }
    blobs.push({ ...place, ring, wrapped, sealed })
  }
  const { to, goodForMillis } = templates[letter.template]
  if (to === 'mailbox') return blobs.length > 0 ? blobs : undefined
  if (toId === null) return undefined
  // A code is for the mailbox that the order had when it was asked for: that one was counted.
  if (goodForMillis && toMadeAt && toMadeAt > letter.madeAt) return undefined
  blobs.push({
    id: toId,
    subject_id: letter.subject,
    kind: letter.toKind,
    about: null,
    schema: letter.toSchema,
    ring: letter.toRing,
    wrapped: letter.toWrapped,
    sealed: letter.toSealed,
    shredded: letter.toShredded,
  })
  return blobs
}
