import type { Typed } from '#lib/form-fields.ts'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FieldSet, type FormProblem, problemOf } from '#sites/ui/parts/form.tsx'
import { useView } from '#sites/ui/view.ts'
import { AddressParts } from '../book/address-form.tsx'
import { postalLines } from '../parcels/postal-lines.ts'
import type { BookAddress } from './recipient.ts'
import { recipientWords } from './recipient-words.ts'

interface RecipientFieldsProps {
  order: string
  book: readonly BookAddress[]
  typed: Typed
  problems: readonly FormProblem[]
}

/** Where the parcels of an order go: from the address book, or typed here. */
export function RecipientFields({ order, book, typed, problems }: RecipientFieldsProps) {
  const { locale } = useView()
  const own = recipientWords(locale)
  const isForeign = typed.form === 'foreign'
  const chosen = typed.to ?? (isForeign ? 'new' : (book[0]?.id ?? 'new'))
  return (
    <FieldSet legend={own.title} hint={`${own.lead}${own.gift}`}>
      {book.length === 0 ? null : (
        <RadioCards
          name="to"
          label={own.from}
          value={chosen}
          problem={problemOf(problems, 'to')}
          choices={[
            ...book.map((entry) => ({
              value: entry.id,
              text: entry.name,
              hint: postalLines(entry)
                .filter((part) => !part.startsWith(entry.name))
                .join(' '),
            })),
            { value: 'new', text: own.another, hint: own.anotherHint },
          ]}
        />
      )}
      <input type="hidden" name="form" value={isForeign ? 'foreign' : 'japanese'} />
      <div class="form address-new">
        <AddressParts typed={typed} problems={problems} isNeeded={book.length === 0} />
        <p>
          <a href={isForeign ? `/checkout/${order}` : `/checkout/${order}?form=foreign`}>
            {isForeign ? own.toJapan : own.toAbroad}
          </a>
        </p>
      </div>
      <Field
        name="note"
        label={own.note}
        hint={own.noteHint}
        value={typed.note}
        problem={problemOf(problems, 'note')}
        autocomplete="off"
        maxlength={200}
        optional
      />
    </FieldSet>
  )
}
