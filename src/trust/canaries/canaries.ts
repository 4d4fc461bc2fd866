import { dirname } from 'node:path'
import { type BrowserKind, browserKinds } from '#lib/http/browser-kind.ts'
import type { RandomBytes } from '#lib/random.ts'
import { repeat } from '#lib/repeat.ts'
import type { Attempts } from '#trust/identity/attempts.ts'
import { answerCode } from '#trust/identity/sign-in.ts'
import { blindIndex, normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { type Canary, keepCanaries, readCanaries } from './canary-file.ts'
import type { CanaryWatch } from './client.ts'
import { inventedName } from './names.ts'

export interface CanaryRules {
  /** Domains whose mail comes to our listener; none means no canaries. */
  domains: readonly string[]
  /** How many there shall be. */
  count: number
}

export const noCanaries: CanaryRules = { domains: [], count: 0 }

const hourMillis = 3_600_000
/** Its own first letters are read by the mailer like anybody's. */
const quietMillis = hourMillis

/**
 * Members who do not exist. They come about as members do and leave the same kinds of rows; who
 * they are stands beside the ring only. Their times still tell: they answer at once and never
 * come back. Nobody has a reason to open one or to write to one, so whoever does has taken
 * something.
 */
export class Canaries implements CanaryWatch {
  readonly #core: Core
  readonly #attempts: Attempts
  readonly #rules: CanaryRules
  readonly #folder: string
  #known = new Map<string, Canary>()

  private constructor(core: Core, attempts: Attempts, rules: CanaryRules) {
    this.#core = core
    this.#attempts = attempts
    this.#rules = rules
    this.#folder = dirname(core.keys.file)
  }

  static async open(core: Core, attempts: Attempts, rules: CanaryRules): Promise<Canaries> {
    const canaries = new Canaries(core, attempts, rules)
    const known = await readCanaries(canaries.#folder)
    canaries.#known = new Map(known.map((each) => [each.subject, each]))
    return canaries
  }

  has(subject: string): boolean {
    return this.#known.has(subject)
  }

  subjects(): string[] {
    return [...this.#known.keys()]
  }

  /** Alarms: somebody had the vault open a person who does not exist. */
  async opened(subject: string, purpose: string): Promise<void> {
    const canary = this.#known.get(subject)
    if (!canary) return
    const isItsOwnLetter =
      purpose === 'letter' && this.#core.clock().getTime() - canary.madeAt < quietMillis
    if (!isItsOwnLetter) await this.#core.alarms.raise('canary-opened', matterOf(canary, purpose))
  }

  /**
   * A mail came to one of our domains. When it is to a canary and is none of our own letters, its
   * address has been read where only the vault keeps it, after the canary was made.
   */
  async mailed({ address, messageId }: { address: string; messageId: string }): Promise<void> {
    const { index } = blindIndex(this.#core.ring, normalAddress(address))
    const [found] = await this.#core.db.rows<{ subject: string }>(memberOfMailbox, [index])
    const canary = found && this.#known.get(found.subject)
    if (!canary || (await this.#isOurs(messageId))) return
    await this.#core.alarms.raise('canary-mailed', matterOf(canary, 'vault'))
  }

  /** From here on every room knows them. */
  watch(): void {
    const { canaries } = this.#core
    canaries.subjects = () => this.subjects()
    canaries.has = (subject) => this.has(subject)
    canaries.opened = (subject, purpose) => this.opened(subject, purpose)
  }

  /** Makes those that are missing, now and then, until the vault stops. */
  breed(onError: (error: unknown) => void): void {
    if (this.#rules.domains.length === 0) return
    const rounds = repeat({
      work: async () => {
        await this.makeOneNowAndThen()
        return false
      },
      everyMillis: hourMillis,
      onError,
    })
    this.#core.stopping.addEventListener('abort', () => void rounds.stop())
  }

  /** Makes one when one is missing, in about one hour of `chance`; gives whether it did. */
  async makeOneNowAndThen(chance = 24): Promise<boolean> {
    const isMissing = this.#rules.domains.length > 0 && this.#known.size < this.#rules.count
    if (!isMissing || this.#core.random(1)[0]! % chance !== 0) return false
    await this.make()
    return true
  }

  /** A member as any other who signed in by mail: the same rows, letters and entries. */
  async make(): Promise<string> {
    const { random, clock } = this.#core
    const domain = this.#rules.domains[random(1)[0]! % this.#rules.domains.length]!
    const address = `${inventedName(random)}@${domain}`
    const browserSecret = random(16)
    const wish = { address, browserSecret, locale: 'ja', source: inventedSource(random) } as const
    const { index } = blindIndex(this.#core.ring, normalAddress(address))
    const mailbox = { address, index }
    const made = await this.#attempts.makeWithCode({
      ...wish,
      purpose: 'sign-in',
      mailbox,
      order: null,
      subject: null,
    })
    const { member } = await answerCode(this.#core, this.#attempts, {
      ...made,
      browserSecret,
      browser: inventedBrowser(random),
    })
    this.#known.set(member, { subject: member, madeAt: clock().getTime() })
    await keepCanaries(this.#folder, [...this.#known.values()])
    return member
  }

  async #isOurs(messageId: string): Promise<boolean> {
    const [id = '', domain] = messageId.split('@')
    if (domain !== this.#core.settings.mailDomain || !/^[0-9a-f-]{36}$/.test(id)) return false
    return (await this.#core.db.rows(letterOfId, [id])).length > 0
  }
}

const memberOfMailbox = {
  name: 'member-of-mailbox',
  text: 'select subject_id as subject from mailboxes where blind_index = $1 and is_member limit 1',
}

const letterOfId = { name: 'letter-of-id', text: 'select id from letters where id = $1' }

/** The store it was taken from, and since when it was there to be taken. */
function matterOf({ madeAt }: Canary, where: string): string {
  return `${where}; ${new Date(madeAt).toISOString()}/`
}

function inventedBrowser(random: RandomBytes): BrowserKind {
  return browserKinds[random(1)[0]! % browserKinds.length]!
}

/** An address on the net of documentation: whose it is tells nobody anything. */
function inventedSource(random: RandomBytes): string {
  const [one = 0, two = 0] = random(2)
  return one % 2 === 0 ? `198.51.100.${two}` : `203.0.113.${two}`
}
