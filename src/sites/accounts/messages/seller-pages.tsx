import { LinkButton } from '#sites/ui/parts/button.tsx'
import { type FormProblem, FormProblems } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { EmptyState, Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { Told } from './buyer-page.tsx'
import { Conversation, type Talk } from './conversation.tsx'
import { messagePages } from './routes.ts'
import { messageWords } from './words.ts'

interface ConversationRow {
  order: string
  lastAt: number
  isAnswered: boolean
  titles: readonly string[]
}

interface ShopListProps {
  view: View
  origins: Origins
  /** Undefined while nothing is published for the shop. */
  rows: readonly ConversationRow[] | undefined
  isFull?: boolean
}

const { path } = messagePages.shopMessages

/** The orders about which somebody wrote to the shop, the newest first; not what they wrote. */
export function ShopListPage({ view, origins, rows, isFull }: ShopListProps) {
  const own = messageWords(view.locale)
  return (
    <MemberShell room="shopMessages" view={view} origins={origins} title={own.shopTitle}>
      <PageHead title={own.shopTitle} lead={own.shopLead} />
      {rows ? (
        <Conversations view={view} rows={rows} />
      ) : (
        <Notice tone="warning">
          <p>{own.statementFirst}</p>
          <LinkButton kind="quiet" href={pages.editDisclosure.path}>
            {view.words.shell.disclosure}
          </LinkButton>
        </Notice>
      )}
      {isFull ? <p class="soft small">{own.newestOnly(rows?.length ?? 0)}</p> : null}
      <p class="soft small">{own.kept}</p>
    </MemberShell>
  )
}

function Conversations({ view, rows }: { view: View; rows: readonly ConversationRow[] }) {
  const own = messageWords(view.locale)
  if (rows.length === 0) return <EmptyState title={own.shopNone} hint={own.shopNoneHint} />
  return (
    <Table
      caption={own.shopTitle}
      captionUnseen
      rows={rows}
      rowKey={(row) => row.order}
      columns={[
        {
          key: 'order',
          head: own.order,
          heading: true,
          cell: ({ order, titles }) => (
            <a href={`${path}?order=${order}`}>{view.format.list(titles) || order}</a>
          ),
        },
        {
          key: 'last',
          head: own.last,
          cell: ({ lastAt }) => view.format.dateTime(new Date(lastAt)),
        },
        {
          key: 'state',
          head: own.state,
          tight: true,
          cell: ({ isAnswered }) => (
            <Badge tone={isAnswered ? 'good' : 'warning'}>
              {isAnswered ? own.answered : own.waits}
            </Badge>
          ),
        },
      ]}
    />
  )
}

interface ShopTalkProps {
  view: View
  origins: Origins
  order: string
  talk: Talk
  told: 'sent' | 'reported' | undefined
  typed: string
  problems: readonly FormProblem[]
}

/** A conversation as the seller has it; whose order it is is not told here. */
export function ShopTalkPage(props: ShopTalkProps) {
  const { view, origins, order, talk, told, typed, problems } = props
  const own = messageWords(view.locale)
  return (
    <MemberShell room="shopMessages" view={view} origins={origins} title={own.shopTitle}>
      <PageHead title={own.shopTitle} lead={own.shopLeadOne} />
      {told ? <Told view={view} told={told} /> : null}
      <FormProblems problems={problems} />
      <DefinitionList facts={[{ term: view.words.order.number, detail: order.slice(-12) }]} />
      <Conversation
        talk={talk}
        as="seller"
        other={own.buyer}
        actions={{ write: path, report: `${path}/reports` }}
        hidden={{ name: 'order', value: order }}
        typed={typed}
        problems={problems}
      />
      <p>
        <a class="way-on" href={path}>
          {own.back}
        </a>
      </p>
    </MemberShell>
  )
}
