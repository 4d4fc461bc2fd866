import type { Clock } from '#lib/clock.ts'
import { cookieOf, forgetCookie, type HostCookieName, setCookie } from '#lib/http/cookies.ts'
import { sealerFor } from '#lib/http/sealed-value.ts'
import type { RandomBytes } from '#lib/random.ts'
import { type Shape, toWire } from '#lib/shapes.ts'

/** One key of a process's cookies; the id stands in clear before the sealed text. */
export interface CookieKey {
  id: string
  /** 32 random bytes. */
  key: Uint8Array
}

export interface SealedCookie<T> {
  /** The `Set-Cookie` line that hands the value to the browser. */
  set(value: T): string
  /** The value the browser brought, or undefined: none, changed, too old, another's. */
  read(request: Request): T | undefined
  /** The `Set-Cookie` line that takes it away. */
  forget(): string
}

export interface SealedCookieOptions<T> {
  name: HostCookieName
  shape: Shape<T>
  /** The first seals, all open: put a new key first, drop the old one after `maxAgeSeconds`. */
  keys: readonly CookieKey[]
  maxAgeSeconds: number
  clock: Clock
  random: RandomBytes
}

const keyIdForm = /^[a-z0-9]{1,16}$/

/**
 * A cookie that the browser keeps but can neither read nor change.
 *
 * Name, key id and end are authenticated with the value, so no cookie passes for another one or
 * lives longer than it was given. Throws RangeError for a value too large for a cookie.
 */
export function sealedCookie<T>(options: SealedCookieOptions<T>): SealedCookie<T> {
  const { name, shape, keys, maxAgeSeconds, clock, random } = options
  const sealers = new Map(
    keys.map(({ id, key }) => {
      if (!keyIdForm.test(id)) throw new RangeError('bad id of a cookie key')
      return [id, sealerFor<unknown>(`${name} ${id}`, key, random)]
    }),
  )
  const opened = new WeakMap<Request, T | undefined>()
  const first = keys[0]?.id
  if (first === undefined || sealers.size !== keys.length) {
    throw new RangeError('cookie keys need at least one, and ids of their own')
  }
  return {
    set(value) {
      const ends = new Date(clock().getTime() + maxAgeSeconds * 1_000)
      const sealed = sealers.get(first)!.seal(toWire(value), ends)
      return setCookie(name, `${first}.${sealed}`, maxAgeSeconds)
    },
    read(request) {
      // Asked several times for one page; opening it costs more than all else about it.
      if (opened.has(request)) return opened.get(request)
      const value = readOnce(request)
      opened.set(request, value)
      return value
    },
    forget: () => forgetCookie(name),
  }

  function readOnce(request: Request): T | undefined {
    const [id = '', sealed, ...more] = cookieOf(request, name)?.split('.') ?? []
    if (more.length > 0) return undefined
    const value = sealers.get(id)?.open(sealed, clock())
    return value === undefined ? undefined : parsed(shape, value)
  }
}

/** A cookie of an older release may have another shape; it counts as none. */
function parsed<T>(shape: Shape<T>, value: unknown): T | undefined {
  try {
    return shape.parse(value)
  } catch {
    return undefined
  }
}
