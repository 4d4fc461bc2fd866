import type { Problems, Typed } from '#lib/form-fields.ts'
import { decimalText, isCurrency, minorUnits } from '#lib/money.ts'
import type { Messages } from '#sites/ui/messages.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import type { View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { Desk } from './desk.tsx'
import { amountOf } from './money.ts'
import type { WholeOrder } from './order.tsx'
import { refundReasons } from './routes.ts'

type FormPageProps = { view: View; whole: WholeOrder; typed: Typed; problems: Problems }

/** What goes back and why. */
export function RefundPage({ view, whole, typed, problems }: FormPageProps) {
  const words = view.words.console
  const labels = { amount: words.refundAmount, reason: words.reason }
  const texts = problemTexts(problems, labels, view.words)
  const line = lineOf(whole, typed)
  const most = view.format.money(amountOf(line?.left ?? 0n, whole.facts.currency))
  return (
    <Desk view={view} title={words.refundTitle} room="orders" islands={['passkey.js']}>
      <p>{words.refundLead}</p>
      <FormProblems problems={texts} />
      <PasskeyForm
        kind="get"
        action={`/orders/${whole.facts.id}/refunds`}
        challenge={`/orders/${whole.facts.id}/refunds/challenge`}
        hidden={{ requestId: typed.requestId ?? '', position: typed.position ?? '' }}
      >
        <FormBody>
          <What view={view} whole={whole} title={line?.title} />
          <Field
            name="amount"
            label={labels.amount}
            hint={words.refundable(most)}
            value={typed.amount ?? amountText(line?.left ?? 0n, whole)}
            problem={problemOf(texts, 'amount')}
            inputmode="decimal"
            unit={unitOf(view, whole)}
            size="short"
            required
          />
          <RadioCards
            name="reason"
            label={labels.reason}
            choices={reasonChoices(view.words)}
            value={typed.reason}
            problem={problemOf(texts, 'reason')}
            required
          />
          <Buttons>
            <Button kind="danger">{words.refundConfirm}</Button>
            <LinkButton kind="quiet" href={`/orders/${whole.facts.id}`}>
              {view.words.shell.cancel}
            </LinkButton>
          </Buttons>
        </FormBody>
      </PasskeyForm>
    </Desk>
  )
}

type WhatProps = Pick<FormPageProps, 'view' | 'whole'> & { title: string | undefined }

function What({ view, whole, title }: WhatProps) {
  return (
    <DefinitionList
      facts={[
        { term: view.words.console.order, detail: <code>{whole.facts.id.slice(-12)}</code> },
        { term: view.words.studioMoney.work, detail: title },
      ]}
    />
  )
}

/** As a person types it: in yen, or with a point. */
function amountText(amount: bigint, { facts }: WholeOrder): string {
  return isCurrency(facts.currency) ? decimalText(minorUnits(amount), facts.currency) : ''
}

function unitOf({ locale }: View, { facts }: WholeOrder): string {
  return locale === 'ja' && facts.currency === 'JPY' ? '円' : facts.currency
}

function lineOf(whole: WholeOrder, typed: Typed) {
  return whole.lines.find((line) => String(line.position) === typed.position)
}

/** The reason of a refund as pages say it; the market's own reasons stay words of the ledger. */
export function refundReason(reason: string, words: Messages): string {
  return reasonChoices(words).find((each) => each.value === reason)?.text ?? reason
}

function reasonChoices({ console: words }: Messages) {
  const texts: Record<(typeof refundReasons)[number], string> = {
    'buyer-asked': words.refundBuyerAsked,
    defect: words.refundDefect,
    fraud: words.refundFraud,
    other: words.refundOther,
  }
  return refundReasons.map((value) => ({ value, text: texts[value] }))
}
