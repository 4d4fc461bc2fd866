import type { Form } from '#lib/form-fields.ts'
import * as accounts from '#sites/accounts/routes.ts'
import * as desk from '#sites/console/routes.ts'
import * as pay from '#sites/pay/routes.ts'
import * as shop from '#sites/storefront/routes.ts'
import * as studio from '#sites/studio/routes.ts'
import type { Origins } from '#test/cast/town.ts'

/** Who may ask, as any of the sites says it. */
export type Visitors =
  | 'anyone'
  | 'at-checkout'
  | 'order-holder'
  | 'member'
  | 'seller'
  | 'operator'
  | 'pass-holder'
  | 'payer'
  | 'provider'

export interface Route {
  site: 'shop' | 'studio' | 'account' | 'console' | 'pay'
  method: 'GET' | 'POST'
  path: string
  visitors: Visitors
  form: Form | undefined
  /** What may stand behind the question mark. */
  query: readonly string[]
}

type Declared = Record<
  string,
  { path: string; visitors: Visitors; form?: Form; query?: readonly string[] }
>

function routesOf(site: Route['site'], pages: Declared, posts: Declared): Route[] {
  const all = (method: Route['method'], declared: Declared) =>
    Object.values(declared).map(({ path, visitors, form, query = [] }) => ({
      site,
      method,
      path,
      visitors,
      form,
      query,
    }))
  return [...all('GET', pages), ...all('POST', posts)]
}

/** Every address that a site declares, with who may ask for it. */
export const routes: readonly Route[] = [
  ...routesOf('shop', shop.pages, shop.posts),
  ...routesOf('studio', studio.pages, studio.posts),
  ...routesOf('account', accounts.pages, accounts.posts),
  ...routesOf('console', desk.pages, desk.posts),
  ...routesOf('pay', pay.pages, { ...pay.posts, webhook: pay.webhook }),
]

export function originOf({ site }: Route, origins: Origins): string {
  return site === 'studio' ? origins.shop : origins[site]
}

/** The whole address, with what the names in its path stand for. */
export function urlOf(route: Route, fill: Record<string, string>, origins: Origins): string {
  const path = route.path.replace(/:([a-z]+)/g, (_, name: string) => fill[name] ?? 'missing')
  // A refund is of one line of an order.
  const query = path.endsWith('/refunds/new') ? '?position=1' : ''
  return `${originOf(route, origins)}${path}${query}`
}
