import type { VNode } from 'preact'
import { etagOf, hasFresh } from '#lib/http/etag.ts'
import { chosenLocale, rememberLocale } from '#lib/http/locale.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'
import { whole } from '#lib/http/with-security-headers.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import type { StorefrontNeeds } from './needs.ts'
import type { CachedPage, MadePage } from './page-cache.ts'
import { exitsOf, type PageName } from './routes.ts'

export type Origins = Pick<StorefrontNeeds, 'origins'>

/** Headers of an HTML page under the policy of its own forms. */
export function pageHeaders(page: PageName, { origins }: Origins): Record<string, string> {
  const known = headersOf.get(origins) ?? new Map<PageName, Record<string, string>>()
  headersOf.set(origins, known)
  const headers = known.get(page) ?? {
    ...securityHeaders({ formAction: exitsOf(page).map((exit) => origins[exit]) }),
    'content-type': 'text/html; charset=utf-8',
    vary: 'Accept-Language, Cookie',
  }
  known.set(page, headers)
  return headers
}

/** The same for as long as the process lives. */
const headersOf = new WeakMap<Origins['origins'], Map<PageName, Record<string, string>>>()
const always = securityHeaders()

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
  const chosen = chosenLocale(answer.request)
  const cookies = [...(answer.cookies ?? [])]
  if (chosen) cookies.push(rememberLocale(chosen))
  const headers = withCookies({ ...pageHeaders(page, answer), ...neverKept }, cookies)
  return whole(new Response(renderPage(body), { status: answer.status ?? 200, headers }))
}

/** Sends the browser on, by GET. */
export function goTo(location: string, cookies: readonly string[] = []): Response {
  const headers = withCookies({ ...always, ...neverKept, location }, cookies)
  return whole(new Response(null, { status: 303, headers }))
}

const neverKept = { 'cache-control': 'no-store' }

/** A plain object as long as that will do: a list of headers costs as much as a small page. */
function withCookies(headers: Record<string, string>, cookies: readonly string[]): HeadersInit {
  const [first, ...more] = cookies
  if (first === undefined) return headers
  if (more.length === 0) return { ...headers, 'set-cookie': first }
  const list = new Headers(headers)
  for (const cookie of cookies) list.append('set-cookie', cookie)
  return list
}
