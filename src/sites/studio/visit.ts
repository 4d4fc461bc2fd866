import type { Context, MiddlewareHandler } from 'hono'
import type { VNode } from 'preact'
import { chosenLocale, rememberLocale } from '#lib/http/locale.ts'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { ownWork, shopOf } from '#market/listings/queries.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import type { View } from '#sites/ui/view.ts'
import { viewOf } from '#sites/ui/visit/view-of.ts'
import type { StudioNeeds } from './needs.ts'
import { pages } from './routes.ts'

export type Shop = NonNullable<Awaited<ReturnType<typeof shopOf>>>
export type OwnWork = NonNullable<Awaited<ReturnType<typeof ownWork>>>

/** What every handler finds in its context. */
export interface Visit {
  Variables: { view: View; member: string; shop: Shop }
}
export type VisitContext = Context<Visit>

/** Language and member of the visit; who did not sign in with a passkey is led there and back. */
export function visit(needs: StudioNeeds): MiddlewareHandler<Visit> {
  return async (c, next) => {
    c.set('view', viewOf(c.req.raw, { asset: needs.asset, market: { name: needs.marketName } }))
    const member = await needs.memberOf(c.req.raw)
    if (!member) {
      if (c.req.method !== 'GET') throw new Refusal('sign-in-needed')
      return c.redirect(`/sign-in?${new URLSearchParams({ return: c.req.path })}`, 303)
    }
    if (!member.byPasskey) {
      if (c.req.method !== 'GET') throw new Refusal('passkey-needed')
      const to = new URLSearchParams({ to: c.req.path })
      return c.redirect(`${needs.origins.account}/sign-in/studio?${to}`, 303)
    }
    c.set('member', member.id)
    await next()
    for (const cookie of member.cookies) c.header('set-cookie', cookie, { append: true })
    const chosen = chosenLocale(c.req.raw)
    if (chosen) c.header('set-cookie', rememberLocale(chosen), { append: true })
    c.header('cache-control', 'no-store')
  }
}

/** Lets sellers pass; a member without a shop is led to opening one. */
export function onlySellers({ db }: Pick<StudioNeeds, 'db'>): MiddlewareHandler<Visit> {
  return async (c, next) => {
    const shop = await shopOf(db, c.var.member)
    if (!shop) {
      if (c.req.method !== 'GET') throw new Refusal('not-allowed')
      return c.redirect(pages.overview.path, 303)
    }
    c.set('shop', shop)
    await next()
  }
}

/** The work in the address, if it is this seller's. Refuses: `not-found`. */
export async function workOf(c: VisitContext, { db }: Pick<StudioNeeds, 'db'>): Promise<OwnWork> {
  const id = c.req.param('work')
  const work = isId(id) ? await ownWork(db, { work: id, seller: c.var.shop.id }) : undefined
  if (!work) throw new Refusal('not-found')
  return work
}

/** Sends a page of the studio. */
export function show(c: VisitContext, page: VNode, status: 200 | 409 | 422 = 200) {
  return c.html(renderPage(page), status)
}
