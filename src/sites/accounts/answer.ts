import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { VNode } from 'preact'
import { contentSecurityPolicy } from '#lib/http/security-headers.ts'
import { renderPage } from '#sites/ui/render-page.ts'
import { exitsOf, type PageName } from './routes.ts'
import type { VisitContext } from './visit.ts'

/** Sends a page under the policy of its own forms. */
export function show(
  c: VisitContext,
  page: PageName,
  body: VNode,
  status: ContentfulStatusCode = 200,
): Response {
  const formAction = exitsOf(page).map((exit) => c.var.origins[exit])
  c.header('content-security-policy', contentSecurityPolicy({ formAction }))
  return c.html(renderPage(body), status) as Response
}
