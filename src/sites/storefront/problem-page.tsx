import { localeOf } from '#lib/http/locale.ts'
import type { Problem } from '#lib/http/on-error.ts'
import { ErrorBody } from '#sites/ui/parts/error-page.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import type { StorefrontNeeds } from './needs.ts'
import { ShopPage } from './shop-page.tsx'
import { viewOf } from './visit.ts'

type Needs = Pick<StorefrontNeeds, 'asset' | 'marketName' | 'origins'>

/** The page of a "no" or of our own mistake, in the visitor's language. Asks nothing of anybody. */
export function problemPage(needs: Needs) {
  return ({ code, reference }: Problem, request: Request): string => {
    const view = viewOf(request, needs)
    const shown = code === 'fault' ? 'broken' : code
    const title = localeOf(request) === 'ja' ? 'お知らせ' : 'Sorry'
    const isPassing = shown === 'unavailable' || shown === 'timeout' || shown === 'broken'
    const { pathname } = new URL(request.url)
    return renderPage(
      <ShopPage view={view} origins={needs.origins} title={title} noindex>
        <ErrorBody
          code={shown}
          homeHref="/"
          retryHref={isPassing && request.method === 'GET' ? pathname : undefined}
          reference={reference}
        />
      </ShopPage>,
    )
  }
}
