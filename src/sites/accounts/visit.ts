import type { Context, MiddlewareHandler } from 'hono'
import { clientAddress, visitorNetwork } from '#lib/http/client-address.ts'
import { chosenLocale, type Locale, localeOf, rememberLocale } from '#lib/http/locale.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'
import { Refusal } from '#lib/refusal.ts'
import { type View, viewFor } from '#sites/ui/view.ts'
import type { AccountsNeeds, Origins } from './needs.ts'

/** A person who is signed in here, and how. */
export interface Member {
  session: Buffer
  id: string
  byPasskey: boolean
}

/** What every handler finds in its context; `member` only behind `onlyMembers`. */
export interface Visit {
  Variables: { view: View; origins: Origins; client: string; member: Member }
}

export type VisitContext = Context<Visit>

/** What every page needs to be rendered, on good days and bad. */
export type ViewNeeds = Pick<AccountsNeeds, 'asset' | 'market'>

/** Language, hosts and client network of the visit; headers that every answer carries. */
export function visit(needs: AccountsNeeds): MiddlewareHandler<Visit> {
  return async (c, next) => {
    c.set('origins', needs.origins)
    c.set('client', visitorNetwork(clientAddress(c.req.raw)))
    c.set('view', viewOf(c.req.raw, needs))
    await next()
    const chosen = chosenLocale(c.req.raw)
    if (chosen) c.header('set-cookie', rememberLocale(chosen), { append: true })
    c.header('cache-control', 'no-store')
    c.header('x-robots-tag', 'noindex')
    for (const [name, value] of Object.entries(securityHeaders())) {
      if (!c.res.headers.has(name)) c.header(name, value)
    }
  }
}

/** The language of the visit and what comes with it. */
export function viewOf(request: Request, { asset, market }: ViewNeeds): View {
  return viewFor({
    locale: localeOf(request),
    asset,
    marketName: market.name,
    languageLinks: { ja: inLanguage(request, 'ja'), en: inLanguage(request, 'en') },
  })
}

/** This page in that language, with what it was asked for; a ticket is no part of that. */
function inLanguage(request: Request, locale: Locale): string {
  const { pathname, searchParams } = new URL(request.url)
  searchParams.delete('ticket')
  searchParams.set('lang', locale)
  return `${pathname}?${searchParams}`
}

/** A page asks for a handful of posts; a person at a form does not come near this. */
export function limitPosts({ clock }: Pick<AccountsNeeds, 'clock'>): MiddlewareHandler<Visit> {
  const limit = rateLimit({ most: 120, withinMillis: 60_000 }, clock)
  return async (c, next) => {
    if (c.req.method === 'POST' && !limit.allows(c.var.client)) throw new Refusal('too-many-tries')
    await next()
  }
}
