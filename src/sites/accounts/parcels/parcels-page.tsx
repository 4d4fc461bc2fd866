import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { type FormProblem, FormProblems } from '#sites/ui/parts/form.tsx'
import { EmptyState, NeedsScript, Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { carrierName, carriers } from './carriers.ts'
import { parcelPages, parcelPosts } from './routes.ts'
import { parcelWords } from './words.ts'

interface ParcelRow {
  order: string
  paidAt: Date
  titles: readonly string[]
}

interface ParcelsPageProps {
  view: View
  origins: Origins
  /** Undefined while nothing is published for the shop. */
  rows: readonly ParcelRow[] | undefined
  /** Only that of one order was asked for. */
  isOne: boolean
  sent: boolean
  problems: readonly FormProblem[]
}

/** Parcels that wait, to choose labels from; nobody's name is here yet. */
export function ParcelsPage(props: ParcelsPageProps) {
  const { view, origins, rows, isOne, sent, problems } = props
  const own = parcelWords(view.locale)
  return (
    <MemberShell
      room="parcels"
      view={view}
      origins={origins}
      title={own.title}
      islands={['passkey.js']}
    >
      <PageHead title={own.title} lead={own.lead} />
      {sent ? <Notice tone="good">{own.sent}</Notice> : null}
      <FormProblems problems={problems} />
      <Waiting view={view} rows={rows} isOne={isOne} />
      {isOne ? (
        <p>
          <a class="way-on" href={parcelPages.parcels.path}>
            {own.all}
          </a>
        </p>
      ) : null}
    </MemberShell>
  )
}

function Waiting({ view, rows, isOne }: Pick<ParcelsPageProps, 'view' | 'rows' | 'isOne'>) {
  const own = parcelWords(view.locale)
  if (!rows) {
    return (
      <Notice tone="warning">
        <p>{own.statementFirst}</p>
        <LinkButton kind="quiet" href={pages.editDisclosure.path}>
          {view.words.shell.disclosure}
        </LinkButton>
      </Notice>
    )
  }
  if (rows.length === 0) {
    return isOne ? (
      <EmptyState title={own.gone} hint={own.goneHint} />
    ) : (
      <EmptyState title={own.none} hint={own.noneHint} />
    )
  }
  return (
    <>
      <Notice tone="warning">{own.seen}</Notice>
      <LabelForm view={view} rows={rows} isOne={isOne} />
      <Shipments view={view} rows={rows} />
    </>
  )
}

type RowsProps = { view: View; rows: readonly ParcelRow[] }

function titleOf(view: View, { titles, order }: ParcelRow): string {
  return view.format.list(titles) || order
}

function LabelForm({ view, rows, isOne }: RowsProps & { isOne: boolean }) {
  const own = parcelWords(view.locale)
  return (
    <section class="panel">
      <NeedsScript>{own.needsScript}</NeedsScript>
      <PasskeyForm
        kind="get"
        action={parcelPosts.printLabels.path}
        challenge={parcelPosts.labelsChallenge.path}
      >
        <fieldset class="field-set" id="field-orders">
          <legend>{own.choose}</legend>
          <div class="field-set-body">
            {rows.map((row) => (
              <div class="check" key={row.order}>
                <input
                  type="checkbox"
                  id={`order-${row.order}`}
                  name="orders[]"
                  value={row.order}
                  checked={isOne}
                />
                <label for={`order-${row.order}`}>
                  {titleOf(view, row)}
                  <span class="check-note">
                    {own.paidOn(view.format.shortDate(row.paidAt))} · {row.order.slice(-12)}
                  </span>
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <p class="soft small">{own.most}</p>
        <Button>{own.print}</Button>
      </PasskeyForm>
    </section>
  )
}

function Shipments({ view, rows }: RowsProps) {
  const own = parcelWords(view.locale)
  return (
    <section class="section">
      <h2>{own.shipTitle}</h2>
      <p class="soft">{own.shipHint}</p>
      <Table
        caption={own.shipTitle}
        captionUnseen
        rows={rows}
        rowKey={(row) => row.order}
        columns={[
          { key: 'order', head: own.order, heading: true, cell: (row) => titleOf(view, row) },
          {
            key: 'number',
            head: own.order,
            headUnseen: true,
            cell: ({ order }) => <code>{order.slice(-12)}</code>,
          },
          {
            key: 'ship',
            head: own.ship,
            headUnseen: true,
            cell: (row) => (
              <form class="form" method="post" action={parcelPosts.shipParcel.path}>
                <CarrierFields order={row.order} view={view} />
                <Button
                  kind="quiet"
                  name="order"
                  value={row.order}
                  label={own.shipOf(titleOf(view, row))}
                >
                  {own.ship}
                </Button>
              </form>
            ),
          },
        ]}
      />
    </section>
  )
}

/** Neither is needed; the buyer gets both by letter. */
function CarrierFields({ order, view }: { order: string; view: View }) {
  const own = parcelWords(view.locale)
  return (
    <div class="filters">
      <Select
        name="carrier"
        id={`carrier-${order}`}
        label={own.carrier}
        choices={carriers.map((value) => ({ value, text: carrierName(value, view.locale) }))}
        prompt="–"
      />
      <Field
        name="number"
        id={`number-${order}`}
        label={own.number}
        maxlength={40}
        autocomplete="off"
        spellcheck={false}
        optional
      />
    </div>
  )
}
