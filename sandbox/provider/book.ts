import type { Clock } from '#lib/clock.ts'
import { type Journal, openJournal } from './journal.ts'
import { apply, type Entry, emptyState, type Fact, type State } from './record.ts'

/** The provider's memory and its file. Whoever answers must first await what it rests on. */
export interface Book {
  readonly state: State
  readonly clock: Clock
  /** An unguessable id with this prefix. */
  newId(prefix: string): string
  /** Takes effect in memory at once, so two requests cannot both win; resolves when on disk. */
  commit(facts: Fact[]): Promise<void>
  /** Resolves when everything that can be read from `state` is on disk. */
  settled(): Promise<void>
  /** Hears of every decision, after it is on disk. */
  onCommitted(listener: (facts: Fact[]) => void): void
  close(): Promise<void>
}

interface Needs {
  path: string
  clock: Clock
  newId: () => string
}

/** Reads the record and continues it. */
export async function openBook({ path, clock, newId }: Needs): Promise<Book> {
  const state = emptyState()
  const journal: Journal<Entry> = await openJournal(path, (entry) => apply(state, entry))
  const listeners: ((facts: Fact[]) => void)[] = []
  return {
    state,
    clock,
    newId: (prefix) => `${prefix}_${newId()}`,
    async commit(facts) {
      const entry: Entry = { at: clock().toISOString(), facts }
      apply(state, entry)
      await journal.append(entry)
      for (const listener of listeners) listener(facts)
    },
    settled: journal.settled,
    onCommitted: (listener) => listeners.push(listener),
    close: journal.close,
  }
}
