import type { ComponentChildren } from 'preact'
import { type CategoryCode, categories } from '../messages/categories.ts'
import { useView, type View } from '../view.ts'
import { Icon } from './icons.tsx'
import { Mark } from './mark.tsx'
import { Main, Page } from './page.tsx'
import { type NavLink, SiteFooter } from './site-footer.tsx'

/** Where the shop's header leads; each site fills it from its own routes. */
export type ShopLinks = {
  home: string
  search: string
  category: (code: CategoryCode) => string
  cart: string
  library: string
  account: string
  studio: string
  footer: readonly NavLink[]
}

export type ShopShellProps = {
  view: View
  links: ShopLinks
  title: string
  description?: string
  canonical?: string
  /** See Page. */
  shareImage?: string
  noindex?: boolean
  islands?: readonly string[]
  /** Seconds after which a page that waits asks again, where there is no script. */
  refreshSeconds?: number
  /** The shelf one stands before. */
  category?: CategoryCode
  /** What was searched for, shown again in the field. */
  searchTerm?: string
  /** Works in the cart, where the page knows; elsewhere an island asks. */
  cartCount?: number
  /** A banner above everything: preview, pause. */
  banner?: ComponentChildren
  children: ComponentChildren
}

/**
 * A page of the shop. Holds nothing personal, so its bytes can be cached: the island
 * `cart-count.js` fills `[data-slot="cart-count"]`.
 */
export function ShopShell(props: ShopShellProps) {
  const { view, links, title, description, canonical, noindex } = props
  return (
    <Page
      view={view}
      title={title}
      description={description}
      canonical={canonical}
      shareImage={props.shareImage}
      noindex={noindex}
      islands={props.islands}
      refreshSeconds={props.refreshSeconds}
      site="site-shop"
    >
      {props.banner}
      <ShopHeader
        links={links}
        category={props.category}
        searchTerm={props.searchTerm}
        cartCount={props.cartCount}
      />
      <Main>{props.children}</Main>
      <SiteFooter homeHref={links.home} links={links.footer} />
    </Page>
  )
}

type HeaderProps = Pick<ShopShellProps, 'links' | 'category' | 'searchTerm' | 'cartCount'>

function ShopHeader({ links, category, searchTerm, cartCount = 0 }: HeaderProps) {
  const { words } = useView()
  return (
    <header class="head">
      <div class="head-inner">
        <Mark href={links.home} />
        <nav class="head-links" aria-label={words.shell.mainMenu}>
          <a href={links.library}>
            <Icon name="library" />
            <span class="icon-text">{words.shell.library}</span>
          </a>
          <a href={links.account}>
            <Icon name="person" />
            <span class="icon-text">{words.shell.account}</span>
          </a>
          <a href={links.cart}>
            <Icon name="cart" />
            <span class="icon-text">{words.shell.cart}</span>
            <span class="cart-count" data-slot="cart-count" hidden={cartCount === 0}>
              {cartCount > 0 ? cartCount : null}
            </span>
          </a>
        </nav>
        <SearchForm action={links.search} term={searchTerm} />
      </div>
      <nav class="head-nav" aria-label={words.shell.categories}>
        <ul class="head-categories">
          {(Object.keys(categories) as CategoryCode[]).map((code) => (
            <li key={code}>
              <a href={links.category(code)} aria-current={code === category ? 'page' : undefined}>
                {words.categories[code]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}

function SearchForm({ action, term }: { action: string; term?: string }) {
  const { words } = useView()
  return (
    <search class="head-search">
      <form action={action} method="get">
        <label class="unseen" for="search">
          {words.shell.searchLabel}
        </label>
        <input
          class="input"
          id="search"
          name="q"
          type="search"
          value={term}
          maxlength={100}
          placeholder={words.shell.searchHint}
          autocomplete="off"
        />
        <button class="button" type="submit">
          <Icon name="search" />
          <span class="unseen">{words.shell.search}</span>
        </button>
      </form>
    </search>
  )
}
