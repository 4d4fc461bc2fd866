import { percentile } from './numbers.ts'

export interface CrowdWish {
  /** How many are under way at once; each begins anew as soon as it is done. */
  atOnce: number
  seconds: number
  /** Not counted: caches fill, statements are prepared. */
  warmSeconds: number
  /** One whole turn; a throw ends the measurement. */
  turn: () => Promise<void>
  /** Called when counting begins and when it ends, for what is measured beside. */
  begin?: () => void | Promise<void>
  end?: () => void | Promise<void>
}

export interface CrowdResult {
  perSecond: number
  turns: number
  p50: number
  p95: number
  p99: number
}

/** Keeps that many at work for the time given. Latencies are in milliseconds. */
export async function crowd(wish: CrowdWish): Promise<CrowdResult> {
  const millis: number[] = []
  let isCounting = false
  let isOver = false
  const one = async () => {
    while (!isOver) {
      const began = performance.now()
      await wish.turn()
      if (isCounting) millis.push(performance.now() - began)
    }
  }
  const failure = Promise.withResolvers<never>()
  const all = Array.from({ length: wish.atOnce }, () => one().catch(failure.reject))
  const timed = async () => {
    await pause(wish.warmSeconds)
    await wish.begin?.()
    const began = performance.now()
    isCounting = true
    await pause(wish.seconds)
    isCounting = false
    const seconds = (performance.now() - began) / 1000
    const turns = millis.length
    await wish.end?.()
    return { seconds, turns }
  }
  try {
    const { seconds, turns } = await Promise.race([timed(), failure.promise])
    return {
      perSecond: turns / seconds,
      turns,
      p50: percentile(millis, 50),
      p95: percentile(millis, 95),
      p99: percentile(millis, 99),
    }
  } finally {
    isOver = true
    failure.promise.catch(() => {})
    await Promise.allSettled(all)
  }
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
