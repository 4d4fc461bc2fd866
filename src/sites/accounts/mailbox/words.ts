import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  title: { ja: 'メールアドレス', en: 'E-mail address' },
  now: {
    ja: (address: string) => `いまのメールアドレスは ${address} です。`,
    en: (address: string) => `Your address is ${address}.`,
  },
  change: { ja: 'メールアドレスを変える', en: 'Change it' },
  how: {
    ja: '新しいアドレスに届くコードを入力すると、一日あとに切り替わります。それまでは、いまのアドレスに届くお知らせから止めることができ、すぐに切り替えることもできます。',
    en: 'Type the code that comes to the new address, and it is used a day later. Until then a letter to your present address lets you stop it, or take it at once.',
  },
  newAddress: { ja: '新しいメールアドレス', en: 'New e-mail address' },
  waits: {
    ja: (at: string) => `新しいメールアドレスは確認済みです。${at}に切り替わります。`,
    en: (at: string) => `Your new address is confirmed. It is used from ${at}.`,
  },
  cancel: { ja: '変更を取りやめる', en: 'Call the change off' },
  codeSent: {
    ja: '新しいメールアドレス宛てに、8文字のコードを送りました。10分以内に、このブラウザーで入力してください。',
    en: 'A code of eight characters is on its way to the new address. Type it here, in this browser, within ten minutes.',
  },
  linkTitle: { ja: 'メールアドレスの変更', en: 'Your address is about to change' },
  linkLead: {
    ja: (at: string) => `アカウントのメールアドレスは、${at}に新しいものへ切り替わります。`,
    en: (at: string) => `The address of your account changes to a new one on ${at}.`,
  },
  notMe: { ja: '私ではありません', en: 'It was not me' },
  notMeHint: {
    ja: '変更を止め、すべての端末からログアウトします。',
    en: 'Stops the change and signs everybody out.',
  },
  stop: { ja: '変更を止める', en: 'Stop the change' },
  itsMe: { ja: '私の変更です', en: 'It was me' },
  itsMeHint: {
    ja: '待たずに、今すぐ新しいアドレスに切り替えます。',
    en: 'Takes the new address now, without the wait.',
  },
  takeNow: { ja: '今すぐ切り替える', en: 'Change it now' },
  stopped: { ja: '変更を止めました', en: 'The change is stopped' },
  stoppedLead: {
    ja: 'メールアドレスはそのままです。すべての端末からログアウトしました。ログインして、知らないパスキーがないか確かめてください。',
    en: 'Your address stays as it is, and everybody was signed out. Please sign in and look for passkeys you do not know.',
  },
  taken: { ja: 'メールアドレスを切り替えました', en: 'Your address is changed' },
  takenLead: {
    ja: '次からは新しいメールアドレスでログインしてください。',
    en: 'Use the new address when you sign in next.',
  },
} satisfies Area

/** What only the pages about a member's address say. */
export function mailboxWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
