import type { Amount } from '#sites/ui/format.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { Receipt, type ReceiptData } from '#sites/ui/parts/receipt.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { MarketFacts, Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import { reducedRate } from './receipt-content.ts'

interface ReceiptPageProps {
  view: View
  origins: Origins
  order: string
  name: string
  /** Only for who is known to hold the order. */
  document: { receipt: ReceiptData; refunded: Amount } | undefined
  market: MarketFacts
  problems: readonly FormProblem[]
}

/** The receipt as it prints, and above it the name it is made out to. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { view, origins, order, name, document, market, problems } = props
  const { words } = view
  const own = wordsOf(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={words.order.receipt} islands={['print.js']}>
      <FormProblems problems={problems} />
      <form class="panel no-print" method="post" action={`/orders/${order}/receipt`}>
        <FormBody>
          <Field
            name="name"
            label={words.order.nameOnReceipt}
            hint={words.checkout.receiptNameHint}
            value={name}
            problem={problemOf(problems, 'name')}
            autocomplete="organization"
            maxlength={100}
          />
          <div class="buttons">
            <Button>{words.order.showReceipt}</Button>
            <span data-print hidden>
              <Button kind="quiet" type="button">
                {words.shell.print}
              </Button>
            </span>
          </div>
        </FormBody>
      </form>
      {document ? <Document {...document} /> : null}
      {market.registrationNumber === '' ? (
        <p class="soft small no-print">{own.noRegistration}</p>
      ) : null}
    </PlainShell>
  )
}

function Document({ receipt, refunded }: { receipt: ReceiptData; refunded: Amount }) {
  const { words, format, locale } = useView()
  return (
    <>
      {refunded.amount > 0n ? (
        <Notice tone="warning" title={words.order.refunded}>
          {words.order.refundedHint(format.money(refunded))}
        </Notice>
      ) : null}
      <Receipt receipt={receipt} />
      {receipt.rates.some(({ rate }) => rate === reducedRate) ? (
        <p class="small">{wordsOf(locale).reducedRate}</p>
      ) : null}
    </>
  )
}
