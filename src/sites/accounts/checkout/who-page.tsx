import type { Problems, Typed } from '#lib/form-fields.ts'
import type { OrderFacts, OrderLineFacts } from '#market/orders/queries.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { CheckoutSteps } from '#sites/ui/parts/way.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { addressParts } from '../book/forms.ts'
import { bookWords } from '../book/words.ts'
import { DidYouMean } from '../did-you-mean.tsx'
import type { Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import { OrderSummary } from './order-summary.tsx'
import type { BookAddress } from './recipient.ts'
import { RecipientFields } from './recipient-fields.tsx'
import { recipientWords } from './recipient-words.ts'

/** What came of the last try. */
export interface WhoAnswer {
  typed: Typed
  problems: readonly FormProblem[]
  /** The address that was probably meant. */
  suggestion?: string
}

interface WhoPageProps {
  view: View
  origins: Origins
  facts: OrderFacts
  lines: readonly OrderLineFacts[]
  /** The mailbox of who is signed in. */
  memberAddress: string | undefined
  /** The addresses of who is signed in, for an order that comes by post; undefined for others. */
  book: readonly BookAddress[] | undefined
  answer: WhoAnswer
  now: Date
}

/** The problems of this page's forms, under the names its fields have here. */
export function whoProblems(problems: Problems, { words, locale }: View): FormProblem[] {
  const [postal, recipient] = [bookWords(locale), recipientWords(locale)]
  const { email, receiptName } = words.checkout
  const address = Object.fromEntries(addressParts.map((part) => [part, postal[part]]))
  const parcel = { ...address, note: recipient.note, to: recipient.title }
  return problemTexts(problems, { ...parcel, address: email, receiptName }, words)
}

/** Who orders, and where the mail goes; beside it what is ordered and what it costs. */
export function WhoPage(props: WhoPageProps) {
  const { view, origins, facts, lines, memberAddress, book, answer, now } = props
  const { checkout } = view.words
  const title = book ? recipientWords(view.locale).pageTitle : checkout.title
  return (
    <PlainShell view={view} origins={origins} title={title} wide>
      <CheckoutSteps now="details" />
      <div class="split">
        <div class="stack">
          <PageHead title={title} lead={checkout.lead} />
          <FormProblems problems={answer.problems} />
          {memberAddress === undefined ? (
            <GuestForm {...{ facts, answer, book }} />
          ) : (
            <MemberForm {...{ facts, answer, book }} address={memberAddress} />
          )}
        </div>
        <OrderSummary facts={facts} lines={lines} now={now} />
      </div>
    </PlainShell>
  )
}

type FormProps = Pick<WhoPageProps, 'facts' | 'answer' | 'book'>

function GuestForm({ facts, answer, book }: FormProps) {
  const { words } = useView()
  const { checkout } = words
  return (
    <section class="panel">
      <p class="row row-spread">
        <span class="soft">{checkout.haveAccount}</span>
        <a href={`/sign-in?return=/checkout/${facts.id}`}>{checkout.signInFirst}</a>
      </p>
      <h2>{checkout.asGuest}</h2>
      <form method="post" action={`/checkout/${facts.id}`}>
        <FormBody>
          <input type="hidden" name="as" value="guest" />
          <EnterGoesOn byPost={book !== undefined} />
          <Field
            name="address"
            type="email"
            label={checkout.email}
            hint={checkout.emailHint}
            problem={problemOf(answer.problems, 'address')}
            value={answer.typed.address}
            autocomplete="email"
            inputmode="email"
            maxlength={254}
            required
          />
          {answer.suggestion ? <DidYouMean suggestion={answer.suggestion} /> : null}
          <ReceiptName answer={answer} />
          <Parcel {...{ answer, book }} />
          {answer.suggestion ? null : <Submit facts={facts} byPost={book !== undefined} />}
        </FormBody>
      </form>
    </section>
  )
}

function MemberForm({ facts, answer, book, address }: FormProps & { address: string }) {
  const { words } = useView()
  return (
    <section class="panel">
      <p>{words.checkout.asMember(address)}</p>
      <form method="post" action={`/checkout/${facts.id}`}>
        <FormBody>
          <input type="hidden" name="as" value="member" />
          <EnterGoesOn byPost={book !== undefined} />
          <ReceiptName answer={answer} />
          <Parcel {...{ answer, book }} />
          <Submit facts={facts} byPost={book !== undefined} />
        </FormBody>
      </form>
    </section>
  )
}

/** The Enter key presses a form's first button: it must be the one that goes on. */
export function EnterGoesOn({ byPost }: { byPost: boolean }) {
  if (!byPost) return null
  return <button class="unseen" type="submit" tabIndex={-1} aria-hidden="true" />
}

/** Only for an order of which something comes by post. */
function Parcel({ answer, book }: Pick<FormProps, 'answer' | 'book'>) {
  if (!book) return null
  const { typed, problems } = answer
  return <RecipientFields {...{ book, typed, problems }} />
}

function ReceiptName({ answer }: { answer: WhoAnswer }) {
  const { words } = useView()
  return (
    <Field
      name="receiptName"
      label={words.checkout.receiptName}
      hint={words.checkout.receiptNameHint}
      problem={problemOf(answer.problems, 'receiptName')}
      value={answer.typed.receiptName}
      autocomplete="organization"
      maxlength={100}
      optional
    />
  )
}

function Submit({ facts, byPost }: { facts: OrderFacts; byPost: boolean }) {
  const { words, format, locale } = useView()
  const amount = format.money({ amount: facts.total, currency: facts.currency })
  return (
    <>
      <p class="soft small">
        {byPost ? recipientWords(locale).returns : words.checkout.digitalGoods}
      </p>
      <Button wide large>
        {wordsOf(locale).payAmount(amount)}
      </Button>
      <p class="faint small">{words.checkout.agree}</p>
    </>
  )
}
