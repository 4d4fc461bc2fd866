import type { BrowserKind } from '#lib/http/browser-kind.ts'
import { browserName } from '#sites/ui/browser-name.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { operatorWords } from './operator-words.ts'
import { pages, posts } from './routes.ts'

interface OperatorRow {
  operator: string
  name: string
  isMe: boolean
  enrolledAt: number
  usedAt: number | null
  passkeys: number
  codes: number
}

interface SessionRow {
  id: string
  current: boolean
  browser: BrowserKind
  signedInAt: number
  usedAt: number
}

export interface OperatorsPageProps {
  view: View
  operators: readonly OperatorRow[]
  sessions: readonly SessionRow[]
  requestId: string
  typed: string
  problems: readonly FormProblem[]
  isInvited: boolean
}

/** Who runs the market; one more, one less; one's own codes and sessions. */
export function OperatorsPage({ view, operators, sessions, ...page }: OperatorsPageProps) {
  const words = operatorWords(view.locale)
  return (
    <Desk view={view} title={words.title} room="operators" islands={['passkey.js']}>
      {page.isInvited ? <Notice tone="good">{words.invited}</Notice> : null}
      <FormProblems problems={page.problems} />
      <Operators operators={operators} />
      {operators.length > 1 ? <p class="soft small">{words.removeHint}</p> : null}
      <Invite typed={page.typed} problems={page.problems} />
      <section class="section">
        <h2>{words.sessions}</h2>
        <Sessions sessions={sessions} />
        <form method="post" action={posts.endOtherSessions.path}>
          <Button kind="quiet">{words.endOthers}</Button>
        </form>
      </section>
      <section class="panel">
        <h2>{words.codesTitle}</h2>
        <p class="soft">{words.codesNewHint}</p>
        <PasskeyForm
          kind="get"
          action={posts.newCodes.path}
          challenge={posts.newCodesChallenge.path}
          hidden={{ requestId: page.requestId }}
        >
          <Button kind="quiet">{words.codesNew}</Button>
        </PasskeyForm>
      </section>
    </Desk>
  )
}

function Invite({ typed, problems }: Pick<OperatorsPageProps, 'typed' | 'problems'>) {
  const { locale } = useView()
  const words = operatorWords(locale)
  return (
    <section class="panel">
      <h2>{words.invite}</h2>
      <p class="soft">{words.inviteLead}</p>
      <PasskeyForm
        kind="get"
        action={posts.inviteOperator.path}
        challenge={posts.inviteChallenge.path}
      >
        <FormBody>
          <Field
            name="address"
            type="email"
            label={words.inviteAddress}
            value={typed}
            problem={problemOf(problems, 'address')}
            maxlength={254}
            required
          />
          <Button>{words.inviteSend}</Button>
        </FormBody>
      </PasskeyForm>
    </section>
  )
}

function Operators({ operators }: Pick<OperatorsPageProps, 'operators'>) {
  const { format, locale } = useView()
  const words = operatorWords(locale)
  const isLast = operators.length === 1
  return (
    <Table
      caption={words.title}
      captionUnseen
      rows={operators}
      rowKey={(row) => row.operator}
      columns={[
        { key: 'name', head: words.name, heading: true, cell: (row) => <Name operator={row} /> },
        {
          key: 'since',
          head: words.since,
          cell: (row) => format.date(new Date(row.enrolledAt)),
        },
        {
          key: 'used',
          head: words.lastUsed,
          cell: (row) => (row.usedAt === null ? '–' : format.dateTime(new Date(row.usedAt))),
        },
        { key: 'passkeys', head: words.passkeys, cell: (row) => row.passkeys },
        { key: 'codes', head: words.codesLeft, cell: (row) => row.codes },
        {
          key: 'remove',
          head: words.remove,
          tight: true,
          cell: (row) => (isLast ? null : <Remove operator={row.operator} />),
        },
      ]}
    />
  )
}

function Name({ operator: { name, isMe } }: { operator: OperatorRow }) {
  const { locale } = useView()
  return (
    <>
      {name} {isMe ? <Badge tone="good">{operatorWords(locale).you}</Badge> : null}
    </>
  )
}

function Remove({ operator }: { operator: string }) {
  const { locale } = useView()
  return (
    <PasskeyForm
      kind="get"
      action={posts.removeOperator.path}
      challenge={posts.removeChallenge.path}
      hidden={{ operator }}
    >
      <Button kind="danger">{operatorWords(locale).remove}</Button>
    </PasskeyForm>
  )
}

function Sessions({ sessions }: Pick<OperatorsPageProps, 'sessions'>) {
  const { format, locale, words: all } = useView()
  const words = operatorWords(locale)
  return (
    <Table
      caption={words.sessions}
      captionUnseen
      rows={sessions}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'browser',
          head: words.browser,
          heading: true,
          cell: ({ browser }) => browserName(browser, words.otherBrowser),
        },
        {
          key: 'since',
          head: words.signedIn,
          cell: (row) => format.dateTime(new Date(row.signedInAt)),
        },
        { key: 'used', head: words.used, cell: (row) => format.dateTime(new Date(row.usedAt)) },
        {
          key: 'end',
          head: words.end,
          tight: true,
          cell: ({ id, current }) =>
            current ? (
              <Badge tone="good">{all.signIn.thisBrowser}</Badge>
            ) : (
              <form method="post" action={posts.endSession.path}>
                <input type="hidden" name="session" value={id} />
                <Button kind="quiet">{words.end}</Button>
              </form>
            ),
        },
      ]}
    />
  )
}

/** The one time that recovery codes are seen. */
export function CodesPage({ view, codes }: { view: View; codes: readonly string[] }) {
  const words = operatorWords(view.locale)
  return (
    <Desk view={view} title={words.codesTitle} room="operators">
      {codes.length === 0 ? (
        <Notice tone="info">{words.codesGone}</Notice>
      ) : (
        <section class="panel">
          <p>{words.codesLead}</p>
          <ol class="mono">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Buttons>
        <LinkButton href={pages.overview.path}>{words.codesKept}</LinkButton>
      </Buttons>
    </Desk>
  )
}
