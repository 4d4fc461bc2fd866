import { Hono } from 'hono'
import { isId } from '#lib/ids.ts'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import type { View } from '#sites/ui/view.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds, MarketFacts, Origins } from '../needs.ts'
import { pages } from '../routes.ts'
import { PlainShell } from '../shell.tsx'
import type { Visit } from '../visit.ts'
import { wordsOf } from '../words.ts'

/**
 * "My card was asked for somewhere else": what to do now, and whom to tell.
 *
 * It says so itself: nothing typed here would be recorded yet, so nothing is asked for.
 */
export function report({ market }: Pick<AccountsNeeds, 'market'>) {
  return new Hono<Visit>().get(pages.report.path, (c) => {
    const { view, origins } = c.var
    const asked = c.req.query('order')
    const order = isId(asked) ? asked : undefined
    return show(c, 'report', <ReportPage {...{ view, origins, market, order }} />)
  })
}

interface ReportPageProps {
  view: View
  origins: Origins
  market: MarketFacts
  order: string | undefined
}

function ReportPage({ view, origins, market, order }: ReportPageProps) {
  const own = wordsOf(view.locale)
  const facts = [
    { term: view.words.shell.contact, detail: market.contact },
    { term: view.words.order.number, detail: order },
  ]
  return (
    <PlainShell view={view} origins={origins} title={own.reportTitle}>
      <div class="stack column column-centre">
        <PageHead title={own.reportTitle} lead={own.reportLead} />
        <Notice tone="warning" title={own.reportNow}>
          <ol>
            <li>{own.reportCallIssuer}</li>
            <li>{own.reportKeep}</li>
            <li>{own.reportTell}</li>
          </ol>
        </Notice>
        <section class="panel">
          <DefinitionList facts={facts} />
          <p class="soft">{own.reportByMail}</p>
        </section>
      </div>
    </PlainShell>
  )
}
