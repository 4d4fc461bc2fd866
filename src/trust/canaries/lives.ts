import { createHash } from 'node:crypto'
import type { BrowserKind } from '#lib/http/browser-kind.ts'
import type { RandomBytes } from '#lib/random.ts'
import { Refusal } from '#lib/refusal.ts'
import type { Attempts } from '#trust/identity/attempts.ts'
import { HandOvers, renewSession } from '#trust/identity/sessions.ts'
import { answerCode } from '#trust/identity/sign-in.ts'
import { typedMailbox } from '#trust/identity/typed-mailbox.ts'
import type { Core } from '#trust/vault/core.ts'
import type { Canary, CanaryList } from './list.ts'
import {
  comingMillis,
  commonBrowser,
  habitMillis,
  readingMillis,
  redirectMillis,
} from './moments.ts'
import { inventedName } from './names.ts'

export interface CanaryRules {
  /** Domains whose mail comes to our listener; none means no canaries. */
  domains: readonly string[]
  /** How many there shall be. */
  count: number
}

/** Does the work after so many milliseconds. */
export type Later = (millis: number, work: () => Promise<void>) => void

/** Who a code was mailed to, until it is read. */
interface Waiting {
  attempt: string
  code: string
  browserSecret: Buffer
  address: string
  browser: BrowserKind
  everyMillis: number
}

const mostWaiting = 50
const dayMillis = 86_400_000

/**
 * What canaries do, at the hours and with the pauses of people: ask for a code, read it when its
 * mail has come to their mailbox, go on to the shop, come back on other days. One whose mail never
 * comes does not come about: it would hear of no theft either.
 */
export class CanaryLives {
  readonly #core: Core
  readonly #attempts: Attempts
  readonly #handOvers: HandOvers
  readonly #list: CanaryList
  readonly #rules: CanaryRules
  readonly #later: Later
  readonly #waiting = new Map<string, Waiting>()
  readonly #answering = new Set<string>()

  constructor(
    core: Core,
    attempts: Attempts,
    { list, rules, later }: { list: CanaryList; rules: CanaryRules; later: Later },
  ) {
    this.#core = core
    this.#attempts = attempts
    this.#handOvers = new HandOvers(core)
    this.#list = list
    this.#rules = rules
    this.#later = later
  }

  /** From here on they come: those there are, and one more every day or so until all are there. */
  begin(): void {
    if (this.#rules.domains.length === 0) return
    for (const canary of this.#list.all()) this.#comeBack(canary)
    this.#comeAbout()
  }

  /** Whether this one is answering a code of its own, which has its address opened. */
  isAnswering(address: string): boolean {
    return this.#answering.has(address)
  }

  /** Its own mail came: it reads the code and answers in a while. False when it is another mail. */
  reads(letter: string, address: string): boolean {
    const waiting = this.#waiting.get(letter)
    if (waiting?.address !== address) return false
    this.#waiting.delete(letter)
    this.#later(readingMillis(this.#core.random), () => this.#answer(waiting))
    return true
  }

  #comeAbout(): void {
    const { random, clock } = this.#core
    this.#later(comingMillis(random, clock(), dayMillis), async () => {
      this.#comeAbout()
      if (this.#list.all().length < this.#rules.count) await this.#askCode(this.#invented())
    })
  }

  #invented() {
    const { random } = this.#core
    const { domains } = this.#rules
    return {
      address: `${inventedName(random)}@${domains[random(1)[0]! % domains.length]}`,
      browser: commonBrowser(random),
      everyMillis: habitMillis(random),
    }
  }

  async #askCode(person: Pick<Waiting, 'address' | 'browser' | 'everyMillis'>): Promise<void> {
    const { ring, random } = this.#core
    const browserSecret = random(16)
    const { letter, ...made } = await this.#attempts.makeWithCode({
      purpose: 'sign-in',
      mailbox: typedMailbox(ring, person.address),
      browserSecret,
      locale: 'ja',
      source: inventedSource(random),
      order: null,
      subject: null,
    })
    const { address, browser, everyMillis } = person
    this.#waiting.set(letter, { ...made, browserSecret, address, browser, everyMillis })
    if (this.#waiting.size > mostWaiting) {
      this.#waiting.delete(this.#waiting.keys().next().value!)
    }
  }

  async #answer({ address, everyMillis, ...waiting }: Waiting): Promise<void> {
    this.#answering.add(address)
    const signedIn = await answerCode(this.#core, this.#attempts, waiting).finally(() =>
      this.#answering.delete(address),
    )
    const { member, session } = signedIn
    const { browser } = waiting
    const madeAt = this.#list.get(member)?.madeAt ?? this.#core.clock().getTime()
    const canary = { subject: member, madeAt, address, browser, everyMillis, handle: '' }
    await this.#list.keep(canary)
    this.#later(redirectMillis(this.#core.random), () => this.#goToShop(canary, session))
  }

  async #goToShop(canary: Canary, session: Buffer): Promise<void> {
    const nonce = this.#core.random(32)
    const state = createHash('sha256').update(nonce).digest('base64url')
    const asked = { session, order: null, orderAccess: null, state }
    const { code } = await this.#handOvers.mint(asked)
    const { handle } = await this.#handOvers.exchange({ code, nonce })
    const inShop = { ...canary, handle: handle!.toString('base64url') }
    await this.#list.keep(inShop)
    this.#comeBack(inShop)
  }

  #comeBack(canary: Canary): void {
    const { random, clock } = this.#core
    this.#later(comingMillis(random, clock(), canary.everyMillis), async () => {
      // Whoever signed in anew goes on from there.
      if (this.#list.get(canary.subject)?.handle !== canary.handle) return
      // Whatever goes wrong today, and be it a letter lost on its way, there is another day.
      this.#comeBack(canary)
      const handle = Buffer.from(canary.handle, 'base64url')
      const isOver = await renewSession(this.#core, { handle }).then(() => false, isNotSignedIn)
      if (isOver) await this.#askCode(canary)
    })
  }
}

function isNotSignedIn(error: unknown): true {
  if (error instanceof Refusal && error.code === 'sign-in-needed') return true
  throw error
}

/** An address on the net of documentation: whose it is tells nobody anything. */
function inventedSource(random: RandomBytes): string {
  const [one = 0, two = 0] = random(2)
  return one % 2 === 0 ? `198.51.100.${two}` : `203.0.113.${two}`
}
