/** Bound to one host, sent over secure connections only; browsers hold to it by the name. */
export type HostCookieName = `__Host-${string}`

const nameForm = /^__Host-[a-z][a-z0-9-]{0,40}$/
const valueForm = /^[A-Za-z0-9._~-]*$/

/** The cookie's value as the browser sent it, or undefined. */
export function cookieOf(request: Pick<Request, 'headers'>, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const middle = pair.indexOf('=')
    if (middle !== -1 && pair.slice(0, middle).trim() === name) return pair.slice(middle + 1).trim()
  }
  return undefined
}

/**
 * The `Set-Cookie` line of a cookie that scripts cannot read, for the whole of this host.
 *
 * SameSite=Lax: a Strict cookie is lost on our own redirects between shop, account and pay.
 * Without an age it ends with the browser; an age of zero removes it.
 */
export function setCookie(name: HostCookieName, value: string, maxAgeSeconds?: number): string {
  if (!nameForm.test(name) || !valueForm.test(value)) throw new RangeError(`bad cookie ${name}`)
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${Math.trunc(maxAgeSeconds)}`
  return `${name}=${value}${age}; Path=/; Secure; HttpOnly; SameSite=Lax`
}

/** The `Set-Cookie` line that makes the browser forget this cookie. */
export function forgetCookie(name: HostCookieName): string {
  return setCookie(name, '', 0)
}
