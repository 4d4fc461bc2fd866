import { dirname } from 'node:path'
import { Refusal } from '#lib/refusal.ts'
import type { Attempts } from '#trust/identity/attempts.ts'
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
   * A mail came to one of our domains. When it is to a canary and is none of our own letters, its
   * address has been read where only the vault keeps it, after the canary was made.
   */
  async mailed({ address, messageId }: { address: string; messageId: string }): Promise<void> {
    const letter = await this.#ownLetter(messageId)
    if (letter) return void this.#lives.reads(letter)
    const canary = await this.#canaryAt(address)
    if (canary) await this.#core.alarms.raise('canary-mailed', matterOf(canary, 'vault'))
  }

  /** Undefined too where nobody can have such an address. */
  async #canaryAt(address: string): Promise<Canary | undefined> {
    try {
      const { index } = blindIndex(this.#core.ring, normalAddress(address))
      const [found] = await this.#core.db.rows<{ subject: string }>(memberOfMailbox, [index])
      return found && this.#list.get(found.subject)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'bad-input') return undefined
      throw error
    }
  }

  async #ownLetter(messageId: string): Promise<string | undefined> {
    const [id = '', domain] = messageId.split('@')
    if (domain !== this.#core.settings.mailDomain || !/^[0-9a-f-]{36}$/.test(id)) return undefined
    const [found] = await this.#core.db.rows<{ id: string }>(letterOfId, [id])
    return found?.id
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
