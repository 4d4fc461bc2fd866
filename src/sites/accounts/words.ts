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
  becomesMember: {
    ja: '初めての方は、コードを入力するとアカウントができます。',
    en: 'New here? Typing the code makes your account.',
  },
  codeTo: {
    ja: (address: string) => `${address} 宛てに送りました。`,
    en: (address: string) => `Sent to ${address}.`,
  },
  codeToOrder: {
    ja: 'ご注文のメールアドレス宛てに、8文字のコードを送りました。10分以内に、このブラウザーで入力してください。',
    en: 'A code of eight characters is on its way to the mailbox of this order. Type it here, in this browser, within ten minutes.',
  },
  goOn: { ja: '確認して進む', en: 'Continue' },
  startAgain: { ja: '別のメールアドレスでやり直す', en: 'Use another address' },
} satisfies Area

/** What only the account pages say. */
export function wordsOf(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
