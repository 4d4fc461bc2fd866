import type { Context, Next } from 'hono'
import { chosenLocale, rememberLocale } from '#lib/http/locale.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'

const always = { ...securityHeaders(), 'cache-control': 'no-store' }

/**
 * Goes on with the headers of every answer made for one visitor: kept by nobody, the language
 * remembered. They are laid out beforehand, because each change of an answer that is there
 * already copies the whole of it.
 */
export async function answerAsOwn(
  c: Context,
  next: Next,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const headers = Object.entries({ ...always, ...more })
  const chosen = chosenLocale(c.req.raw)
  for (const [name, value] of headers) c.header(name, value)
  if (chosen) c.header('set-cookie', rememberLocale(chosen), { append: true })
  await next()
  // What says no was made elsewhere, with headers of its own.
  if (!c.error) return
  for (const [name, value] of headers) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
  if (chosen) c.res.headers.append('set-cookie', rememberLocale(chosen))
}
