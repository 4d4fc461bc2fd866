import { Hono } from 'hono'
import { onError } from '#lib/http/on-error.ts'
import { withSecurityHeaders } from '#lib/http/with-security-headers.ts'
import { Refusal } from '#lib/refusal.ts'
import { handOffRoute } from './hand-off.ts'
import type { PayNeeds } from './needs.ts'
import { orderRoute } from './order.ts'
import { problemPage } from './problem-page.tsx'
import { returnRoute, webhookRoute } from './provider-side.ts'
import { pages } from './routes.ts'

/** The pay host, but for its one static document: hand-off, webhook, return. */
export function pay(needs: PayNeeds): Hono {
  const site = new Hono()
  // A provider tells as often as it must; its signature is what is asked of it.
  site.route('/', webhookRoute(needs))
  site.use(withSecurityHeaders({ script: false }), async (c, next) => {
    c.header('cache-control', 'no-store')
    await next()
  })
  site.route('/', handOffRoute(needs))
  site.route('/', orderRoute(needs))
  site.route('/', returnRoute(needs))
  site.get(pages.shop.path, (c) => c.redirect(`${needs.origins.shop}/`, 303))
  site.notFound(() => {
    throw new Refusal('not-found')
  })
  site.onError(onError({ page: problemPage(needs), onFault: needs.onFault }))
  return site
}
