import type { ComponentChildren } from 'preact'
import { Button } from '#sites/ui/parts/button.tsx'
import { ConsoleShell } from '#sites/ui/shells/desk-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import { clockWords } from './clock-words.ts'
import { operatorWords } from './operator-words.ts'
import { reportWords } from './report-words.ts'
import { pages, posts } from './routes.ts'

export type Room =
  | 'overview'
  | 'orders'
  | 'unsettled'
  | 'works'
  | 'reports'
  | 'messageReports'
  | 'sellers'
  | 'rules'
  | 'openings'
  | 'holds'
  | 'clock'
  | 'operators'

type DeskProps = {
  view: View
  title: string
  room: Room
  islands?: readonly string[]
  children: ComponentChildren
}

/** The frame of every page behind the operator's sign-in. */
export function Desk({ view, title, room, islands, children }: DeskProps) {
  const words = view.words.console
  const texts: Record<Room, string> = {
    overview: words.overview,
    orders: words.orders,
    unsettled: words.unsettled,
    works: words.works,
    reports: words.reports,
    messageReports: reportWords(view.locale).title,
    sellers: words.sellers,
    rules: words.commission,
    openings: words.openings,
    holds: words.holds,
    clock: clockWords(view.locale).title,
    operators: operatorWords(view.locale).title,
  }
  const rooms = Object.keys(texts) as Room[]
  const nav = rooms.map((one) => ({
    href: pages[one].path,
    text: texts[one],
    current: one === room,
  }))
  const ways = (
    <form method="post" action={posts.signOut.path}>
      <Button kind="plain">{view.words.shell.signOut}</Button>
    </form>
  )
  return (
    <ConsoleShell view={view} title={title} homeHref="/" nav={nav} ways={ways} islands={islands}>
      <h1>{title}</h1>
      {children}
    </ConsoleShell>
  )
}
