import type { Locale } from '#sites/ui/messages/phrase.ts'
import type { Choice } from '#sites/ui/parts/choice.tsx'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Codes that have a name and are no country of an address. */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])
const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

const codes = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => !noCountries.has(code) && english.of(code) !== undefined)
  // Names of the past lead to the country of today.
  .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)

/** Every country but Japan by its name, in the order of the language. */
export function countriesIn(locale: Locale): readonly Choice[] {
  return choices[locale]
}

function choicesIn(locale: Locale): Choice[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const { compare } = new Intl.Collator(locale)
  return codes
    .filter((code) => code !== 'JP')
    .map((code) => ({ value: code, text: names.of(code) ?? code }))
    .sort((one, other) => compare(one.text, other.text))
}

const choices = { ja: choicesIn('ja'), en: choicesIn('en') }
