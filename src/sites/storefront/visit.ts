import { type Locale, localeOf } from '#lib/http/locale.ts'
import { type View, viewFor } from '#sites/ui/view.ts'
import type { StorefrontNeeds } from './needs.ts'

export type ViewNeeds = Pick<StorefrontNeeds, 'asset' | 'marketName'>

/** Language and words of a page. Without a request's own query, so a view fits a cached page. */
export function viewIn(locale: Locale, needs: ViewNeeds, query: Record<string, string> = {}): View {
  const link = (lang: Locale) => `?${new URLSearchParams({ ...query, lang })}`
  return viewFor({
    locale,
    asset: needs.asset,
    marketName: needs.marketName,
    languageLinks: { ja: link('ja'), en: link('en') },
  })
}

/** The view of this request, for pages that are made for one visitor. */
export function viewOf(request: Request, needs: ViewNeeds, query?: Record<string, string>): View {
  return viewIn(localeOf(request), needs, query)
}
