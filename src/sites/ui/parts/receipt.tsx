import { type ComponentChildren, Fragment } from 'preact'
import type { Amount } from '../format.ts'
import { useView } from '../view.ts'
import { Money } from './price.tsx'
import { Badge } from './small.tsx'
import { Table } from './table.tsx'

export type ReceiptLine = {
  key: string
  title: string
  language: string
  rate: number
  amount: Amount
}

export type ReceiptData = {
  number: string
  issued: Date
  paid: Date
  /** A copy of one already given out says so. */
  copy: boolean
  /** The name of the buyer's choice; empty leaves a line to write on. */
  name: string
  total: Amount
  lines: readonly ReceiptLine[]
  /** Totals per tax rate; tax is contained in the total and rounded once per rate. */
  rates: readonly { rate: number; total: Amount; tax: Amount }[]
  issuer: { name: string; lines: readonly string[]; registration?: string }
  payment: ComponentChildren
}

/** A receipt (領収書) that prints on one A4 page. */
export function Receipt({ receipt }: { receipt: ReceiptData }) {
  const { words, format, locale } = useView()
  return (
    <article class="receipt">
      <header class="receipt-head">
        <h1 class="receipt-title">{words.order.receipt}</h1>
        <div class="small">
          <p>
            {words.order.receiptNumber} <span class="figures">{receipt.number}</span>{' '}
            {receipt.copy ? <Badge>{words.order.reissued}</Badge> : null}
          </p>
          <p>
            {words.order.issued} {format.date(receipt.issued)}
          </p>
        </div>
      </header>
      <p class="receipt-name">{words.order.receiptTo(receipt.name)}</p>
      <p class="receipt-total figures">{format.money(receipt.total)}</p>
      <p>
        {words.order.receiptFor}
        {locale === 'ja' ? '、' : '. '}
        {words.order.receiptReceived}
      </p>
      <ReceiptTable receipt={receipt} />
      <div class="receipt-head">
        <p class="small">
          {words.order.paidOn} {format.date(receipt.paid)}
          <br />
          {receipt.payment}
        </p>
        <address class="receipt-issuer">
          <strong>{receipt.issuer.name}</strong>
          {receipt.issuer.lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          {receipt.issuer.registration ? (
            <div>
              {words.order.registration} {receipt.issuer.registration}
            </div>
          ) : null}
        </address>
      </div>
    </article>
  )
}

function ReceiptTable({ receipt }: { receipt: ReceiptData }) {
  const { words, format } = useView()
  return (
    <>
      <Table
        caption={words.order.item}
        captionUnseen
        scroll
        columns={[
          { key: 'item', head: words.order.item, heading: true, cell: (line) => line.title },
          {
            key: 'rate',
            head: words.order.taxRate,
            number: true,
            cell: (line) => format.rate(line.rate),
          },
          {
            key: 'amount',
            head: words.order.amount,
            number: true,
            cell: (line) => <Money amount={line.amount} />,
          },
        ]}
        rows={receipt.lines}
        rowKey={(line) => line.key}
      />
      <dl class="sum small">
        {receipt.rates.map((each) => (
          <Fragment key={each.rate}>
            <div class="sum-row">
              <dt>{words.order.perRate(format.rate(each.rate))}</dt>
              <dd>
                <Money amount={each.total} />
              </dd>
            </div>
            <div class="sum-row soft">
              <dt>{words.order.taxOf(format.rate(each.rate))}</dt>
              <dd>
                <Money amount={each.tax} />
              </dd>
            </div>
          </Fragment>
        ))}
      </dl>
    </>
  )
}
