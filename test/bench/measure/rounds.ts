import type { BenchWish } from '../report/row.ts'
import { median } from './numbers.ts'

/**
 * Runs the measured and its limit in turn, so that what else the machine does meets both alike.
 * Gives all rounds of each; the middle one is what counts.
 */
export async function inTurn<T extends Record<string, () => Promise<unknown>>>(
  { rounds, say }: BenchWish,
  measured: T,
): Promise<{ [K in keyof T]: Awaited<ReturnType<T[K]>>[] }> {
  const results = Object.fromEntries(Object.keys(measured).map((name) => [name, [] as unknown[]]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, measure] of Object.entries(measured)) {
      const result = await measure()
      results[name]!.push(result)
      say(`  ${name}, round ${round} of ${rounds}: ${brief(result)}`)
    }
  }
  return results as never
}

/** The round whose number is the middle one, with everything that was measured in it. */
export function middle<T>(results: readonly T[], by: (result: T) => number): T {
  const wanted = median(results.map(by))
  const distance = (result: T) => Math.abs(by(result) - wanted)
  return results.reduce((best, each) => (distance(each) < distance(best) ? each : best))
}

function brief(result: unknown): string {
  const text = JSON.stringify(result, (_, value) =>
    typeof value === 'number' ? Math.round(value * 100) / 100 : value,
  )
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}
