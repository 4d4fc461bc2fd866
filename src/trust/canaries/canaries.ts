import { dirname } from 'node:path'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { type Attempts, codeLetter } from '#trust/identity/attempts.ts'
import { blindIndex, normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import type { CanaryWatch } from './client.ts'
import { type Canary, CanaryList } from './list.ts'
import { CanaryLives, type CanaryRules, type Later } from './lives.ts'

export const noCanaries: CanaryRules = { domains: [], count: 0 }

/** Its own first letters are read by the mailer like anybody's. */
const quietMillis = 3_600_000

/**
 * Members who do not exist. They come about as members do, come back as members do, and leave
 * the same rows; who they are stands beside the ring only. Nobody has a reason to open one or to
 * write to one, so whoever does has taken something.
 */
export class Canaries implements CanaryWatch {
  readonly #core: Core
  readonly #list: CanaryList
  readonly #lives: CanaryLives

  private constructor(core: Core, list: CanaryList, lives: CanaryLives) {
    this.#core = core
    this.#list = list
    this.#lives = lives
  }

  static async open(
    core: Core,
    attempts: Attempts,
    { rules, later = laterByTimers(core.stopping) }: { rules: CanaryRules; later?: Later },
  ): Promise<Canaries> {
    const list = await CanaryList.open(dirname(core.keys.file))
    const canaries = new Canaries(
      core,
      list,
      new CanaryLives(core, attempts, { list, rules, later }),
    )
    core.canaries.subjects = () => canaries.subjects()
    core.canaries.has = (subject) => canaries.has(subject)
    core.canaries.opened = (subject, purpose) => canaries.opened(subject, purpose)
    canaries.#lives.begin()
    return canaries
  }

  has(subject: string): boolean {
    return this.#list.get(subject) !== undefined
  }

  subjects(): string[] {
    return this.#list.all().map(({ subject }) => subject)
  }

  /** Alarms: somebody had the vault open a person who does not exist. */
  async opened(subject: string, purpose: string): Promise<void> {
    const canary = this.#list.get(subject)
    if (!canary || this.#isItsOwnDoing(canary, purpose)) return
    await this.#core.alarms.raise('canary-opened', matterOf(canary, purpose))
  }

  #isItsOwnDoing({ madeAt, address }: Canary, purpose: string): boolean {
    if (purpose === 'mailbox-proven') return this.#lives.isAnswering(address)
    return purpose === 'letter' && this.#core.clock().getTime() - madeAt < quietMillis
  }

  /**
   * A mail came to one of our domains. When it is to a canary and is none of our letters to that
   * very one, its address has been read where only the vault keeps it, after the canary was made.
   */
  async mailed({ address, messageId }: { address: string; messageId: string }): Promise<void> {
    const index = this.#indexOf(address)
    if (!index) return
    const letter = this.#letterIn(messageId)
    if (letter && this.#lives.reads(letter, address)) return
    const [found] = await this.#core.db.rows<{ subject: string }>(memberOfMailbox, [index])
    const canary = found && this.#list.get(found.subject)
    if (!canary || (letter && (await this.#wasSentTo(canary, letter, index)))) return
    await this.#core.alarms.raise('canary-mailed', matterOf(canary, 'vault'))
  }

  /** Undefined where nobody can have such an address. */
  #indexOf(address: string): Buffer | undefined {
    try {
      return blindIndex(this.#core.ring, normalAddress(address)).index
    } catch (error) {
      if (error instanceof Refusal && error.code === 'bad-input') return undefined
      throw error
    }
  }

  #letterIn(messageId: string): string | undefined {
    const [id = '', domain] = messageId.split('@')
    return domain === this.#core.settings.mailDomain && isId(id) ? id : undefined
  }

  /** Who got one of our letters knows its id; only the canary's own count. */
  async #wasSentTo({ subject }: Canary, letter: string, index: Buffer): Promise<boolean> {
    const { db } = this.#core
    const letters = await db.rows(letterToSubject, [letter, subject])
    if (letters.length > 0) return true
    const attempts = await db.rows<{ id: string }>(codesToMailbox, [index])
    return attempts.some(({ id }) => codeLetter(id) === letter)
  }
}

const memberOfMailbox = {
  name: 'member-of-mailbox',
  text: 'select subject_id as subject from mailboxes where blind_index = $1 and is_member limit 1',
}

const letterToSubject = {
  name: 'letter-to-subject',
  text: 'select id from letters where id = $1 and subject_id = $2',
}

const codesToMailbox = {
  name: 'codes-to-mailbox',
  text: `select id from attempts where blind_index = $1 and purpose = 'sign-in'
    order by made_at desc limit 1000`,
}

/** The store it was taken from, and since when it was there to be taken. */
function matterOf({ madeAt }: Canary, where: string): string {
  return `${where}; ${new Date(madeAt).toISOString()}/`
}

/** What one of them could not do, it does not do: the next one comes by itself. */
function laterByTimers(stopping: AbortSignal): Later {
  const timers = new Set<NodeJS.Timeout>()
  stopping.addEventListener('abort', () => {
    for (const timer of timers) clearTimeout(timer)
  })
  return (millis, work) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work().catch(() => {})
    }, millis)
    timers.add(timer)
  }
}
