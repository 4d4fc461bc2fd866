import { setTimeout as wait } from 'node:timers/promises'

const pauseMillis = 50

/** Asks until there is an answer other than undefined or false; a fault is asked again too. */
export async function pollUntil<T>(
  claim: string,
  ask: () => Promise<T | undefined | false>,
  millis: number,
): Promise<T> {
  const end = Date.now() + millis
  let cause: unknown
  while (Date.now() < end) {
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== false) return answer
      cause = undefined
    } catch (error) {
      cause = error
    }
    await wait(pauseMillis)
  }
  throw new Error(`not within ${millis} ms: ${claim}`, { cause })
}
