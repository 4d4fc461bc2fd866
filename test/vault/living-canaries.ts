import { Canaries } from '#trust/canaries/canaries.ts'
import { Attempts } from '#trust/identity/attempts.ts'
import { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import type { TestVault } from './open-vault.ts'
import { allLetters } from './people.ts'

const longestMillis = 100 * 86_400_000

type Letter = Awaited<ReturnType<typeof allLetters>>[number]

/**
 * Canaries whose days pass as fast as the machine can, and whose mail comes a second after it
 * was written.
 */
export class LivingCanaries {
  readonly #town: TestVault
  readonly #due: { at: number; work: () => Promise<void> }[] = []
  readonly letters: Letter[] = []
  canaries!: Canaries
  /** Whether their mail comes to the listener. */
  isHeard = true

  private constructor(town: TestVault) {
    this.#town = town
  }

  static async open(town: TestVault, rules: { domains: string[]; count: number }) {
    const living = new LivingCanaries(town)
    const { core } = town.vault
    living.canaries = await Canaries.open(
      core,
      await Attempts.open(core, new MailboxLimits(core)),
      {
        rules,
        later: (millis, work) => {
          living.#due.push({ at: town.clock().getTime() + millis, work })
        },
      },
    )
    return living
  }

  /** Lets this much time pass. */
  async pass(millis: number): Promise<void> {
    const { clock } = this.#town
    const end = clock().getTime() + millis
    while (await this.#doNext(end)) {}
    clock.set(new Date(end))
  }

  /** Lets time pass until there are so many, and not a moment more. */
  async passUntil(count: number): Promise<string[]> {
    const end = this.#town.clock().getTime() + longestMillis
    while (this.canaries.subjects().length < count && (await this.#doNext(end))) {}
    return this.canaries.subjects()
  }

  /** Goes on to what comes next and does it; false when nothing comes before the end. */
  async #doNext(end: number): Promise<boolean> {
    this.#due.sort((a, b) => a.at - b.at)
    const next = this.#due[0]
    if (!next || next.at > end) return false
    this.#due.shift()
    this.#town.clock.set(new Date(next.at))
    await next.work()
    await this.#deliver()
    return true
  }

  async #deliver(): Promise<void> {
    for (const letter of await allLetters(this.#town)) {
      this.letters.push(letter)
      this.#town.clock.advance(1000)
      const messageId = letter.messageId.replace(/[<>]/g, '')
      if (this.isHeard) await this.canaries.mailed({ address: letter.to, messageId })
    }
  }
}
