import { Button } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { FormBody } from '#sites/ui/parts/form.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { CheckoutSteps } from '#sites/ui/parts/way.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { PayShell } from '#sites/ui/shells/pay-shell.tsx'
import { type View, viewFor } from '#sites/ui/view.ts'
import { payDocumentFiles } from './document-files.ts'
import { pages } from './routes.ts'

/**
 * The pay page, written once per release and the same for everybody: one file per language, from
 * its name to its text. What is to be paid is filled in by the script; without it the form works.
 */
export function payDocuments(assets: Readonly<Record<string, string>>): Record<string, string> {
  const asset = (name: string) => {
    const path = assets[name]
    if (path === undefined) throw new RangeError(`no asset is called ${name}`)
    return path
  }
  const files = Object.entries(payDocumentFiles) as [View['locale'], string][]
  return Object.fromEntries(
    files.map(([locale, file]) => {
      const languageLinks = { ja: '?lang=ja', en: '?lang=en' }
      const view = viewFor({ locale, asset, languageLinks })
      return [file, renderPage(<PayPage view={view} />)]
    }),
  )
}

/** The form has no action: it goes to this very address, with the pass in it. */
function PayPage({ view }: { view: View }) {
  const { pay } = view.words
  return (
    <PayShell view={view} title={pay.title} homeHref={pages.shop.path} islands={['amount.js']}>
      <CheckoutSteps now="pay" />
      <header class="page-head">
        <h1>{pay.title}</h1>
        <p class="soft">{pay.lead}</p>
      </header>
      <div id="gone" hidden>
        <Notice tone="bad">{view.words.refusals['ticket-expired']}</Notice>
      </div>
      <form class="panel" method="post">
        <FormBody>
          <div id="order" hidden aria-live="polite">
            <p class="row row-spread row-base">
              <span>
                {pay.amount} <span class="soft" id="works" />
              </span>
              <strong class="price price-large" id="amount" />
            </p>
            <p class="small soft" id="held" />
          </div>
          <RadioCards
            name="method"
            label={pay.method}
            required
            value="card"
            choices={[
              { value: 'card', text: pay.card, hint: pay.cardHint },
              { value: 'konbini', text: pay.konbini, hint: pay.konbiniHint },
              { value: 'wallet', text: pay.wallet, hint: pay.walletHint },
            ]}
          />
          <Button wide large id="proceed">
            {pay.proceed}
          </Button>
          <p class="small soft" id="host" hidden />
        </FormBody>
      </form>
    </PayShell>
  )
}
