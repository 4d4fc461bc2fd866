import type { Clock } from '#lib/clock.ts'
import type { Core } from '#trust/vault/core.ts'

/** By then a use that counts is in the database, or never will be. */
const writingMillis = 60_000
const mostRemembered = 10_000

/**
 * Which passkeys are being used at this moment, and which are being let go of. Of the two the use
 * wins, because it is the sign that the owner is there; a use that begins later waits, and then
 * finds what is left. Between the two nothing is awaited, so there is no moment in between.
 */
export class PasskeyUses {
  readonly #clock: Clock
  readonly #underWay = new Map<string, number>()
  readonly #counted = new Map<string, number>()
  readonly #leaving = new Map<string, Promise<unknown>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Checks an answer of this passkey; one that holds is remembered until it is written. */
  async whileUsed<T>(credential: Buffer, check: () => Promise<T>): Promise<T> {
    const name = credential.toString('hex')
    for (let gone = this.#leaving.get(name); gone; gone = this.#leaving.get(name)) {
      await gone.catch(() => {})
    }
    this.#underWay.set(name, 1 + (this.#underWay.get(name) ?? 0))
    try {
      const proof = await check()
      this.#remember(name)
      return proof
    } finally {
      const others = this.#underWay.get(name)! - 1
      if (others > 0) this.#underWay.set(name, others)
      else this.#underWay.delete(name)
    }
  }

  /** Lets go unless one of them is being used. True when it did. */
  async unlessUsed(credentials: readonly Buffer[], letGo: () => Promise<void>): Promise<boolean> {
    const names = credentials.map((credential) => credential.toString('hex'))
    if (names.some((name) => this.#isUsed(name))) return false
    const leaving = letGo()
    for (const name of names) this.#leaving.set(name, leaving)
    try {
      await leaving
    } finally {
      for (const name of names) this.#leaving.delete(name)
    }
    return true
  }

  #isUsed(name: string): boolean {
    const counted = this.#counted.get(name) ?? Number.NEGATIVE_INFINITY
    return this.#underWay.has(name) || this.#clock().getTime() - counted < writingMillis
  }

  #remember(name: string): void {
    this.#counted.delete(name)
    this.#counted.set(name, this.#clock().getTime())
    const [oldest] = this.#counted.keys()
    if (this.#counted.size > mostRemembered) this.#counted.delete(oldest!)
  }
}

/** One for the process: rooms have copies of the core, and all of them the same ring. */
const ofProcess = new WeakMap<Core['ring'], PasskeyUses>()

export function passkeyUses({ ring, clock }: Pick<Core, 'ring' | 'clock'>): PasskeyUses {
  const uses = ofProcess.get(ring) ?? new PasskeyUses(clock)
  ofProcess.set(ring, uses)
  return uses
}
