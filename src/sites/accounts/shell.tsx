import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { AccountShell } from '#sites/ui/shells/desk-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import { bookWords } from './book/words.ts'
import { mailboxWords } from './mailbox/words.ts'
import { messageWords } from './messages/words.ts'
import type { Origins } from './needs.ts'
import { parcelWords } from './parcels/words.ts'
import { payoutWords } from './payout/words.ts'
import { pages } from './routes.ts'
import { wordsOf } from './words.ts'

interface ShellProps {
  view: View
  origins: Origins
  title: string
  islands?: readonly string[]
  /** Room for two columns. */
  wide?: boolean
  children: ComponentChildren
}

/** A page outside of the account's rooms: checkout, sign-in, a way back to the shop. */
export function PlainShell(props: ShellProps) {
  const { view, origins, title, islands, wide, children } = props
  return (
    <AccountShell
      view={view}
      title={title}
      homeHref={`${origins.shop}/`}
      nav={[]}
      ways={<a href={`${origins.shop}/`}>{view.words.shell.backToShop}</a>}
      footer={footer(view, origins)}
      islands={islands}
      wide={wide}
    >
      {children}
    </AccountShell>
  )
}

/** Whether who is signed in has a shop; `show` says it to the pages. */
export const HasShop = createContext(false)

export type Room =
  | 'home'
  | 'data'
  | 'mailbox'
  | 'book'
  | 'passkeys'
  | 'sessions'
  | 'shopMessages'
  | 'parcels'
  | 'editDisclosure'
  | 'payoutAccount'

const memberRooms: readonly Room[] = ['home', 'data', 'mailbox', 'book', 'passkeys', 'sessions']
const sellerRooms: readonly Room[] = ['shopMessages', 'parcels', 'editDisclosure', 'payoutAccount']

/** A page of the account, for who is signed in. */
export function MemberShell({ room, ...props }: ShellProps & { room: Room }) {
  const { view, origins } = props
  const { shell, signIn, ownData } = view.words
  const hasShop = useContext(HasShop)
  const texts: Record<Room, string> = {
    home: wordsOf(view.locale).overview,
    data: ownData.title,
    mailbox: mailboxWords(view.locale).title,
    book: bookWords(view.locale).title,
    passkeys: signIn.passkeys,
    sessions: wordsOf(view.locale).sessionsNav,
    shopMessages: messageWords(view.locale).shopNav,
    parcels: parcelWords(view.locale).title,
    editDisclosure: shell.disclosure,
    payoutAccount: payoutWords(view.locale).title,
  }
  const links = (rooms: readonly Room[]) =>
    rooms.map((name) => ({ href: pages[name].path, text: texts[name], current: name === room }))
  const ofSellers = { title: wordsOf(view.locale).sellerNav, links: links(sellerRooms) }
  return (
    <AccountShell
      view={view}
      title={props.title}
      homeHref={`${origins.shop}/`}
      nav={links(memberRooms)}
      moreNav={hasShop ? ofSellers : undefined}
      ways={<a href={`${origins.shop}/`}>{shell.backToShop}</a>}
      footer={footer(view, origins)}
      islands={props.islands}
    >
      {props.children}
    </AccountShell>
  )
}

function footer({ words }: View, { shop }: Origins) {
  const { shell } = words
  return [
    { href: `${shop}/terms`, text: shell.terms },
    { href: `${shop}/privacy`, text: shell.privacy },
    { href: pages.report.path, text: words.pay.elsewhere },
  ]
}
