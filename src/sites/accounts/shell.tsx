import type { ComponentChildren } from 'preact'
import { AccountShell } from '#sites/ui/shells/desk-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from './needs.ts'

interface ShellProps {
  view: View
  origins: Origins
  title: string
  islands?: readonly string[]
  children: ComponentChildren
}

/** A page outside of the account's rooms: checkout, sign-in, a way back to the shop. */
export function PlainShell({ view, origins, title, islands, children }: ShellProps) {
  const back = <a href={`${origins.shop}/`}>{view.words.shell.backToShop}</a>
  return (
    <AccountShell
      view={view}
      title={title}
      homeHref={`${origins.shop}/`}
      nav={[]}
      ways={back}
      islands={islands}
    >
      {children}
    </AccountShell>
  )
}
