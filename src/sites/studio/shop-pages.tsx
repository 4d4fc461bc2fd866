import type { Problems, Typed } from '#lib/form-fields.ts'
import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { Field, TextArea } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import type { View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { Desk } from './desk.tsx'
import { posts } from './routes.ts'
import type { Shop } from './visit.ts'

type FormProps = { view: View; typed: Typed; problems?: Problems }

/** The first page of a member who wants to sell. */
export function OpenShopPage({ view, typed, problems = {} }: FormProps) {
  const { studio } = view.words
  const texts = problemTexts(problems, labelsOf(view), view.words)
  const kinds = [
    { value: 'creator', text: studio.kindCreator },
    { value: 'shop', text: studio.kindShop },
  ]
  return (
    <Desk view={view} title={studio.openTitle} room="overview">
      <p>{studio.openLead}</p>
      <FormProblems problems={texts} />
      <form method="post" action={posts.openShop.path} class="column">
        <FormBody>
          <RadioCards
            name="kind"
            label={studio.kind}
            choices={kinds}
            value={typed.kind ?? 'creator'}
            problem={problemOf(texts, 'kind')}
          />
          <ShopFields view={view} typed={typed} texts={texts} />
          <Field
            name="handle"
            label={studio.handle}
            hint={studio.handleHint}
            value={typed.handle}
            problem={problemOf(texts, 'handle')}
            pattern="[a-z0-9][a-z0-9\-]{1,38}[a-z0-9]"
            maxlength={40}
            size="middle"
            lang="en"
            required
          />
          <Buttons>
            <Button>{studio.openDo}</Button>
          </Buttons>
        </FormBody>
      </form>
    </Desk>
  )
}

/** What the shop page says. */
export function ShopFormPage({ view, shop, typed, problems = {} }: FormProps & { shop: Shop }) {
  const { studio } = view.words
  const texts = problemTexts(problems, labelsOf(view), view.words)
  return (
    <Desk view={view} title={studio.shopPage} room="shop" shop={shop}>
      <p>
        <a class="way-on" href={`/sellers/${shop.handle}`}>
          {studio.seeShop}
        </a>
      </p>
      <FormProblems problems={texts} />
      <form method="post" action={posts.changeShop.path} class="column">
        <FormBody>
          <ShopFields view={view} typed={typed} texts={texts} />
          <Buttons>
            <Button>{studio.saveChanges}</Button>
          </Buttons>
        </FormBody>
      </form>
    </Desk>
  )
}

function ShopFields({ view, typed, texts }: { view: View; typed: Typed; texts: FormProblem[] }) {
  const { studio } = view.words
  return (
    <>
      <Field
        name="name"
        label={studio.name}
        hint={studio.nameHint}
        value={typed.name}
        problem={problemOf(texts, 'name')}
        maxlength={80}
        required
      />
      <TextArea
        name="introduction"
        label={studio.introduction}
        hint={studio.introductionHint}
        value={typed.introduction}
        problem={problemOf(texts, 'introduction')}
        rows={6}
        maxlength={4000}
        optional
      />
    </>
  )
}

function labelsOf({ words: { studio } }: View) {
  const { name, introduction, handle, kind } = studio
  return { name, introduction, handle, kind }
}
