import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  didYouMean: {
    ja: (address: string) => `${address} の入力まちがいではありませんか?`,
    en: (address: string) => `Did you mean ${address}?`,
  },
  useSuggestion: {
    ja: (address: string) => `${address} を使う`,
    en: (address: string) => `Use ${address}`,
  },
  keepTyped: { ja: '入力したままで進む', en: 'Keep what I typed' },
} satisfies Area

/** What only the account pages say. */
export function wordsOf(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
