import type { SellerFacts } from '#market/sellers/queries.ts'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { MarketFacts, Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import { disclosureName } from './field-words.ts'
import { onRequest, type Statement } from './fields.ts'
import type { Published } from './statements.ts'

interface DisclosurePageProps {
  view: View
  origins: Origins
  seller: SellerFacts
  published: Published | undefined
  market: MarketFacts
}

/** 特定商取引法に基づく表記 of one seller. */
export function DisclosurePage(props: DisclosurePageProps) {
  const { view, origins, seller, published, market } = props
  const { shell } = view.words
  const own = wordsOf(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={`${shell.disclosure}: ${seller.name}`}>
      <div class="stack column column-centre">
        <header class="page-head">
          <h1>{shell.disclosure}</h1>
          <p class="lead">
            <a href={`${origins.shop}/sellers/${seller.handle}`}>{seller.name}</a>
          </p>
        </header>
        {published ? (
          <section class="panel">
            <StatementList statement={published.fields} contact={market.contact} />
          </section>
        ) : (
          <EmptyState title={own.noDisclosure} hint={own.contactUs(market.contact)} />
        )}
        {published?.changedAt ? (
          <p class="soft small">{own.changedOn(view.format.date(published.changedAt))}</p>
        ) : null}
        <p class="soft small">{own.soldBySeller(market.name)}</p>
      </div>
    </PlainShell>
  )
}

/** The parts of a statement, and the promise where a part is given on request. */
export function StatementList({ statement, contact }: { statement: Statement; contact: string }) {
  const { locale } = useView()
  const own = wordsOf(locale)
  return (
    <DefinitionList
      facts={statement.map(({ name, value }) => ({
        term: disclosureName(name, locale),
        detail: (
          <span class="lines">{value === onRequest ? own.givenOnRequest(contact) : value}</span>
        ),
      }))}
    />
  )
}
