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

/** What a country is called; a code that is none stays as it is. */
export function countryName(code: string, locale: Locale): string {
  return /^[A-Z]{2}$/.test(code) ? (names[locale].of(code) ?? code) : code
}

function choicesIn(locale: Locale): Choice[] {
  const { compare } = new Intl.Collator(locale)
  return codes
    .filter((code) => code !== 'JP')
    .map((code) => ({ value: code, text: countryName(code, locale) }))
    .sort((one, other) => compare(one.text, other.text))
}

const namesIn = (locale: Locale) => new Intl.DisplayNames([locale], { type: 'region' })
const names = { ja: namesIn('ja'), en: namesIn('en') }
const choices = { ja: choicesIn('ja'), en: choicesIn('en') }
