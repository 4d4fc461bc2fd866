import type { Problems, Typed } from '#lib/form-fields.ts'
import { categories } from '#market/catalogue/categories.ts'
import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { Field, TextArea } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { problemTexts } from './problems.ts'
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
  const { studio, categories: names, workLanguages: languages } = view.words
  const labels = labelsOf(view)
  const texts = problemTexts(problems, labels, view.words)
  const problem = (field: string) => problemOf(texts, field)
  return (
    <form method="post" action={action} class="column">
      <FormProblems problems={texts} />
      <FormBody>
        <Field
          name="title"
          label={labels.title}
          value={typed.title}
          problem={problem('title')}
          maxlength={200}
          required
        />
        <TextArea
          name="description"
          label={labels.description}
          hint={studio.descriptionHint}
          value={typed.description}
          problem={problem('description')}
          rows={10}
          maxlength={20_000}
          optional
        />
        <Select
          name="category"
          label={labels.category}
          choices={categories.map((value) => ({ value, text: names[value] }))}
          value={typed.category}
          prompt="—"
          problem={problem('category')}
          size="middle"
          required
        />
        <Select
          name="language"
          label={labels.language}
          choices={workLanguages.map((value) => ({ value, text: languages[value] }))}
          value={typed.language}
          problem={problem('language')}
          size="middle"
          required
        />
        <Field
          name="tags"
          label={labels.tags}
          hint={studio.tagsHint}
          value={typed.tags}
          problem={problem('tags')}
          maxlength={400}
          optional
        />
        <Field
          name="price"
          label={labels.price}
          hint={studio.priceHint}
          value={typed.price}
          problem={problem('price')}
          inputmode="numeric"
          unit={view.locale === 'ja' ? '円' : 'JPY'}
          size="short"
          required
        />
        <Field
          name="stock"
          label={labels.stock}
          hint={studio.stockHint}
          value={typed.stock}
          problem={problem('stock')}
          inputmode="numeric"
          size="short"
          optional
        />
      </FormBody>
      <Buttons>
        <Button>{submit}</Button>
      </Buttons>
    </form>
  )
}

function labelsOf({ words: { studio } }: View) {
  const { description, category, language, tags, price, stock } = studio
  return { title: studio.workTitle, description, category, language, tags, price, stock }
}
