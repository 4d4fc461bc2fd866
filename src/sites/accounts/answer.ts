import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { h, type VNode } from 'preact'
import { contentSecurityPolicy } from '#lib/http/security-headers.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { exitsOf, type PageName } from './routes.ts'
import { HasShop } from './shell.tsx'
import type { VisitContext } from './visit.ts'

/** Sends a page under the policy of its own forms. */
export function show(
  c: VisitContext,
  name: PageName,
  body: VNode,
  status: ContentfulStatusCode = 200,
): Response {
  const formAction = exitsOf(name).map((exit) => c.var.origins[exit])
  c.header('content-security-policy', contentSecurityPolicy({ formAction }))
  const page = h(HasShop.Provider, { value: c.var.hasShop ?? false }, body) as VNode
  return c.html(renderPage(page), status) as Response
}
