import type { ComponentChildren } from 'preact'
import type { CategoryCode } from '#sites/ui/messages/categories.ts'
import { type ShopLinks, ShopShell } from '#sites/ui/shells/shop-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from './needs.ts'
import { paths } from './paths.ts'
import { pages } from './routes.ts'

export interface ShopPageProps {
  view: View
  origins: Origins
  title: string
  description?: string
  canonical?: string
  shareImage?: string
  noindex?: boolean
  category?: CategoryCode
  searchTerm?: string
  islands?: readonly string[]
  /** Works in the cart, where the page knows; elsewhere an island asks. */
  cartCount?: number
  refreshSeconds?: number
  children: ComponentChildren
}

/** A page of the shop: its header, its footer and where they lead. */
export function ShopPage({ origins, islands = [], children, ...rest }: ShopPageProps) {
  return (
    <ShopShell
      {...rest}
      links={linksOf(rest.view, origins)}
      islands={rest.cartCount === undefined ? ['cart-count.js', ...islands] : islands}
    >
      {children}
    </ShopShell>
  )
}

function linksOf({ words }: View, { account }: Origins): ShopLinks {
  return {
    home: pages.front.path,
    search: pages.search.path,
    category: paths.category,
    cart: pages.cart.path,
    library: pages.library.path,
    account: `${account}/`,
    studio: '/studio',
    footer: [
      { href: pages.about.path, text: words.shell.about },
      { href: pages.howToBuy.path, text: words.shell.help },
      { href: pages.terms.path, text: words.shell.terms },
      { href: pages.privacy.path, text: words.shell.privacy },
      { href: '/studio', text: words.shell.openShop },
      { href: '/log/checkpoint', text: words.shell.transparency },
    ],
  }
}
