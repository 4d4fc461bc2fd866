import type { MiddlewareHandler } from 'hono'
import type { Clock } from '#lib/clock.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { Refusal } from '#lib/refusal.ts'

const withinMillis = 60_000

/**
 * So many posts a minute from one network, then `too-many-tries`; a person at a form does not come
 * near it. Goes after the handler that says whose visit it is (`client`).
 */
export function limitPosts(
  most: number,
  clock: Clock,
): MiddlewareHandler<{ Variables: { client: string } }> {
  const limit = rateLimit({ most, withinMillis }, clock)
  return async (c, next) => {
    if (c.req.method === 'POST' && !limit.allows(c.var.client)) throw new Refusal('too-many-tries')
    await next()
  }
}
