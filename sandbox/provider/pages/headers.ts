import type { Context } from 'hono'

/**
 * Headers of every page. A page that `leavesForShop` may lead anywhere: browsers hold every
 * redirect after a form to `form-action`, and where the shop sends the buyer next, to which of
 * its hosts, no provider can know.
 * Referrers stay inside: with none at all a browser would send `Origin: null` with our forms.
 */
export function pageHeaders(c: Context, leavesForShop = false): void {
  const formAction = leavesForShop ? "'self' http: https:" : "'self'"
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  c.header('content-security-policy', policy.join('; '))
  c.header('referrer-policy', 'same-origin')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('x-content-type-options', 'nosniff')
  c.header('cache-control', 'no-store')
}
