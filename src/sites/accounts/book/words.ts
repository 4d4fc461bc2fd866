import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  title: { ja: '住所録', en: 'Address book' },
  lead: {
    ja: 'お届け先に使う住所と、お子さまの誕生日を控えておけます。あなた以外には表示されません。',
    en: 'Addresses for deliveries and your children’s birthdays. Nobody but you sees them here.',
  },
  addresses: { ja: '住所', en: 'Addresses' },
  none: { ja: '住所はまだありません。', en: 'No address yet.' },
  addJapanese: { ja: '日本の住所を加える', en: 'Add an address in Japan' },
  addForeign: { ja: '海外の住所を加える', en: 'Add an address abroad' },
  changeOne: { ja: '住所を直す', en: 'Change the address' },
  change: { ja: '直す', en: 'Change' },
  removeOf: { ja: (name: string) => `${name} を消す`, en: (name: string) => `Remove ${name}` },
  changeOf: { ja: (name: string) => `${name} を直す`, en: (name: string) => `Change ${name}` },
  keep: { ja: '保存する', en: 'Save' },
  name: { ja: 'お名前', en: 'Name' },
  country: { ja: '国・地域', en: 'Country or region' },
  postalCode: { ja: '郵便番号', en: 'Postal code' },
  postalCodeHint: { ja: '7桁の数字（例: 710-0046）', en: 'Seven digits, such as 710-0046' },
  region: { ja: '都道府県', en: 'Prefecture' },
  regionAbroad: { ja: '州・地方', en: 'State or region' },
  city: { ja: '市区町村', en: 'City' },
  street: { ja: '町名・番地', en: 'Street and number' },
  building: { ja: '建物名・部屋番号', en: 'Building and room' },
  phone: { ja: '電話番号', en: 'Telephone' },
  birthdays: { ja: 'お子さまの誕生日', en: 'Children’s birthdays' },
  birthdaysHint: {
    ja: '13歳の誕生日に自動的に消えます。',
    en: 'Each goes by itself on the thirteenth birthday.',
  },
  childName: { ja: 'お子さまの呼び名', en: 'What you call the child' },
  born: { ja: '生年月日', en: 'Born on' },
  bornHint: { ja: '例: 2020-04-01', en: 'Such as 2020-04-01' },
  full: { ja: '20件まで控えられます。', en: 'The book holds twenty of each.' },
} satisfies Area

/** What only the address book says. */
export function bookWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
