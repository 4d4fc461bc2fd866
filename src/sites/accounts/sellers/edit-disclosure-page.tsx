import type { Typed } from '#lib/form-fields.ts'
import type { SellerFacts } from '#market/sellers/queries.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Checkbox } from '#sites/ui/parts/choice.tsx'
import { Field, TextArea } from '#sites/ui/parts/field.tsx'
import { type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { NeedsScript, Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import { disclosureHint, disclosureName } from './field-words.ts'
import {
  type DisclosureField,
  disclosureFields,
  isNeeded,
  onRequest,
  onRequestFields,
  type Statement,
  shortFields,
  tickOf,
} from './fields.ts'

interface EditDisclosureProps {
  view: View
  origins: Origins
  seller: SellerFacts
  typed: Typed
  problems: readonly FormProblem[]
  saved?: boolean
}

/** The form as it was published last. */
export function typedFrom(statement: Statement): Typed {
  return Object.fromEntries(
    statement.map(({ name, value }) =>
      value === onRequest ? [tickOf(name as DisclosureField), 'yes'] : [name, value],
    ),
  )
}

/** What the law asks for, with a passkey at the end. */
export function EditDisclosurePage(props: EditDisclosureProps) {
  const { view, origins, seller, typed, problems, saved } = props
  const { shell } = view.words
  const own = wordsOf(view.locale)
  return (
    <MemberShell
      room="editDisclosure"
      view={view}
      origins={origins}
      title={shell.disclosure}
      islands={['passkey.js']}
    >
      <PageHead title={shell.disclosure} lead={own.disclosureLead(seller.name)} />
      {saved ? <Notice tone="good">{shell.saved}</Notice> : null}
      <FormProblems problems={problems} />
      <NeedsScript>{own.disclosureNeedsScript}</NeedsScript>
      <section class="panel">
        <PasskeyForm
          kind="get"
          action={posts.publishDisclosure.path}
          challenge={posts.disclosureChallenge.path}
        >
          {disclosureFields.map((name) => (
            <Part key={name} name={name} typed={typed} problems={problems} />
          ))}
          <p class="soft">{own.publishNote}</p>
          <Button>{own.publish}</Button>
        </PasskeyForm>
      </section>
      <p>
        <a class="way-on" href={`/sellers/${seller.id}/disclosure`}>
          {own.seePublished}
        </a>
      </p>
    </MemberShell>
  )
}

interface PartProps {
  name: DisclosureField
  typed: Typed
  problems: readonly FormProblem[]
}

function Part({ name, typed, problems }: PartProps) {
  const { locale } = useView()
  const control = {
    name,
    label: disclosureName(name, locale),
    hint: disclosureHint(name, locale),
    problem: problemOf(problems, name),
    value: typed[name],
    optional: !isNeeded(name),
  }
  const isShort = shortFields.includes(name)
  return (
    <>
      {isShort ? (
        <Field {...control} maxlength={200} />
      ) : (
        <TextArea {...control} rows={3} maxlength={1000} />
      )}
      {onRequestFields.includes(name) ? (
        <Checkbox
          name={tickOf(name)}
          label={wordsOf(locale).onRequestTick(disclosureName(name, locale))}
          hint={wordsOf(locale).onRequestHint}
          checked={typed[tickOf(name)] === 'yes'}
        />
      ) : null}
    </>
  )
}
