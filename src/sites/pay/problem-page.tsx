import type { Problem } from '#lib/http/on-error.ts'
import type { RefusalCode } from '#lib/refusal.ts'
import { ErrorBody, errorWords } from '#sites/ui/parts/error-page.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { PayShell } from '#sites/ui/shells/pay-shell.tsx'
import { viewFor } from '#sites/ui/view.ts'
import type { PayNeeds } from './needs.ts'
import { pages, posts } from './routes.ts'

/** Where trying again with the same pass may help. */
const passing: readonly (RefusalCode | 'fault')[] = [
  'provider-away',
  'unavailable',
  'timeout',
  'not-ready',
  'bad-input',
  'too-many-tries',
  'fault',
]

/** Instead of the provider's page: what is wrong, and the way back to the same pass. */
export function problemPage(needs: Pick<PayNeeds, 'asset' | 'marketName' | 'origins'>) {
  return ({ code, reference, locale }: Problem, request: Request): string => {
    const { asset, marketName } = needs
    const url = new URL(request.url)
    const isPayPage = url.pathname === posts.handOff.path
    const links = { ja: languageLink(url, 'ja'), en: languageLink(url, 'en') }
    const view = viewFor({ locale, asset, marketName, languageLinks: links })
    const known = code === 'fault' ? 'broken' : code
    return renderPage(
      <PayShell view={view} title={errorWords(known, view.words).title} homeHref={pages.shop.path}>
        <ErrorBody
          code={known}
          homeHref={pages.shop.path}
          retryHref={isPayPage && passing.includes(code) ? url.search || '/' : undefined}
          reference={reference}
        />
      </PayShell>,
    )
  }
}

function languageLink(url: URL, lang: string): string {
  const query = new URLSearchParams(url.search)
  query.set('lang', lang)
  return `?${query}`
}
