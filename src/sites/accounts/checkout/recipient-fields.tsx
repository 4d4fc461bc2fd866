import type { Typed } from '#lib/form-fields.ts'
import { sentences } from '#sites/ui/messages/phrase.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FieldSet, type FormProblem, problemOf } from '#sites/ui/parts/form.tsx'
import { useView } from '#sites/ui/view.ts'
import { AddressParts } from '../book/address-form.tsx'
import { postalLines } from '../parcels/postal-lines.ts'
import type { BookAddress } from './recipient.ts'
import { recipientWords } from './recipient-words.ts'

interface RecipientFieldsProps {
  book: readonly BookAddress[]
  typed: Typed
  problems: readonly FormProblem[]
}

/** Shows the fields of the other kind of address, with everything that was typed so far. */
function OtherForm({ text }: { text: string }) {
  return (
    <div>
      <Button kind="plain" name="other" value="form" formnovalidate>
        {text}
      </Button>
    </div>
  )
}

/** Where the parcels of an order go: from the address book, or typed here. */
export function RecipientFields({ book, typed, problems }: RecipientFieldsProps) {
  const { locale } = useView()
  const own = recipientWords(locale)
  const isForeign = typed.form === 'foreign'
  const chosen = typed.to ?? (isForeign ? 'new' : (book[0]?.id ?? 'new'))
  return (
    <FieldSet legend={own.title} hint={sentences([own.lead, own.gift], locale)}>
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
        <OtherForm text={isForeign ? own.toJapan : own.toAbroad} />
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
