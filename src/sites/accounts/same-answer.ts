import type { Clock } from '#lib/clock.ts'

const keepMillis = 15_000
const mostKept = 5_000

/** Asks once for each key, and gives the same answer to whoever asks again shortly after. */
export type SameAnswer<T> = (key: string, ask: () => Promise<T>) => Promise<T>

/**
 * For questions that may be asked only once: a doubled press or a reload gets the first press's
 * answer instead of "already used". Kept for 15 seconds in memory, only if it was a yes.
 */
export function sameAnswer<T>(clock: Clock): SameAnswer<T> {
  const kept = new Map<string, { at: number; answer: Promise<T> }>()
  return (key, ask) => {
    const now = clock().getTime()
    for (const [old, { at }] of kept) {
      if (now - at < keepMillis && kept.size < mostKept) break
      kept.delete(old)
    }
    const known = kept.get(key)
    if (known) return known.answer
    const answer = ask()
    kept.set(key, { at: now, answer })
    answer.catch(() => kept.delete(key))
    return answer
  }
}
