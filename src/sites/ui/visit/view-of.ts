import { type Locale, localeOf } from '#lib/http/locale.ts'
import { type AssetPath, type View, viewFor } from '../view.ts'

/** What every page needs to be rendered, on good days and bad. */
export interface ViewNeeds {
  asset: AssetPath
  market: { name: string }
}

/** The language of a visit and what comes with it. */
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
