import { type Context, Hono } from 'hono'
import { clientAddress } from '#lib/http/client-address.ts'
import { onError } from '#lib/http/on-error.ts'
import { requireOrigin } from '#lib/http/origin.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'
import { withSecurityHeaders } from '#lib/http/with-security-headers.ts'
import { networkOf } from '#lib/network.ts'
import { Refusal } from '#lib/refusal.ts'
import { cart } from './cart/cart.tsx'
import { checkout } from './cart/checkout.ts'
import { forgetChanged } from './changes.ts'
import { cookiesFor } from './cookies.ts'
import { found } from './found.ts'
import { gallery } from './gallery.tsx'
import { library } from './library.tsx'
import { memberOf } from './member.ts'
import type { StorefrontNeeds } from './needs.ts'
import { download } from './order/download.ts'
import { order } from './order/order.tsx'
import { PageCache } from './page-cache.ts'
import { pictures } from './pictures.ts'
import { problemPage } from './problem-page.tsx'
import { sellerPage } from './seller/seller-page.tsx'
import { front } from './shelves/front.tsx'
import { search } from './shelves/search.tsx'
import { shelves } from './shelves/shelf.tsx'
import { signIn } from './sign-in.ts'
import { housePages } from './words/house-pages.tsx'
import { report } from './work/report.tsx'
import { workPage } from './work/work-page.tsx'

const cacheLimits = { maxBytes: 64 * 1024 * 1024, maxPages: 5_000, maxAgeMillis: 5 * 60 * 1000 }
/** A person at a form does not come near this. */
const postLimit = { most: 120, withinMillis: 60_000 }
/** Rendering a search costs a hundred times a cached page. */
const searchLimit = { most: 240, withinMillis: 60_000 }

/** The shop: its pages, and what its process must tell it. */
export function storefront(needs: StorefrontNeeds) {
  const cookies = cookiesFor(needs)
  const cache = new PageCache(cacheLimits, () => needs.clock().getTime())
  const all = { ...needs, cookies, cache }
  const byId = { ...all, db: needs.lookups }

  const app = new Hono()
  app.onError(problems(needs))
  app.notFound(() => {
    throw new Refusal('not-found')
  })
  // The pages most asked for bring their own headers and pass nothing on their way.
  for (const pages of [front(all), workPage(all), shelves(all), sellerPage(all), pictures(all)]) {
    app.route('/', pages)
  }
  app.use(withSecurityHeaders())
  app.use(requireOrigin([needs.origins.shop]))
  app.use(limits(needs))
  for (const rest of [search(all), cart(byId), checkout(byId), download(byId), order(byId)]) {
    app.route('/', rest)
  }
  app.route('/', report(all))
  for (const rest of [library(all), signIn(all), housePages(all), found(all), gallery(all)]) {
    app.route('/', rest)
  }

  return {
    app,
    /** For the studio, which shares this host's cookies. */
    sellerOf: (request: Request) => memberOf(request, all, { wantsPasskey: true }),
    onChange: forgetChanged(cache, needs),
    onHearing: () => cache.resume(),
    onDeaf: () => cache.pause(),
  }
}

/** A page that says no carries the headers of every page. */
function problems(needs: StorefrontNeeds) {
  const { onFault, random } = needs
  const answer = onError({ page: problemPage(needs), onFault, random })
  const headers = Object.entries(securityHeaders())
  return async (error: unknown, c: Context) => {
    const response = await answer(error, c)
    for (const [name, value] of headers) response.headers.set(name, value)
    return response
  }
}

function limits({ clock }: Pick<StorefrontNeeds, 'clock'>) {
  const posts = rateLimit(postLimit, clock)
  const searches = rateLimit(searchLimit, clock)
  return async (
    c: { req: { raw: Request; method: string; path: string } },
    next: () => Promise<void>,
  ) => {
    const limit = c.req.method === 'POST' ? posts : c.req.path === '/search' ? searches : undefined
    const visitor = limit && networkOf(clientAddress(c.req.raw))
    if (visitor && !limit.allows(visitor)) throw new Refusal('too-many-tries')
    await next()
  }
}
