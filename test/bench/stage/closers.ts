/** What has to be closed in the end, whatever happens before. */
export interface Closers {
  add(close: () => unknown): void
  /** The last one first; every one is tried, the first failure is told. */
  close(): Promise<void>
}

const open = new Set<Closers>()

export function closers(): Closers {
  const waiting: (() => unknown)[] = []
  const all: Closers = {
    add: (close) => waiting.push(close),
    async close() {
      open.delete(all)
      let failure: unknown
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        try {
          await next()
        } catch (error) {
          failure ??= error
        }
      }
      if (failure) throw failure
    },
  }
  open.add(all)
  return all
}

/** For a run that is told to stop in the middle. */
export async function closeAll(): Promise<void> {
  for (const each of [...open].toReversed()) await each.close().catch(() => {})
}
