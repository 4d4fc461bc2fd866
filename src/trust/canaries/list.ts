import { type Canary, keepCanaries, readCanaries } from './canary-file.ts'

export type { Canary } from './canary-file.ts'

/** Who is a canary: in memory, and beside the ring. */
export class CanaryList {
  readonly #folder: string
  readonly #known: Map<string, Canary>
  #writing: Promise<void> = Promise.resolve()

  private constructor(folder: string, known: readonly Canary[]) {
    this.#folder = folder
    this.#known = new Map(known.map((each) => [each.subject, each]))
  }

  static async open(keysFolder: string): Promise<CanaryList> {
    return new CanaryList(keysFolder, await readCanaries(keysFolder))
  }

  all(): Canary[] {
    return [...this.#known.values()]
  }

  get(subject: string): Canary | undefined {
    return this.#known.get(subject)
  }

  /**
   * On the disk when it resolves; known at once. One is written after the other: two at once would
   * leave a file that is no list, and no vault starts with such a one.
   */
  async keep(canary: Canary): Promise<void> {
    this.#known.set(canary.subject, canary)
    this.#writing = this.#writing.catch(() => {}).then(() => keepCanaries(this.#folder, this.all()))
    await this.#writing
  }
}
