import type { Problems, Typed } from '#lib/form-fields.ts'
import { categories } from '#market/catalogue/categories.ts'
import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { Checkbox, Select } from '#sites/ui/parts/choice.tsx'
import { Field, TextArea } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import type { View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { Desk } from './desk.tsx'
import { posts, workLanguages } from './routes.ts'
import type { Shop } from './visit.ts'

type NewWorkProps = { view: View; shop: Shop; typed: Typed; problems?: Problems }

export function NewWorkPage({ view, shop, typed, problems }: NewWorkProps) {
  const { studio } = view.words
  return (
    <Desk view={view} title={studio.newWork} room="works" shop={shop}>
      <WorkForm
        view={view}
        action={posts.draftWork.path}
        typed={typed}
        problems={problems}
        submit={studio.save}
      />
    </Desk>
  )
}

export type WorkFormProps = {
  view: View
  action: string
  typed: Typed
  problems?: Problems
  submit: string
}

/** What the listing says. */
export function WorkForm({ view, action, typed, problems = {}, submit }: WorkFormProps) {
  const texts = problemTexts(problems, labelsOf(view), view.words)
  return (
    <form method="post" action={action} class="column">
      <FormBody>
        <FormProblems problems={texts} />
        <WordFields {...{ view, typed, texts }} />
        <ShelfFields {...{ view, typed, texts }} />
        <PriceFields {...{ view, typed, texts }} />
        {typed.stockShown === undefined ? <ShipsField view={view} typed={typed} /> : null}
        <Buttons>
          <Button>{submit}</Button>
        </Buttons>
      </FormBody>
    </form>
  )
}

type FieldsProps = { view: View; typed: Typed; texts: FormProblem[] }

function WordFields({ view, typed, texts }: FieldsProps) {
  const { studio } = view.words
  return (
    <>
      <Field
        name="title"
        label={studio.workTitle}
        value={typed.title}
        problem={problemOf(texts, 'title')}
        maxlength={200}
        required
      />
      <TextArea
        name="description"
        label={studio.description}
        hint={studio.descriptionHint}
        value={typed.description}
        problem={problemOf(texts, 'description')}
        rows={10}
        maxlength={20_000}
        optional
      />
    </>
  )
}

function ShelfFields({ view, typed, texts }: FieldsProps) {
  const { studio, categories: names, workLanguages: languages } = view.words
  return (
    <>
      <Select
        name="category"
        label={studio.category}
        choices={categories.map((value) => ({ value, text: names[value] }))}
        value={typed.category}
        prompt="—"
        problem={problemOf(texts, 'category')}
        size="middle"
        required
      />
      <Select
        name="language"
        label={studio.language}
        choices={workLanguages.map((value) => ({ value, text: languages[value] }))}
        value={typed.language}
        problem={problemOf(texts, 'language')}
        size="middle"
        required
      />
      <Field
        name="tags"
        label={studio.tags}
        hint={studio.tagsHint}
        value={typed.tags}
        problem={problemOf(texts, 'tags')}
        maxlength={400}
        optional
      />
    </>
  )
}

function PriceFields({ view, typed, texts }: FieldsProps) {
  const { studio } = view.words
  return (
    <>
      {typed.stockShown === undefined ? null : (
        <input type="hidden" name="stockShown" value={typed.stockShown} />
      )}
      <Field
        name="price"
        label={studio.price}
        hint={studio.priceHint}
        value={typed.price}
        problem={problemOf(texts, 'price')}
        inputmode="numeric"
        unit={view.locale === 'ja' ? '円' : 'JPY'}
        size="short"
        required
      />
      <Field
        name="stock"
        label={studio.stock}
        hint={studio.stockHint}
        value={typed.stock}
        problem={problemOf(texts, 'stock')}
        inputmode="numeric"
        size="short"
        optional
      />
    </>
  )
}

/** Only while the work is begun: buyers are asked where to send it before they pay. */
function ShipsField({ view, typed }: Pick<FieldsProps, 'view' | 'typed'>) {
  const { studio } = view.words
  return (
    <Checkbox
      name="ships"
      label={studio.ships}
      hint={studio.shipsHint}
      checked={typed.ships === 'yes'}
    />
  )
}

function labelsOf({ words: { studio } }: View) {
  const { description, category, language, tags, price, stock } = studio
  return { title: studio.workTitle, description, category, language, tags, price, stock }
}
