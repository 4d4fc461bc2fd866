import type { BrowserKind } from '#lib/http/browser-kind.ts'
import { browserName } from '#sites/ui/browser-name.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell, PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'

interface SessionRow {
  id: string
  current: boolean
  /** Which of our sites. */
  audience: string
  browser: BrowserKind
  signedInAt: number
  usedAt: number
  expiresAt: number
}

interface SessionsPageProps {
  view: View
  origins: Origins
  sessions: readonly SessionRow[]
}

/** Every place this member is signed in at, with a button to end each. */
export function SessionsPage({ view, origins, sessions }: SessionsPageProps) {
  const { signIn, shell } = view.words
  return (
    <MemberShell room="sessions" view={view} origins={origins} title={signIn.sessions}>
      <PageHead title={signIn.sessions} lead={wordsOf(view.locale).sessionsLead} />
      <Sessions sessions={sessions} />
      <Buttons>
        {sessions.length > 1 ? (
          <form method="post" action={posts.endOtherSessions.path}>
            <Button kind="quiet">{wordsOf(view.locale).endOthers}</Button>
          </form>
        ) : null}
        <form method="post" action={posts.signOut.path}>
          <Button kind="quiet">{shell.signOut}</Button>
        </form>
      </Buttons>
    </MemberShell>
  )
}

function Sessions({ sessions }: Pick<SessionsPageProps, 'sessions'>) {
  const { words, format, locale } = useView()
  const own = wordsOf(locale)
  return (
    <Table
      caption={words.signIn.sessions}
      captionUnseen
      rows={sessions}
      rowKey={(row) => row.id}
      columns={[
        { key: 'where', head: own.where, heading: true, cell: (row) => <Where session={row} /> },
        {
          key: 'browser',
          head: own.browser,
          cell: ({ browser }) => browserName(browser, own.otherBrowser),
        },
        {
          key: 'used',
          head: own.lastUsed,
          cell: ({ usedAt }) => format.dateTime(new Date(usedAt)),
        },
        {
          key: 'since',
          head: own.signedInAt,
          cell: ({ signedInAt }) => format.dateTime(new Date(signedInAt)),
        },
        {
          key: 'until',
          head: own.validUntil,
          cell: ({ expiresAt }) => format.dateTime(new Date(expiresAt)),
        },
        {
          key: 'end',
          head: words.shell.signOut,
          headUnseen: true,
          tight: true,
          cell: (row) => <End session={row} />,
        },
      ]}
    />
  )
}

function Where({ session }: { session: SessionRow }) {
  const { words, locale } = useView()
  const own = wordsOf(locale)
  return (
    <>
      {session.audience === 'storefront' ? own.atShop : own.atAccount}{' '}
      {session.current ? <Badge tone="good">{words.signIn.thisBrowser}</Badge> : null}
    </>
  )
}

function End({ session }: { session: SessionRow }) {
  const { words } = useView()
  if (session.current) return null
  return (
    <form method="post" action={posts.endSession.path}>
      <input type="hidden" name="session" value={session.id} />
      <Button kind="quiet">{words.signIn.endSession}</Button>
    </form>
  )
}

/** After signing out: that it worked, and the ways on. */
export function SignedOutPage({ view, origins }: { view: View; origins: Origins }) {
  const { signIn, shell } = view.words
  return (
    <PlainShell view={view} origins={origins} title={signIn.signedOut}>
      <div class="empty">
        <div class="empty-ornament" aria-hidden="true" />
        <h1>{signIn.signedOut}</h1>
        <Buttons>
          <LinkButton href={`${origins.shop}/`}>{shell.backToShop}</LinkButton>
          <LinkButton kind="quiet" href={pages.signIn.path}>
            {signIn.title}
          </LinkButton>
        </Buttons>
      </div>
    </PlainShell>
  )
}
