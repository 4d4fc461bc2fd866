import type { ComponentChildren } from 'preact'
import type { View } from '../view.ts'
import { Mark } from './mark.tsx'
import { Main, Page } from './page.tsx'
import { SiteFooter } from './site-footer.tsx'

export type PayShellProps = {
  view: View
  title: string
  homeHref: string
  islands?: readonly string[]
  refreshSeconds?: number
  children: ComponentChildren
}

/** The pages between us and the provider: no search, no categories, nothing to be led away by. */
export function PayShell(props: PayShellProps) {
  const { view, title, homeHref, islands, refreshSeconds, children } = props
  return (
    <Page
      view={view}
      title={title}
      islands={islands}
      refreshSeconds={refreshSeconds}
      noindex
      plainLook
      site="site-pay"
    >
      <header class="head">
        <div class="head-inner">
          <Mark href={homeHref} room={view.words.shell.payment} />
        </div>
      </header>
      <Main>
        <div class="stack">{children}</div>
      </Main>
      <SiteFooter homeHref={homeHref} links={[]} quiet oneLanguage />
    </Page>
  )
}
