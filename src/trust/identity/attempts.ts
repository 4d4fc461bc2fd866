import { networkOf } from '#lib/network.ts'
import { Rates } from '#lib/rates.ts'
import { Refusal } from '#lib/refusal.ts'
import type { BoundMailbox } from '#trust/letters/mailbox-key.ts'
import type { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import { codeMillis } from '#trust/letters/template.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { sameBytes } from '#trust/vault/passes.ts'
import { sealed } from '#trust/vault/records.ts'
import { hex, type Row, type Writes } from '#trust/vault/writes.ts'
import { newCode, typedCode } from './codes.ts'
import { isKnownBrowser } from './known-browser.ts'
import type { TypedMailbox } from './typed-mailbox.ts'

const mostTries = 5
const quarterHour = 15 * 60_000
const dayMillis = 24 * 3_600_000

/** Why a code is mailed, and by which letter. */
const letterOf = {
  'sign-in': 'sign-in-code',
  'order-access': 'order-access-code',
  confirm: 'confirm-code',
  'new-address': 'new-address-code',
} as const

type AttemptPurpose = keyof typeof letterOf

export interface AttemptToMake {
  purpose: AttemptPurpose
  browserSecret: Buffer
  locale: 'ja' | 'en'
  source: string
  /** For a sign-in, and for a new address. */
  mailbox: TypedMailbox | null
  /** What the browser got when it last proved a mailbox; see known-browser.ts. */
  known?: Buffer | null
  /** For an order's access, and the mailbox that it is bound to. */
  order: string | null
  bound?: BoundMailbox | undefined
  /** Whose session asks: to be confirmed, or for a new address. */
  subject: string | null
}

export interface Attempt {
  id: string
  purpose: AttemptPurpose
  order: string | null
  subject: string | null
  index: Buffer | null
  locale: 'ja' | 'en'
  ring: number | null
  wrapped: Buffer | null
  sealed: Buffer | null
  proof: Buffer
  tries: number
  expires: Date
  done: Date | null
}

const countedAttempt = {
  name: 'counted-attempt',
  text: `update attempts set tries = least(tries + 1, 1000) where id = $1 and purpose = $2
    returning id, purpose, order_id as "order", subject_id as subject,
      blind_index as index, locale, ring, wrapped, sealed,
      proof, tries, expires_at as expires, done_at as done`,
}

const recentAttempts = {
  name: 'recent-attempts',
  text: `select coalesce(order_id::text, encode(coalesce(counted_index, blind_index), 'hex'),
        subject_id::text) as whose,
      order_id is not null as "isByOrder", by_known as "byKnown",
      encode(counted_index, 'hex') as mailbox, encode(source_tag, 'hex') as source,
      made_at as "madeAt"
    from attempts where made_at > $1 order by made_at desc limit 50000`,
}
interface RecentAttempt {
  whose: string
  isByOrder: boolean
  byKnown: boolean
  mailbox: string | null
  source: string
  madeAt: Date
}

/** Codes that were mailed, and the tries to answer them. */
export class Attempts {
  readonly #core: Core
  readonly #limits: MailboxLimits
  readonly #perPair: Rates
  readonly #perSource: Rates

  private constructor(core: Core, limits: MailboxLimits) {
    this.#core = core
    this.#limits = limits
    this.#perPair = new Rates(core.clock, { most: 5, perMillis: quarterHour })
    this.#perSource = new Rates(core.clock, { most: 30, perMillis: quarterHour })
  }

  static async open(core: Core, limits: MailboxLimits): Promise<Attempts> {
    const attempts = new Attempts(core, limits)
    const since = new Date(core.clock().getTime() - dayMillis)
    const rows = await core.db.rows<RecentAttempt>(recentAttempts, [since])
    for (const row of rows.reverse()) attempts.#restore(row)
    return attempts
  }

  #restore({ whose, isByOrder, byKnown, mailbox, source, madeAt }: RecentAttempt): void {
    if (byKnown && mailbox) {
      this.#limits.restore('known-browser', mailbox, madeAt)
      return
    }
    this.#perPair.restore(`${whose} ${source}`, madeAt)
    this.#perSource.restore(source, madeAt)
    this.#limits.restore('asked-code', whose, madeAt)
    if (isByOrder && mailbox) this.#limits.restore('order-code', mailbox, madeAt)
  }

  /**
   * Mails a code. What is done does not depend on whether anybody has that mailbox: nothing is
   * looked up. Refuses: too-many-tries.
   */
  async make(want: AttemptToMake): Promise<{ attempt: string }> {
    const { attempt } = await this.makeWithCode(want)
    return { attempt }
  }

  /** The same, for mailboxes of the vault's own; the code never leaves it but by that letter. */
  async makeWithCode(
    want: AttemptToMake,
  ): Promise<{ attempt: string; code: string; letter: string }> {
    const { append, clock, newId, ring, random } = this.#core
    const { purpose, mailbox, order, subject, locale } = want
    const to = mailbox ?? want.bound
    const counted = to?.counted.toString('hex')
    const byKnown = to !== undefined && isKnownBrowser(ring, to.index, want.known ?? null, clock())
    const source = ring.mac('pass', 'source', networkOf(want.source)).subarray(0, 16)
    if (byKnown) this.#limits.use('known-browser', counted!)
    else this.#countStranger(order ?? counted ?? subject!, source.toString('hex'))
    const id = newId()
    const code = newCode(random)
    const row = this.#row(want, { id, code, source, byKnown })
    const template = letterOf[purpose]
    const letter = letterRow(this.#core, {
      id: letterId(template, id),
      template,
      locale,
      facts: order ? { order } : {},
      secrets: mailbox ? { address: mailbox.address, code } : { code },
      ...(order ? { order } : {}),
      ...(subject && !mailbox ? { subject } : {}),
    })
    // An order tells nobody whose it is, so neither does a refusal that counts for its mailbox.
    const isCounted = order !== null && counted !== undefined && !byKnown
    const written = isCounted ? this.#limits.within('order-code', counted, letter) : letter
    await append({
      writes: { attempts: [row], letters: [written] },
      entries: [
        { principal: 'accounts', purpose: 'code-asked', kind: '', subject: null, about: id },
      ],
    })
    return { attempt: id, code, letter: letterId(template, id) }
  }

  #row(
    want: AttemptToMake,
    made: { id: string; code: string; source: Buffer; byKnown: boolean },
  ): Row {
    const { purpose, mailbox, bound, order, subject, locale } = want
    const { id, code, source, byKnown } = made
    const now = this.#core.clock()
    const counted = (mailbox ?? bound)?.counted
    const place = { kind: 'attempt', id, subject: null, about: null } as const
    const blob = mailbox && sealed(this.#core, place, { address: mailbox.address })
    return {
      id,
      purpose,
      order_id: order,
      subject_id: subject,
      blind_index: mailbox && hex(mailbox.index),
      counted_index: counted ? hex(counted) : null,
      by_known: byKnown,
      source_tag: hex(source),
      locale,
      ring: blob?.ring ?? null,
      wrapped: blob?.wrapped ?? null,
      sealed: blob?.sealed ?? null,
      proof: hex(this.#proof(id, want.browserSecret, code)),
      tries: 0,
      made_at: now.toISOString(),
      expires_at: new Date(now.getTime() + codeMillis).toISOString(),
      done_at: null,
    }
  }

  /** Strangers may use up what a mailbox or a network gets, but not what its own browsers get. */
  #countStranger(whose: string, source: string): void {
    this.#perSource.use(source)
    this.#perPair.use(`${whose} ${source}`)
    this.#limits.use('asked-code', whose)
  }

  /**
   * Counts a try and gives the attempt if the code is right. The right code works once: the
   * caller must write `usedUp` with what it does. Refuses: wrong-code, code-expired,
   * too-many-tries.
   */
  async answer(want: {
    attempt: string
    purpose: Attempt['purpose']
    browserSecret: Buffer
    code: string
  }): Promise<Attempt> {
    const { db, clock } = this.#core
    const [attempt] = await db.rows<Attempt>(countedAttempt, [want.attempt, want.purpose])
    const proof = this.#proof(want.attempt, want.browserSecret, typedCode(want.code))
    if (!attempt || attempt.done || attempt.expires <= clock()) throw new Refusal('code-expired')
    if (attempt.tries > mostTries) throw new Refusal('too-many-tries')
    if (!sameBytes(proof, attempt.proof)) {
      throw new Refusal('wrong-code', undefined, { left: mostTries - attempt.tries })
    }
    return attempt
  }

  /** The address that this attempt was mailed to, for the member that it makes. */
  async addressOf({ id, ring, wrapped, sealed }: Attempt, member: string): Promise<string> {
    if (ring === null || !wrapped || !sealed) throw new Refusal('code-expired')
    const place = { id, subject_id: null, kind: 'attempt', about: null, schema: 1 }
    const blobs = [{ ...place, ring, wrapped, sealed }]
    const want = { purpose: 'mailbox-proven', subject: member, about: id, blobs } as const
    return (await open(this.#core, want)).one('attempt')!.address
  }

  #proof(id: string, browserSecret: Buffer, code: string): Buffer {
    return this.#core.ring.mac('pass', 'mail code', id, browserSecret, code)
  }
}

/** The letter that carries the code of a sign-in. */
export function codeLetter(attempt: string): string {
  return letterId(letterOf['sign-in'], attempt)
}

/** Ends the attempt: written with whatever the right code allows, so it allows it once. */
export function usedUp(attempt: Attempt, now: Date): Writes {
  return {
    attemptsDone: [{ id: attempt.id, at: now.toISOString() }],
    usedOnce: [{ id: attempt.id, used_at: now.toISOString() }],
  }
}
