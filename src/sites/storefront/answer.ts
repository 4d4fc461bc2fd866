import type { VNode } from 'preact'
import { etagOf, hasFresh } from '#lib/http/etag.ts'
import { chosenLocale, rememberLocale } from '#lib/http/locale.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import type { StorefrontNeeds } from './needs.ts'
import type { CachedPage, MadePage } from './page-cache.ts'
import { exitsOf, type PageName } from './routes.ts'

export type Origins = Pick<StorefrontNeeds, 'origins'>

/** Headers of an HTML page under the policy of its own forms. */
export function pageHeaders(page: PageName, { origins }: Origins): Record<string, string> {
  return {
    ...securityHeaders({ formAction: exitsOf(page).map((exit) => origins[exit]) }),
    'content-type': 'text/html; charset=utf-8',
    vary: 'Accept-Language, Cookie',
  }
}

/** A page that everybody gets alike, ready for the cache. */
export function publicPage(
  page: PageName,
  body: VNode,
  { tags, ...needs }: Origins & { tags: readonly string[] },
): MadePage {
  const bytes = Buffer.from(renderPage(body))
  const etag = etagOf(bytes)
  const headers = { ...pageHeaders(page, needs), 'cache-control': 'no-cache', etag }
  return { body: bytes, headers, etag, tags }
}

/** Sends a public page, or 304 to who has it; remembers a language chosen in the address. */
export function sendPublic(request: Request, page: CachedPage): Response {
  const chosen = chosenLocale(request)
  const headers = chosen ? { ...page.headers, 'set-cookie': rememberLocale(chosen) } : page.headers
  if (hasFresh(request, page.etag)) return new Response(null, { status: 304, headers })
  return new Response(page.body as unknown as BodyInit, { headers })
}

export interface OwnAnswer extends Origins {
  request: Request
  status?: number
  /** `Set-Cookie` lines. */
  cookies?: readonly string[]
}

/** Sends a page that is made for one visitor and kept by nobody. */
export function sendOwn(page: PageName, body: VNode, answer: OwnAnswer): Response {
  const headers = new Headers(pageHeaders(page, answer))
  headers.set('cache-control', 'no-store')
  const chosen = chosenLocale(answer.request)
  if (chosen) headers.append('set-cookie', rememberLocale(chosen))
  for (const cookie of answer.cookies ?? []) headers.append('set-cookie', cookie)
  return new Response(renderPage(body), { status: answer.status ?? 200, headers })
}

/** Sends the browser on, by GET. */
export function goTo(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
