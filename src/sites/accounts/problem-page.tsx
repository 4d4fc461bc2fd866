import type { Problem } from '#lib/http/on-error.ts'
import { ErrorBody } from '#sites/ui/parts/error-page.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { viewOf } from '#sites/ui/visit/view-of.ts'
import type { AccountsNeeds } from './needs.ts'
import { PlainShell } from './shell.tsx'

/** The page instead of the one asked for: what is wrong, and where to go from here. */
export function problemPage(needs: Pick<AccountsNeeds, 'asset' | 'market' | 'origins'>) {
  return ({ code, reference }: Problem, request: Request): string => {
    const view = viewOf(request, needs)
    const { origins } = needs
    const known = code === 'fault' ? 'broken' : code
    return renderPage(
      <PlainShell view={view} origins={origins} title={view.words.errors.refusedTitle}>
        <ErrorBody code={known} homeHref={`${origins.shop}/`} reference={reference} />
      </PlainShell>,
    )
  }
}
