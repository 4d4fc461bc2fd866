import type { OrderFacts } from '#market/orders/queries.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { Receipt, type ReceiptData } from '#sites/ui/parts/receipt.tsx'
import type { View } from '#sites/ui/view.ts'
import type { MarketFacts, Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'

interface ReceiptPageProps {
  view: View
  origins: Origins
  order: string
  receipt: ReceiptData
  facts: OrderFacts
  market: MarketFacts
  problems: readonly FormProblem[]
}

/** The receipt as it prints, and above it the name it is made out to. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { view, origins, order, receipt, facts, market, problems } = props
  const { words, format } = view
  const own = wordsOf(view.locale)
  const { currency, refunded } = facts
  return (
    <PlainShell view={view} origins={origins} title={words.order.receipt} islands={['print.js']}>
      <FormProblems problems={problems} />
      <form class="panel no-print" method="post" action={`/orders/${order}/receipt`}>
        <FormBody>
          <Field
            name="name"
            label={words.order.nameOnReceipt}
            hint={words.checkout.receiptNameHint}
            value={receipt.name}
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
      {refunded > 0n ? (
        <Notice tone="warning" title={words.order.refunded}>
          {words.order.refundedHint(format.money({ amount: refunded, currency }))}
        </Notice>
      ) : null}
      <Receipt receipt={receipt} />
      {market.registrationNumber === '' ? (
        <p class="soft small no-print">{own.noRegistration}</p>
      ) : null}
    </PlainShell>
  )
}
