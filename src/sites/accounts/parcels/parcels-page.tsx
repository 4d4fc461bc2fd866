import type { Typed } from '#lib/form-fields.ts'
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
  /** What was said of one parcel, and refused. */
  typed: Typed
}

/** Parcels that wait, to choose labels from; nobody's name is here yet. */
export function ParcelsPage(props: ParcelsPageProps) {
  const { view, origins, rows, isOne, sent, problems, typed } = props
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
      <Waiting view={view} rows={rows} isOne={isOne} typed={typed} />
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

type WaitingProps = Pick<ParcelsPageProps, 'view' | 'rows' | 'isOne' | 'typed'>

function Waiting({ view, rows, isOne, typed }: WaitingProps) {
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
      <Shipments view={view} rows={rows} typed={typed} />
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

function Shipments({ view, rows, typed }: RowsProps & { typed: Typed }) {
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
                <CarrierFields
                  order={row.order}
                  view={view}
                  typed={typed.order === row.order ? typed : {}}
                />
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
function CarrierFields({ order, view, typed }: { order: string; view: View; typed: Typed }) {
  const own = parcelWords(view.locale)
  return (
    <div class="filters">
      <Select
        name="carrier"
        id={`carrier-${order}`}
        label={own.carrier}
        choices={carriers.map((value) => ({ value, text: carrierName(value, view.locale) }))}
        prompt="–"
        value={typed.carrier}
      />
      <Field
        name="number"
        id={`number-${order}`}
        label={own.number}
        value={typed.number}
        maxlength={40}
        autocomplete="off"
        spellcheck={false}
        optional
      />
    </div>
  )
}
