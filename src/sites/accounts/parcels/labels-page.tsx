import type { SellerFacts } from '#market/sellers/queries.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import type { View } from '#sites/ui/view.ts'
import type { AccountsNeeds, Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { postalLines } from './postal-lines.ts'
import { parcelPages } from './routes.ts'
import { parcelWords } from './words.ts'

type Label = Awaited<ReturnType<AccountsNeeds['vault']['labelsFor']>>['labels'][number]

interface LabelsPageProps {
  view: View
  origins: Origins
  seller: SellerFacts
  labels: readonly Label[]
}

/** Labels as they print, one below the other, none broken over two sheets. */
export function LabelsPage({ view, origins, seller, labels }: LabelsPageProps) {
  const own = parcelWords(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={own.labels} islands={['print.js']} wide>
      <header class="page-head no-print">
        <h1>{own.labels}</h1>
        <p class="lead">{own.labelsLead}</p>
      </header>
      <div class="no-print">
        <Notice tone="warning">{own.seen}</Notice>
      </div>
      <div class="buttons no-print">
        <span data-print hidden>
          <Button type="button">{view.words.shell.print}</Button>
        </span>
        <LinkButton kind="quiet" href={parcelPages.parcels.path}>
          {own.back}
        </LinkButton>
      </div>
      <div class="labels">
        {labels.map((label) => (
          <LabelCard key={label.order} view={view} seller={seller} label={label} />
        ))}
      </div>
    </PlainShell>
  )
}

function LabelCard({
  view,
  seller,
  label,
}: Omit<LabelsPageProps, 'origins' | 'labels'> & { label: Label }) {
  const { order, recipient } = label
  const isJapanese = recipient.form === 'japanese'
  const own = parcelWords(isJapanese ? 'ja' : 'en')
  return (
    <article
      class="label"
      lang={isJapanese ? 'ja' : 'en'}
      aria-label={`${view.words.studioMoney.label} ${order.slice(-12)}`}
    >
      <address class="label-to">
        {postalLines(recipient).map((part) => (
          <span key={part} class={part.startsWith(recipient.name) ? 'label-name' : undefined}>
            <bdi>{part}</bdi>
          </span>
        ))}
        {recipient.phone === '' ? null : <span>{`${own.tel} ${recipient.phone}`}</span>}
      </address>
      {recipient.note === '' ? null : <p class="label-note">{recipient.note}</p>}
      <p class="label-from">
        {`${own.from} ${seller.name}`}{' '}
        <span class="figures">{`${own.order} ${order.slice(-12)}`}</span>
      </p>
    </article>
  )
}
