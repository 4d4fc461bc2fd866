import type { Typed } from '#lib/form-fields.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { AddressForm } from './address-form.tsx'
import { bookWords } from './words.ts'

export interface KeptAddress {
  id: string
  form: string
  name: string
  country: string
  postalCode: string
  region: string
  city: string
  street: string
  building: string
  phone: string
}

interface Birthday {
  id: string
  name: string
  born: string
}

interface BookPageProps {
  view: View
  origins: Origins
  addresses: readonly KeptAddress[]
  birthdays: readonly Birthday[]
  typed: Typed
  problems: readonly FormProblem[]
}

/** What a member keeps for themselves: where things go, and when children have birthday. */
export function BookPage(props: BookPageProps) {
  const { view, origins, addresses, birthdays, typed, problems } = props
  const own = bookWords(view.locale)
  return (
    <MemberShell room="book" view={view} origins={origins} title={own.title}>
      <PageHead title={own.title} lead={own.lead} />
      <FormProblems problems={problems} />
      <section class="section">
        <h2>{own.addresses}</h2>
        {addresses.length === 0 ? <p class="soft">{own.none}</p> : null}
        {addresses.map((address) => (
          <Address key={address.id} address={address} />
        ))}
        <AddressForm typed={typed} problems={problems} />
      </section>
      <section class="section">
        <h2>{own.birthdays}</h2>
        <p class="soft">{own.birthdaysHint}</p>
        <Birthdays birthdays={birthdays} />
        <BirthdayForm typed={typed} problems={problems} />
      </section>
    </MemberShell>
  )
}

function Address({ address }: { address: KeptAddress }) {
  const { locale } = useView()
  const own = bookWords(locale)
  const { id, name } = address
  return (
    <article class="panel">
      <address class="lines">{addressLines(address, locale).join('\n')}</address>
      <div class="buttons">
        <a
          class="button button-quiet"
          href={`${pages.book.path}?change=${id}`}
          aria-label={own.changeOf(name)}
        >
          {own.change}
        </a>
        <Remove id={id} name={name} />
      </div>
    </article>
  )
}

/** The address as it is written on a parcel. */
export function addressLines(address: Omit<KeptAddress, 'id'>, locale: 'ja' | 'en'): string[] {
  const { form, name, country, postalCode, region, city, street, building, phone } = address
  const code = `〒${postalCode.slice(0, 3)}-${postalCode.slice(3)}`
  const japanese = [code, `${region}${city}${street}`, building, name, phone]
  const place = [postalCode, city].filter((part) => part !== '').join(' ')
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const foreign = [name, street, building, place, region, names.of(country) ?? country, phone]
  return (form === 'japanese' ? japanese : foreign).filter((line) => line !== '')
}

function Remove({ id, name }: { id: string; name: string }) {
  const { words, locale } = useView()
  return (
    <form method="post" action={posts.removeFromBook.path}>
      <input type="hidden" name="id" value={id} />
      <Button kind="quiet" label={bookWords(locale).removeOf(name)}>
        {words.shell.remove}
      </Button>
    </form>
  )
}

function Birthdays({ birthdays }: { birthdays: readonly Birthday[] }) {
  const { words, locale, format } = useView()
  const own = bookWords(locale)
  if (birthdays.length === 0) return null
  return (
    <Table
      caption={own.birthdays}
      captionUnseen
      rows={birthdays}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', head: own.childName, heading: true, cell: ({ name }) => name },
        {
          key: 'born',
          head: own.born,
          cell: ({ born }) => format.date(new Date(`${born}T12:00:00+09:00`)),
        },
        {
          key: 'remove',
          head: words.shell.remove,
          tight: true,
          cell: ({ id, name }) => <Remove id={id} name={name} />,
        },
      ]}
    />
  )
}

function BirthdayForm({ typed, problems }: Pick<BookPageProps, 'typed' | 'problems'>) {
  const { locale } = useView()
  const own = bookWords(locale)
  return (
    <form class="panel" method="post" action={posts.keepBirthday.path}>
      <FormBody>
        <Field
          name="childName"
          label={own.childName}
          value={typed.childName}
          problem={problemOf(problems, 'childName')}
          maxlength={60}
          size="middle"
          required
        />
        <Field
          name="born"
          label={own.born}
          hint={own.bornHint}
          value={typed.born}
          problem={problemOf(problems, 'born')}
          maxlength={10}
          size="short"
          required
        />
        <Button kind="quiet">{own.keep}</Button>
      </FormBody>
    </form>
  )
}
