import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Problem } from './problem.ts'

export interface Keys {
  secretKey: string
  readKey: string
}

/** Lets the secret key do everything and the read key look at what is not the admin's. */
export function keyRequired({ secretKey, readKey }: Keys): MiddlewareHandler {
  return async (c, next) => {
    const given = /^Bearer (\S{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    if (isSame(given, secretKey)) return next()
    if (!isSame(given, readKey)) throw new Problem('unauthorized', 'no key, or an unknown one')
    const mayRead = c.req.method === 'GET' && !c.req.path.startsWith('/v1/admin/')
    if (!mayRead) throw new Problem('read-only-key', 'this key may only read')
    return next()
  }
}

function isSame(given: string, key: string): boolean {
  return timingSafeEqual(digest(given), digest(key))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
