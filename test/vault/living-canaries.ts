import { Canaries } from '#trust/canaries/canaries.ts'
import { Attempts } from '#trust/identity/attempts.ts'
import type { TestVault } from './open-vault.ts'
import { allLetters } from './people.ts'

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
    living.canaries = await Canaries.open(core, await Attempts.open(core), {
      rules,
      later: (millis, work) => {
        living.#due.push({ at: town.clock().getTime() + millis, work })
      },
    })
    return living
  }

  /** Lets this much time pass. */
  async pass(millis: number): Promise<void> {
    const { clock } = this.#town
    const end = clock().getTime() + millis
    for (;;) {
      this.#due.sort((a, b) => a.at - b.at)
      const next = this.#due[0]
      if (!next || next.at > end) break
      this.#due.shift()
      clock.set(new Date(next.at))
      await next.work()
      await this.#deliver()
    }
    clock.set(new Date(end))
  }

  /** Lets time pass until there are so many. */
  async passUntil(count: number): Promise<string[]> {
    for (let days = 0; days < 100 && this.canaries.subjects().length < count; days += 1) {
      await this.pass(86_400_000)
    }
    return this.canaries.subjects()
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
