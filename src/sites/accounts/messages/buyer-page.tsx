import { type FormProblem, FormProblems } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { Tabs } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { Conversation, type Talk } from './conversation.tsx'
import { messageWords } from './words.ts'

interface BuyerPageProps {
  view: View
  origins: Origins
  order: string
  sellers: readonly { id: string; name: string }[]
  /** With whom. */
  seller: string
  talk: Talk
  told: 'sent' | 'reported' | undefined
  typed: string
  problems: readonly FormProblem[]
}

/** An order's conversation with one of its sellers, as its buyer has it. */
export function BuyerPage(props: BuyerPageProps) {
  const { view, origins, order, sellers, seller, talk, told, typed, problems } = props
  const own = messageWords(view.locale)
  const name = sellers.find(({ id }) => id === seller)?.name ?? ''
  const at = `/orders/${order}/messages`
  return (
    <PlainShell view={view} origins={origins} title={own.title} wide>
      <div class="stack column column-centre">
        <PageHead title={own.title} lead={own.lead(name)} />
        {told ? <Told view={view} told={told} /> : null}
        <FormProblems problems={problems} />
        {sellers.length > 1 ? (
          <Tabs
            label={own.sellers}
            tabs={sellers.map((each) => ({
              text: each.name,
              href: `${at}?seller=${each.id}`,
              current: each.id === seller,
            }))}
          />
        ) : null}
        <DefinitionList
          facts={[
            {
              term: view.words.order.number,
              detail: (
                <a class="way-on" href={`${origins.shop}/orders/${order}`}>
                  {order.slice(-12)}
                </a>
              ),
            },
          ]}
        />
        <Conversation
          talk={talk}
          as="buyer"
          other={name}
          actions={{ write: at, report: `${at}/reports` }}
          hidden={{ name: 'seller', value: seller }}
          typed={typed}
          problems={problems}
        />
      </div>
    </PlainShell>
  )
}

/** What was just done. */
export function Told({ view, told }: { view: View; told: 'sent' | 'reported' }) {
  const own = messageWords(view.locale)
  return <Notice tone="good">{told === 'sent' ? own.sent : own.reportedNow}</Notice>
}
