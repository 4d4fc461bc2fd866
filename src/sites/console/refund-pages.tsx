import type { Problems, Typed } from '#lib/form-fields.ts'
import type { Messages } from '#sites/ui/messages.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { amountOf } from './money.ts'
import type { WholeOrder } from './order.tsx'
import { PasskeyForm } from './passkey-form.tsx'
import { problemTexts } from './problems.ts'
import { refundReasons } from './routes.ts'

type FormPageProps = { view: View; whole: WholeOrder; typed: Typed; problems: Problems }

/** What goes back and why. */
export function RefundFormPage({ view, whole, typed, problems }: FormPageProps) {
  const words = view.words.console
  const labels = { amount: words.refundAmount, reason: words.reason }
  const texts = problemTexts(problems, labels, view.words)
  const line = lineOf(whole, typed)
  const most = view.format.money(amountOf(line?.price ?? 0n, whole.facts.currency))
  return (
    <Desk view={view} title={words.refundTitle} room="orders">
      <p>{words.refundLead}</p>
      <FormProblems problems={texts} />
      <form method="post" action={`/orders/${whole.facts.id}/refunds/plan`} class="column">
        <input type="hidden" name="requestId" value={typed.requestId} />
        <input type="hidden" name="position" value={typed.position} />
        <FormBody>
          <DefinitionList facts={[{ term: words.lines, detail: line?.title }]} />
          <Field
            name="amount"
            label={labels.amount}
            hint={words.refundable(most)}
            value={typed.amount ?? String(line?.price ?? '')}
            problem={problemOf(texts, 'amount')}
            inputmode="decimal"
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
        </FormBody>
        <Buttons>
          <Button>{view.words.shell.continue}</Button>
          <LinkButton kind="quiet" href={`/orders/${whole.facts.id}`}>
            {view.words.shell.cancel}
          </LinkButton>
        </Buttons>
      </form>
    </Desk>
  )
}

type PlanPageProps = {
  view: View
  whole: WholeOrder
  typed: Typed
  amount: bigint
  challenge: Record<string, unknown>
}

/** Exactly what the passkey will confirm. */
export function RefundPlanPage({ view, whole, typed, amount, challenge }: PlanPageProps) {
  const words = view.words.console
  const reason = reasonChoices(view.words).find((each) => each.value === typed.reason)?.text
  const { requestId = '', position = '', reason: reasonCode = '', amount: text = '' } = typed
  return (
    <Desk view={view} title={words.refundTitle} room="orders" islands={['passkey.js']}>
      <DefinitionList
        facts={[
          { term: words.order, detail: <code>{whole.facts.id}</code> },
          { term: words.lines, detail: lineOf(whole, typed)?.title },
          {
            term: words.refundAmount,
            detail: view.format.money(amountOf(amount, whole.facts.currency)),
          },
          { term: words.reason, detail: reason },
        ]}
      />
      <PasskeyForm
        way="get"
        action={`/orders/${whole.facts.id}/refunds`}
        field="assertion"
        challenge={challenge}
        hidden={{ requestId, position, reason: reasonCode, amount: text }}
        submit={words.refundConfirm}
        kind="danger"
        cancelHref={`/orders/${whole.facts.id}`}
      />
    </Desk>
  )
}

function lineOf(whole: WholeOrder, typed: Typed) {
  return whole.lines.find((line) => String(line.position) === typed.position)
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
