import { createMiddleware } from 'hono/factory'
import { type PageExits, securityHeaders } from '#lib/http/security-headers.ts'

const wholeAnswers = new WeakSet<Response>()

/** Says that an answer has every security header: looking for them costs as much as sending it. */
export function whole(answer: Response): Response {
  wholeAnswers.add(answer)
  return answer
}

/** Puts the headers on every answer that has no policy of its own yet. */
export function withSecurityHeaders(exits: PageExits = {}) {
  const headers = Object.entries(securityHeaders(exits))
  return createMiddleware(async (c, next) => {
    await next()
    if (wholeAnswers.has(c.res)) return
    for (const [name, value] of headers) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
  })
}
