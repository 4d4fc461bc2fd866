import type { Context } from 'hono'

/**
 * Headers of every page. The shop's origin stands in `form-action` because browsers hold a
 * form's redirect to that list too, and the last answer of a payment sends the buyer there.
 * Referrers stay inside: with none at all a browser would send `Origin: null` with our forms.
 */
export function pageHeaders(c: Context, shopOrigin?: string): void {
  const formAction = shopOrigin ? `'self' ${shopOrigin}` : "'self'"
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
