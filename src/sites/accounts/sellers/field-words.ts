import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'
import type { DisclosureField } from './fields.ts'

const names = {
  'business-name': { ja: '販売業者', en: 'Seller' },
  representative: { ja: '運営責任者', en: 'Person responsible' },
  address: { ja: '所在地', en: 'Address' },
  phone: { ja: '電話番号', en: 'Telephone' },
  hours: { ja: '受付時間', en: 'Hours' },
  mail: { ja: 'メールアドレス', en: 'E-mail address' },
  price: { ja: '販売価格', en: 'Prices' },
  'other-costs': { ja: '商品代金以外の費用', en: 'Other costs' },
  payment: { ja: '支払方法・支払時期', en: 'Payment: how and when' },
  delivery: { ja: '引渡し時期', en: 'Delivery' },
  returns: { ja: '返品・キャンセル', en: 'Returns' },
  system: { ja: '動作環境', en: 'System requirements' },
} satisfies Record<DisclosureField, { ja: string; en: string }>

const hints = {
  'business-name': {
    ja: '個人の方は氏名、法人は登記された名称をお書きください。',
    en: 'Your full name, or the registered name of the company.',
  },
  'other-costs': {
    ja: '例: ダウンロードの通信料はお客さまのご負担です。',
    en: 'For example: the buyer pays for the data connection.',
  },
  delivery: {
    ja: '例: 代金のお支払い後、すぐにダウンロードできます。',
    en: 'For example: ready to download as soon as it is paid for.',
  },
  returns: {
    ja: '例: データの性質上、お客さまのご都合による返品はお受けできません。不具合は返金いたします。',
    en: 'For example: no returns of digital works; faulty files are refunded.',
  },
  system: {
    ja: '例: PDFを表示できるパソコン、スマートフォン、タブレット。',
    en: 'For example: any computer, phone or tablet that shows PDF files.',
  },
} satisfies Partial<Record<DisclosureField, { ja: string; en: string }>>

/** What a part of the statement is called; a name of another release is shown as it is. */
export function disclosureName(name: string, locale: Locale): string {
  return spokenNames[locale][name as DisclosureField] ?? name
}

export function disclosureHint(name: DisclosureField, locale: Locale): string | undefined {
  return (spokenHints[locale] as Partial<Record<DisclosureField, string>>)[name]
}

function both<A extends Area>(area: A): Record<Locale, Spoken<A>> {
  return { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
}

const spokenNames = both(names)
const spokenHints = both(hints)
