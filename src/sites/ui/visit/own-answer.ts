import type { Context } from 'hono'
import { chosenLocale, rememberLocale } from '#lib/http/locale.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'

/** Headers of every answer made for one visitor: kept by nobody, the language remembered. */
export function markAsOwn(c: Context): void {
  const chosen = chosenLocale(c.req.raw)
  if (chosen) c.header('set-cookie', rememberLocale(chosen), { append: true })
  c.header('cache-control', 'no-store')
  for (const [name, value] of Object.entries(securityHeaders())) {
    if (!c.res.headers.has(name)) c.header(name, value)
  }
}
