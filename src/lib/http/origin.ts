import { createMiddleware } from 'hono/factory'
import { exactOrigin } from '#lib/http/exact-origin.ts'
import { Refusal } from '#lib/refusal.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Lets a request that changes something pass only from a page of these origins; Refusal
 * `foreign-origin` otherwise, also when the browser does not say where it comes from.
 *
 * In production shop and account pages are one *site*, so SameSite cookies alone do not part
 * them. A page with `Referrer-Policy: no-referrer` sends `Origin: null` and is refused.
 */
export function requireOrigin(origins: readonly string[]) {
  const allowed = new Set(origins.map(exactOrigin))
  return createMiddleware(async (c, next) => {
    if (!safeMethods.has(c.req.method) && !allowed.has(c.req.header('origin') ?? '')) {
      throw new Refusal('foreign-origin', 'asked from a page that may not ask this')
    }
    await next()
  })
}
