import { createMiddleware } from 'hono/factory'
import { type PageExits, securityHeaders } from '#lib/http/security-headers.ts'

/** Puts the headers on every answer that has no policy of its own yet. */
export function withSecurityHeaders(exits: PageExits = {}) {
  const headers = Object.entries(securityHeaders(exits))
  return createMiddleware(async (c, next) => {
    await next()
    for (const [name, value] of headers) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
  })
}
