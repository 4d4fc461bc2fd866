import type { ComponentChildren } from 'preact'
import { StudioShell } from '#sites/ui/shells/desk-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import { pages } from './routes.ts'
import type { Shop } from './visit.ts'

export type Room = 'overview' | 'works' | 'orders' | 'balance' | 'shop'

export type DeskProps = {
  view: View
  title: string
  room: Room
  /** Undefined while the shop is being opened: then there are no rooms yet. */
  shop?: Shop
  accountOrigin?: string
  islands?: readonly string[]
  refreshSeconds?: number
  children: ComponentChildren
}

/** The frame of every studio page. */
export function Desk({ view, title, room, shop, children, ...rest }: DeskProps) {
  const { studio, shell } = view.words
  const rooms: Room[] = ['overview', 'works', 'orders', 'balance', 'shop']
  const texts: Record<Room, string> = {
    overview: studio.overview,
    works: studio.works,
    orders: studio.orders,
    balance: studio.balance,
    shop: studio.shopPage,
  }
  const nav = rooms.map((one) => ({
    href: pages[one].path,
    text: texts[one],
    current: one === room,
  }))
  return (
    <StudioShell
      view={view}
      title={title}
      homeHref="/studio"
      nav={shop ? nav : []}
      ways={<a href="/">{shell.backToShop}</a>}
      islands={rest.islands}
      refreshSeconds={rest.refreshSeconds}
    >
      <h1>{title}</h1>
      {children}
    </StudioShell>
  )
}
