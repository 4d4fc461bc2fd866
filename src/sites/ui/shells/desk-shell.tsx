import type { ComponentChildren } from 'preact'
import { NeedsScript } from '../parts/notice.tsx'
import { useView, type View } from '../view.ts'
import { Mark } from './mark.tsx'
import { Main, Page } from './page.tsx'
import { type NavLink, SiteFooter } from './site-footer.tsx'

export type DeskShellProps = {
  view: View
  title: string
  /** What the mark leads to. */
  homeHref: string
  /** The rooms of this site; empty before one is signed in. */
  nav: readonly NavLink[]
  /** More rooms under a name of their own, for those who have them. */
  moreNav?: { title: string; links: readonly NavLink[] }
  /** Ways out at the top right: back to the shop, sign out. */
  ways?: ComponentChildren
  footer?: readonly NavLink[]
  islands?: readonly string[]
  banner?: ComponentChildren
  refreshSeconds?: number
  children: ComponentChildren
}

/** The creator's desk. Says so where JavaScript is off. */
export function StudioShell(props: DeskShellProps) {
  const { words } = props.view
  return (
    <DeskPage
      {...props}
      site="site-studio"
      room={words.shell.studio}
      noScript={words.studio.needsScript}
    />
  )
}

/** The account pages, from sign-in to receipts. They work without JavaScript. */
export function AccountShell({ wide, ...props }: DeskShellProps & { wide?: boolean }) {
  const isNarrow = props.nav.length === 0 && !wide
  const site = isNarrow ? 'site-account site-narrow' : 'site-account'
  return <DeskPage {...props} site={site} room={props.view.words.shell.account} />
}

/** The operator's desk: dense, and needs JavaScript for its passkeys. */
export function ConsoleShell(props: DeskShellProps) {
  const { words } = props.view
  return (
    <DeskPage
      {...props}
      site="site-console"
      room={words.shell.console}
      noScript={words.console.needsScript}
    />
  )
}

type DeskPageProps = DeskShellProps & { site: string; room: string; noScript?: string }

function DeskPage(props: DeskPageProps) {
  const { view, nav, moreNav, children } = props
  return (
    <Page
      view={view}
      title={props.title}
      islands={props.islands}
      refreshSeconds={props.refreshSeconds}
      noindex
      site={props.site}
    >
      {props.banner}
      <header class="head">
        <div class="head-inner">
          <Mark href={props.homeHref} room={props.room} />
          <div class="head-links">{props.ways}</div>
        </div>
      </header>
      {nav.length > 0 ? (
        <div class="desk">
          <DeskNav nav={nav} moreNav={moreNav} />
          <DeskMain noScript={props.noScript}>{children}</DeskMain>
        </div>
      ) : (
        <DeskMain noScript={props.noScript}>{children}</DeskMain>
      )}
      <SiteFooter homeHref={props.homeHref} links={props.footer ?? []} quiet />
    </Page>
  )
}

function DeskMain({ noScript, children }: { noScript?: string; children: ComponentChildren }) {
  return (
    <Main>
      <div class="stack">
        {noScript ? <NeedsScript>{noScript}</NeedsScript> : null}
        {children}
      </div>
    </Main>
  )
}

function DeskNav({ nav, moreNav }: Pick<DeskShellProps, 'nav' | 'moreNav'>) {
  const { words } = useView()
  return (
    <nav class="desk-nav" aria-label={words.shell.mainMenu}>
      <div class="desk-rooms">
        <DeskLinks links={nav} />
        {moreNav ? (
          <>
            <p class="desk-nav-title" id="more-rooms">
              {moreNav.title}
            </p>
            <DeskLinks links={moreNav.links} labelledBy="more-rooms" />
          </>
        ) : null}
      </div>
    </nav>
  )
}

function DeskLinks({ links, labelledBy }: { links: readonly NavLink[]; labelledBy?: string }) {
  return (
    <ul class="desk-links" aria-labelledby={labelledBy}>
      {links.map((link) => (
        <li key={link.href}>
          <a href={link.href} aria-current={link.current ? 'page' : undefined}>
            {link.text}
            {link.count ? <span class="count">{link.count}</span> : null}
          </a>
        </li>
      ))}
    </ul>
  )
}
