import type { Typed } from '#lib/form-fields.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { NeedsScript, Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { AccountsNeeds, Origins } from '../needs.ts'
import { pages } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { payoutPosts } from './routes.ts'
import { payoutWords } from './words.ts'

type Standing = Awaited<ReturnType<AccountsNeeds['vault']['myPayoutAccount']>>
type Account = NonNullable<Standing['account']>

interface PayoutPageProps {
  view: View
  origins: Origins
  /** Undefined while nothing is published for the shop. */
  standing: Standing | undefined
  saved: boolean
  typed: Typed
  problems: readonly FormProblem[]
}

/** Where takings go, what waits, and a form for another account. */
export function PayoutPage(props: PayoutPageProps) {
  const { view, origins, standing, saved, typed, problems } = props
  const own = payoutWords(view.locale)
  return (
    <MemberShell
      room="payoutAccount"
      view={view}
      origins={origins}
      title={own.title}
      islands={['passkey.js']}
    >
      <PageHead title={own.title} lead={own.lead} />
      {saved ? <Notice tone="good">{view.words.shell.saved}</Notice> : null}
      <FormProblems problems={problems} />
      {standing ? (
        <>
          <Standing standing={standing} />
          <AccountForm typed={typed} problems={problems} />
        </>
      ) : (
        <Notice tone="warning">
          <p>{own.statementFirst}</p>
          <LinkButton kind="quiet" href={pages.editDisclosure.path}>
            {view.words.shell.disclosure}
          </LinkButton>
        </Notice>
      )}
    </MemberShell>
  )
}

function Standing({ standing }: { standing: Standing }) {
  const { locale, format } = useView()
  const own = payoutWords(locale)
  const { account, taxNumber, next } = standing
  if (!account) return <p class="soft">{own.none}</p>
  return (
    <>
      {next ? (
        <Notice tone="warning">
          <p>{own.waiting(format.dateTime(new Date(next.from)))}</p>
          <form method="post" action={payoutPosts.cancelPayoutChange.path}>
            <Button kind="quiet">{own.cancel}</Button>
          </form>
        </Notice>
      ) : null}
      <section class="panel">
        <h2>{own.current}</h2>
        <AccountFacts account={account} taxNumber={taxNumber} />
      </section>
      {next ? (
        <section class="panel">
          <h2>{own.next}</h2>
          <AccountFacts account={next.account} taxNumber={null} />
        </section>
      ) : null}
    </>
  )
}

function AccountFacts({ account, taxNumber }: { account: Account; taxNumber: string | null }) {
  const { locale } = useView()
  const own = payoutWords(locale)
  const { bank, bankName, branch, branchName, type, number, holder } = account
  return (
    <DefinitionList
      facts={[
        { term: own.bankName, detail: `${bankName} (${bank})` },
        { term: own.branchName, detail: `${branchName} (${branch})` },
        { term: own.type, detail: typeName(type, own) },
        { term: own.number, detail: number },
        { term: own.holder, detail: holder },
        { term: own.taxNumber, detail: taxNumber },
      ]}
    />
  )
}

function typeName(type: Account['type'], own: ReturnType<typeof payoutWords>): string {
  return { ordinary: own.ordinary, current: own.currentAccount, savings: own.savings }[type]
}

type FormProps = Pick<PayoutPageProps, 'typed' | 'problems'>

function AccountForm({ typed, problems }: FormProps) {
  const { locale } = useView()
  const own = payoutWords(locale)
  const types = ['ordinary', 'current', 'savings'] as const
  const part = { typed, problems }
  return (
    <section class="panel">
      <h2>{own.set}</h2>
      <NeedsScript>{own.needsScript}</NeedsScript>
      <PasskeyForm
        kind="get"
        action={payoutPosts.setPayoutAccount.path}
        challenge={payoutPosts.payoutChallenge.path}
      >
        <Part name="bankName" {...part} />
        <Part name="bank" hint={own.bankHint} isNumber {...part} />
        <Part name="branchName" {...part} />
        <Part name="branch" hint={own.branchHint} isNumber {...part} />
        <Select
          name="type"
          label={own.type}
          choices={types.map((type) => ({ value: type, text: typeName(type, own) }))}
          value={typed.type ?? 'ordinary'}
          problem={problemOf(problems, 'type')}
          size="short"
          required
        />
        <Part name="number" hint={own.numberHint} isNumber {...part} />
        <Part name="holder" hint={own.holderHint} {...part} />
        <Part name="taxNumber" hint={own.taxNumberHint} isOptional {...part} />
        <p class="soft">{own.waitNote}</p>
        <Button>{own.confirm}</Button>
      </PasskeyForm>
    </section>
  )
}

interface PartProps extends FormProps {
  name: 'bank' | 'bankName' | 'branch' | 'branchName' | 'number' | 'holder' | 'taxNumber'
  hint?: string
  isNumber?: boolean
  isOptional?: boolean
}

function Part(props: PartProps) {
  const { name, hint, isNumber = false, isOptional = false, typed, problems } = props
  const { locale } = useView()
  return (
    <Field
      name={name}
      label={payoutWords(locale)[name]}
      hint={hint}
      value={typed[name]}
      problem={problemOf(problems, name)}
      inputmode={isNumber ? 'numeric' : 'text'}
      autocomplete="off"
      maxlength={60}
      size={isNumber ? 'short' : 'middle'}
      required={!isOptional}
      optional={isOptional}
    />
  )
}
