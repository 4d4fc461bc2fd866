import { type Canary, keepCanaries, readCanaries } from './canary-file.ts'

export type { Canary } from './canary-file.ts'

/** Who is a canary: in memory, and beside the ring. */
export class CanaryList {
  readonly #folder: string
  readonly #known: Map<string, Canary>

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

  /** On the disk when it resolves; known at once. */
  async keep(canary: Canary): Promise<void> {
    this.#known.set(canary.subject, canary)
    await keepCanaries(this.#folder, this.all())
  }
}
