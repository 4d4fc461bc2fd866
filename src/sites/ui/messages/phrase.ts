export type Locale = 'ja' | 'en'
export const locales: readonly Locale[] = ['ja', 'en']

type Said = string | ((...values: never[]) => string)

/** One thing said, in every language the pages speak. Leaving one out does not compile. */
export type Phrase = { readonly ja: Said; readonly en: Said }
export type Area = Readonly<Record<string, Phrase>>

type SpokenPhrase<P extends Phrase> = P extends {
  ja: (...values: infer A) => string
  en: (...values: infer A) => string
}
  ? (...values: A) => string
  : P extends { ja: string; en: string }
    ? string
    : never
export type Spoken<A extends Area> = { readonly [K in keyof A]: SpokenPhrase<A[K]> }

/** The phrases of one area in one language; islands use it to carry only what they say. */
export function inLanguage<A extends Area>(area: A, locale: Locale): Spoken<A> {
  const spoken = Object.entries(area).map(([key, phrase]) => [key, phrase[locale]])
  return Object.freeze(Object.fromEntries(spoken))
}

/** English needs two forms; Japanese needs none. */
export function one(count: number, singular: string, plural: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? singular : plural}`
}

/** One sentence after the other; between Japanese ones stands no space. */
export function sentences(texts: readonly string[], locale: Locale): string {
  return texts.join(locale === 'ja' ? '' : ' ')
}
