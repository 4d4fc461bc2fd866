/** A finished page with what every answer of it carries. */
export interface CachedPage {
  body: Buffer
  headers: Record<string, string>
  etag: string
}

export interface MadePage extends CachedPage {
  /** What the page shows; a change of any of it makes the page stale. */
  tags: readonly string[]
}

interface Kept extends MadePage {
  until: number
}

export interface CacheLimits {
  maxBytes: number
  maxPages: number
  /**
   * Longest a page is kept without being made again: some changes touch pages that cannot know
   * it beforehand (a creator's new work on the pages of the others).
   */
  maxAgeMillis: number
}

/**
 * Rendered pages that hold nothing personal, the longest unused forgotten first.
 *
 * Only as long as it hears of changes does it keep anything: `pause` when they may be missed.
 * A page begun before a change and finished after it is given out but not kept. What it kept
 * when it went deaf is given out only when no page can be made: the database that could have
 * changed is away itself.
 */
export class PageCache {
  readonly #limits: CacheLimits
  readonly #now: () => number
  readonly #pages = new Map<string, Kept>()
  readonly #keysOf = new Map<string, Set<string>>()
  readonly #making = new Map<string, Promise<MadePage | undefined>>()
  #bytes = 0
  #changes = 0
  #isHearing = false

  constructor(limits: CacheLimits, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  /** The page under this key, or made now; many who ask at once wait for one making. */
  async page(
    key: string,
    make: () => Promise<MadePage | undefined>,
  ): Promise<CachedPage | undefined> {
    const kept = this.kept(key)
    if (kept) return kept
    try {
      return await (this.#making.get(key) ?? this.#make(key, make))
    } catch (error) {
      const last = this.#isHearing ? undefined : this.#pages.get(key)
      if (last) return last
      throw error
    }
  }

  /** The page if it is there and fresh. */
  kept(key: string): CachedPage | undefined {
    const page = this.#pages.get(key)
    if (!page || page.until <= this.#now()) return undefined
    // The map's order is the order of use.
    this.#pages.delete(key)
    this.#pages.set(key, page)
    return page
  }

  /** Forgets every page that shows this. */
  drop(tag: string): void {
    this.#changes += 1
    this.#making.clear()
    for (const key of this.#keysOf.get(tag) ?? []) this.#forget(key, this.#pages.get(key))
  }

  /** Changes are heard from now on. */
  resume(): void {
    this.#isHearing = true
  }

  /** Changes may be missed from now on: nothing is fresh any more, and nothing new is kept. */
  pause(): void {
    this.#isHearing = false
    this.#changes += 1
    this.#making.clear()
    for (const page of this.#pages.values()) page.until = 0
  }

  get size(): { pages: number; bytes: number } {
    return { pages: this.#pages.size, bytes: this.#bytes }
  }

  async #make(
    key: string,
    make: () => Promise<MadePage | undefined>,
  ): Promise<MadePage | undefined> {
    const before = this.#changes
    const making = make()
    this.#making.set(key, making)
    try {
      const page = await making
      if (page && this.#isHearing && before === this.#changes) this.#keep(key, page)
      return page
    } finally {
      if (this.#making.get(key) === making) this.#making.delete(key)
    }
  }

  #keep(key: string, page: MadePage): void {
    this.#forget(key, this.#pages.get(key))
    this.#pages.set(key, { ...page, until: this.#now() + this.#limits.maxAgeMillis })
    this.#bytes += page.body.length
    for (const tag of page.tags) {
      const keys = this.#keysOf.get(tag) ?? new Set()
      this.#keysOf.set(tag, keys.add(key))
    }
    while (this.#bytes > this.#limits.maxBytes || this.#pages.size > this.#limits.maxPages) {
      const [oldest, kept] = this.#pages.entries().next().value!
      this.#forget(oldest, kept)
    }
  }

  #forget(key: string, page: Kept | undefined): void {
    if (!page) return
    this.#pages.delete(key)
    this.#bytes -= page.body.length
    for (const tag of page.tags) {
      const keys = this.#keysOf.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysOf.delete(tag)
    }
  }
}
