import type { Typed } from '#lib/form-fields.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { FormBody, type FormProblem, FormProblems } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { EmptyState, Notice } from '#sites/ui/parts/notice.tsx'
import type { View } from '#sites/ui/view.ts'
import { RecipientFields } from '../checkout/recipient-fields.tsx'
import { EnterGoesOn } from '../checkout/who-page.tsx'
import type { AccountsNeeds, Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { carrierName } from './carriers.ts'
import { postalLines } from './postal-lines.ts'
import { parcelWords } from './words.ts'

type Known = Awaited<ReturnType<AccountsNeeds['vault']['myParcels']>>

interface MyParcelPageProps extends Known {
  view: View
  origins: Origins
  order: string
  /** Of sellers, by their ids. */
  names: ReadonlyMap<string, string>
  typed: Typed
  problems: readonly FormProblem[]
  /** An answer to the form: what was typed stands in it, and it is open. */
  isTried: boolean
  isCorrected: boolean
}

/** How an order's parcels stand and where they go; and the form that corrects it. */
export function MyParcelPage(props: MyParcelPageProps) {
  const { view, origins, order, parcels, names, problems, isCorrected } = props
  const own = parcelWords(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={own.mine} wide>
      <div class="stack column column-centre">
        <header class="page-head">
          <h1>{own.mine}</h1>
          <p class="lead">{own.mineLead}</p>
        </header>
        {isCorrected ? <Notice tone="good">{own.corrected}</Notice> : null}
        <FormProblems problems={problems} />
        <DefinitionList
          facts={[
            { term: own.order, detail: <a href={`${origins.shop}/orders/${order}`}>{order}</a> },
          ]}
        />
        {parcels.length === 0 ? <EmptyState title={own.mineNone} /> : null}
        {parcels.map((parcel) => (
          <ParcelPart key={parcel.seller} view={view} parcel={parcel} names={names} />
        ))}
        {parcels.length === 0 ? null : <Recipient {...props} />}
      </div>
    </PlainShell>
  )
}

type PartProps = Pick<MyParcelPageProps, 'view' | 'names'> & { parcel: Known['parcels'][number] }

function ParcelPart({ view, parcel, names }: PartProps) {
  const { locale, format } = view
  const own = parcelWords(locale)
  const { sentAt, carrier, number } = parcel
  return (
    <section class="panel">
      <DefinitionList
        facts={[
          { term: own.fromSeller, detail: <bdi>{names.get(parcel.seller)}</bdi> },
          {
            term: own.state,
            detail: sentAt === null ? own.notSent : own.sentOn(format.dateTime(new Date(sentAt))),
          },
          { term: own.carrier, detail: carrierName(carrier, locale) || null },
          { term: own.number, detail: number === '' ? null : <code>{number}</code> },
        ]}
      />
    </section>
  )
}

function Recipient(props: MyParcelPageProps) {
  const { view, order, recipient, keptUntil, parcels, isOpen, typed, problems, isTried } = props
  const own = parcelWords(view.locale)
  const isSent = parcels.some(({ sentAt }) => sentAt !== null)
  const at = `/orders/${order}/parcel`
  return (
    <section class="stack">
      <h2>{own.goesTo}</h2>
      {recipient ? <Address recipient={recipient} /> : <p class="soft">{own.goneTo}</p>}
      {keptUntil === null ? null : (
        <p class="soft small">{own.keptUntil(view.format.date(new Date(keptUntil)))}</p>
      )}
      {isOpen ? (
        <details class="panel" open={isTried || !recipient}>
          <summary>{own.correct}</summary>
          <form method="post" action={at}>
            <FormBody>
              <p class="soft">{own.correctLead}</p>
              <EnterGoesOn byPost />
              <RecipientFields book={[]} typed={typed} problems={problems} />
              <Button>{own.correctDo}</Button>
            </FormBody>
          </form>
        </details>
      ) : (
        <>
          <Notice>{isSent ? own.isSent : own.tooLate}</Notice>
          <p>
            <LinkButton kind="quiet" href={`/orders/${order}/messages`}>
              {own.write}
            </LinkButton>
          </p>
        </>
      )}
    </section>
  )
}

function Address({ recipient }: { recipient: NonNullable<Known['recipient']> }) {
  return (
    <p class="lines">
      {[...postalLines(recipient), recipient.phone, recipient.note]
        .filter((part) => part !== '')
        .map((part) => (
          <span key={part}>
            <bdi>{part}</bdi>
            <br />
          </span>
        ))}
    </p>
  )
}
