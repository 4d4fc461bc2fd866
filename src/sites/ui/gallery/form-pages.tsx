import type { GalleryPage } from '../gallery.tsx'
import { Button, Buttons } from '../parts/button.tsx'
import { Checkbox, Select } from '../parts/choice.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { ErrorBody } from '../parts/error-page.tsx'
import { Field, TextArea } from '../parts/field.tsx'
import { FieldSet, FormBody, type FormProblem, FormProblems, problemOf } from '../parts/form.tsx'
import { AccountShell } from '../shells/desk-shell.tsx'
import type { View } from '../view.ts'
import type { Stage } from './stage.ts'

export const formPages: Readonly<Record<string, GalleryPage>> = {
  'form-empty': (stage) => <EveryField stage={stage} wrong={false} />,
  'form-refused': (stage) => <EveryField stage={stage} wrong />,
  confirm: (stage) => <ConfirmErase stage={stage} />,
  'error-not-found': (stage) => <Failed stage={stage} code="not-found" />,
  'error-broken': (stage) => <Failed stage={stage} code="broken" />,
  'error-away': (stage) => <Failed stage={stage} code="provider-away" />,
}

function EveryField({ stage: { view }, wrong }: { stage: Stage; wrong: boolean }) {
  const { words } = view
  const problems = wrong ? sampleProblems(view) : []
  return (
    <AccountShell view={view} title={words.studio.newWork} homeHref="#" nav={[]}>
      <h1>{words.studio.newWork}</h1>
      <FormProblems problems={problems} />
      <form method="post">
        <FormBody>
          <Texts view={view} problems={problems} typed={wrong ? 'aiko@example.jp' : ''} />
          <Figures view={view} problems={problems} typed={wrong ? '千二百' : '1200'} />
          <FieldSet legend={words.studio.pictures} hint={words.studio.picturesHint}>
            <Field name="cover" type="file" label={words.studio.cover} accept="image/*" />
            <Checkbox
              name="sample"
              label={words.studio.samples}
              hint={words.studio.altHint}
              checked
            />
          </FieldSet>
          <Buttons>
            <Button>{words.studio.publish}</Button>
            <Button kind="quiet">{words.studio.save}</Button>
            <Button kind="danger">{words.studio.withdraw}</Button>
            <Button disabled>{words.studio.preview}</Button>
            <Button kind="plain">{words.shell.cancel}</Button>
          </Buttons>
        </FormBody>
      </form>
    </AccountShell>
  )
}

function sampleProblems({ words }: View): FormProblem[] {
  return [
    { field: 'title', text: words.fields.missing(words.studio.workTitle) },
    { field: 'category', text: words.fields.choose(words.studio.category) },
    { field: 'price', text: words.fields.wholeNumber(words.studio.price) },
    { field: 'description', text: words.refusals['personal-data'] },
  ]
}

type SampleProps = { view: View; problems: readonly FormProblem[]; typed: string }

function Texts({ view: { words }, problems, typed }: SampleProps) {
  return (
    <>
      <Field
        name="title"
        label={words.studio.workTitle}
        required
        maxlength={200}
        problem={problemOf(problems, 'title')}
      />
      <TextArea
        name="description"
        label={words.studio.description}
        hint={words.studio.descriptionHint}
        value={typed}
        problem={problemOf(problems, 'description')}
      />
    </>
  )
}

function Figures({ view: { words }, problems, typed }: SampleProps) {
  return (
    <>
      <Select
        name="category"
        label={words.studio.category}
        size="middle"
        required
        prompt="—"
        choices={Object.entries(words.categories).map(([value, text]) => ({ value, text }))}
        problem={problemOf(problems, 'category')}
      />
      <Field
        name="price"
        label={words.studio.price}
        hint={words.studio.priceHint}
        inputmode="numeric"
        size="short"
        unit={words.shell.yen}
        value={typed}
        problem={problemOf(problems, 'price')}
      />
      <Field
        name="stock"
        label={words.studio.stock}
        hint={words.studio.stockHint}
        optional
        size="short"
      />
    </>
  )
}

function ConfirmErase({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <AccountShell view={view} title={words.ownData.planTitle} homeHref="#" nav={[]}>
      <Confirm
        title={words.ownData.planTitle}
        action="#"
        kind="danger"
        submit={words.ownData.planConfirm}
        cancel={words.ownData.planKeep}
        cancelHref="#"
      >
        <p>{words.ownData.planKeyNote}</p>
        <p>{words.ownData.planPurchases}</p>
      </Confirm>
    </AccountShell>
  )
}

function Failed({ stage, code }: { stage: Stage; code: 'not-found' | 'broken' | 'provider-away' }) {
  const { view } = stage
  return (
    <AccountShell view={view} title={code} homeHref="#" nav={[]}>
      <ErrorBody
        code={code}
        homeHref="#"
        retryHref={code === 'not-found' ? undefined : '#again'}
        reference="7f3a"
      />
    </AccountShell>
  )
}
