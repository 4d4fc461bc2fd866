import type { Typed } from '#lib/form-fields.ts'
import { prefectures } from '#lib/prefectures.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, problemOf } from '#sites/ui/parts/form.tsx'
import { useView } from '#sites/ui/view.ts'
import { pages, posts } from '../routes.ts'
import { countriesIn } from './countries.ts'
import { bookWords } from './words.ts'

interface AddressFormProps {
  typed: Typed
  problems: readonly FormProblem[]
}

/** One address: of Japan, from the postal code down; of elsewhere, from the name down. */
export function AddressForm({ typed, problems }: AddressFormProps) {
  const { locale } = useView()
  const own = bookWords(locale)
  const isForeign = typed.form === 'foreign'
  const isChange = (typed.replaces ?? '') !== ''
  const titleOfNew = isForeign ? own.addForeign : own.addJapanese
  return (
    <form class="panel" method="post" action={posts.keepAddress.path}>
      <h3>{isChange ? own.changeOne : titleOfNew}</h3>
      <FormBody>
        <input type="hidden" name="form" value={typed.form ?? 'japanese'} />
        <input type="hidden" name="replaces" value={typed.replaces ?? ''} />
        <AddressParts typed={typed} problems={problems} />
        <Button>{own.keep}</Button>
        {isChange ? null : (
          <p>
            <a href={isForeign ? pages.book.path : `${pages.book.path}?form=foreign`}>
              {isForeign ? own.addJapanese : own.addForeign}
            </a>
          </p>
        )}
      </FormBody>
    </form>
  )
}

/** The fields of one address; `isNeeded` is false where one may be chosen instead. */
export function AddressParts({
  isNeeded = true,
  ...part
}: AddressFormProps & { isNeeded?: boolean }) {
  const props = { ...part, isNeeded }
  return (
    <>
      <Part name="name" autocomplete="name" {...part} required={isNeeded} />
      {part.typed.form === 'foreign' ? <ForeignParts {...props} /> : <JapaneseParts {...props} />}
      <Part name="phone" autocomplete="tel" {...part} />
    </>
  )
}

type PartsProps = AddressFormProps & { isNeeded: boolean }

function JapaneseParts({ typed, problems, isNeeded }: PartsProps) {
  const { locale } = useView()
  const own = bookWords(locale)
  return (
    <>
      <input type="hidden" name="country" value="JP" />
      <Field
        name="postalCode"
        label={own.postalCode}
        hint={own.postalCodeHint}
        value={typed.postalCode}
        problem={problemOf(problems, 'postalCode')}
        autocomplete="postal-code"
        inputmode="numeric"
        maxlength={8}
        size="short"
        required={isNeeded}
      />
      <Select
        name="region"
        label={own.region}
        choices={prefectures.map((each) => ({ value: each, text: each }))}
        value={typed.region}
        problem={problemOf(problems, 'region')}
        prompt="–"
        size="short"
        required={isNeeded}
      />
      <Part
        name="city"
        autocomplete="address-level2"
        {...{ typed, problems }}
        required={isNeeded}
      />
      <Part
        name="street"
        autocomplete="address-line1"
        {...{ typed, problems }}
        required={isNeeded}
      />
      <Part name="building" autocomplete="address-line2" {...{ typed, problems }} />
    </>
  )
}

function ForeignParts({ typed, problems, isNeeded }: PartsProps) {
  const { locale } = useView()
  const own = bookWords(locale)
  return (
    <>
      <Part
        name="street"
        autocomplete="address-line1"
        {...{ typed, problems }}
        required={isNeeded}
      />
      <Part name="building" autocomplete="address-line2" {...{ typed, problems }} />
      <Part
        name="city"
        autocomplete="address-level2"
        {...{ typed, problems }}
        required={isNeeded}
      />
      <Field
        name="region"
        label={own.regionAbroad}
        value={typed.region}
        problem={problemOf(problems, 'region')}
        autocomplete="address-level1"
        maxlength={80}
        size="middle"
        optional
      />
      <Part name="postalCode" autocomplete="postal-code" {...{ typed, problems }} />
      <Select
        name="country"
        label={own.country}
        choices={countriesIn(locale)}
        value={typed.country}
        problem={problemOf(problems, 'country')}
        prompt="–"
        size="middle"
        required={isNeeded}
      />
    </>
  )
}

const mayBeEmpty = ['building', 'phone', 'postalCode']

interface PartProps extends AddressFormProps {
  name: 'name' | 'postalCode' | 'city' | 'street' | 'building' | 'phone'
  autocomplete: string
  required?: boolean
}

function Part({ name, autocomplete, typed, problems, required = false }: PartProps) {
  const { locale } = useView()
  return (
    <Field
      name={name}
      label={bookWords(locale)[name]}
      value={typed[name]}
      problem={problemOf(problems, name)}
      autocomplete={autocomplete}
      maxlength={200}
      required={required}
      optional={mayBeEmpty.includes(name)}
    />
  )
}
