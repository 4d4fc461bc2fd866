import { type Area, inLanguage, type Locale } from '#sites/ui/messages/phrase.ts'
import { wordOf } from '#sites/ui/messages/purposes.ts'
import type { Messages } from '#sites/ui/messages.ts'
import { countryName } from '../book/countries.ts'
import { disclosureName } from '../sellers/field-words.ts'
import { onRequest } from '../sellers/fields.ts'
import { wordsOf } from '../words.ts'

/*
 * The vault names kinds and needs in words of its own (trust/vault/kinds.ts); here they get
 * sentences, their names in sites/ui/messages/purposes.ts. One that has none yet is shown by its
 * name: better a strange word than a record left out.
 */

/** What a kind of record is called. */
export function kindName(kind: string, { recordKinds }: Messages): string {
  return wordOf(recordKinds, kind)
}

/** What a field of a record is called. */
export function fieldName(kind: string, name: string, words: Messages, locale: Locale): string {
  if (kind === 'disclosure') return disclosureName(name, locale)
  if (kind === 'address' || kind === 'recipient') return said(addressWords, name, locale) ?? name
  if (kind === 'sent-parcel') return said(sentWords, name, locale) ?? name
  if (kind === 'birthday') return said(birthdayWords, name, locale) ?? name
  if (kind === 'payout-account') return said(accountWords, name, locale) ?? name
  if (kind === 'tax-number') return kindName(kind, words)
  if (kind === 'message') return kindName(kind, words)
  const { checkout, order, signIn } = words
  const names: Record<string, string> = {
    address: checkout.email,
    name: order.nameOnReceipt,
    label: signIn.passkeyName,
  }
  return names[name] ?? name
}

/** What was written there, as people write it; the mark for "on request" as words. */
export function fieldValue({ name, value }: Written, locale: Locale): string {
  if (value === onRequest) return wordsOf(locale).isOnRequest
  if (name === 'country') return countryName(value, locale)
  if (name === 'postalCode') return value.replace(/^(\d{3})(\d{4})$/, '$1-$2')
  return said(valueWords, value, locale) ?? value
}

type Written = { name: string; value: string }

/** What a record of this kind is kept for. */
export function kindPurpose(kind: string, locale: Locale): string {
  return said(purposesOfKinds, kind, locale) ?? kind
}

/** Who can be behind an opening, as people think of it. */
export const openers = ['you', 'both', 'seller', 'operator', 'machine'] as const
export type Opener = (typeof openers)[number]

const openersOfPurposes: Readonly<Record<string, Opener>> = {
  receipt: 'you',
  'my-contact': 'you',
  'my-records': 'you',
  'my-passkeys': 'you',
  'my-book': 'you',
  'my-payout-account': 'you',
  'mailbox-proven': 'you',
  parcel: 'you',
  message: 'both',
  label: 'seller',
  'reported-message': 'operator',
  recipients: 'operator',
  operators: 'operator',
}

/** The member's own visit, the other side of an order, or the market's machinery on its own. */
export function openerOf(purpose: string): Opener {
  return openersOfPurposes[purpose] ?? 'machine'
}

/** Who opened it, in a word. */
export function openerName(opener: Opener, { ownData }: Messages): string {
  return {
    you: ownData.byYou,
    both: ownData.byBoth,
    seller: ownData.bySeller,
    operator: ownData.byOperator,
    machine: ownData.byMachine,
  }[opener]
}

/** What an erasure takes away. */
export function stepName(what: string, words: Messages, locale: Locale): string {
  return said(steps, what, locale) ?? kindName(what, words)
}

/** Why something is kept until a date. */
export function needName(need: string, { ownData }: Messages): string {
  const names: Record<string, string> = {
    order: ownData.needOrder,
    'open-order': ownData.needOrder,
    'undelivered-order': ownData.needParcel,
    'owed-money': ownData.needOwed,
    refund: ownData.needRefund,
    'open-refund': ownData.needRefund,
    dispute: ownData.needDispute,
    tax: ownData.needTax,
    'tax-document': ownData.needTax,
    legal: ownData.needLegal,
    'legal-hold': ownData.needLegal,
  }
  return names[need] ?? need
}

function said(area: Area, key: string, locale: Locale): string | undefined {
  if (!Object.hasOwn(area, key)) return undefined
  return String((inLanguage(area, locale) as Record<string, unknown>)[key])
}

const sentWords = {
  carrier: { ja: '配送会社', en: 'Carrier' },
  number: { ja: '追跡番号', en: 'Tracking number' },
} satisfies Area

const purposesOfKinds = {
  contact: {
    ja: 'ログイン、ご注文の確認、ダウンロードのご案内をお送りするため',
    en: 'To sign you in and to send order confirmations and download links',
  },
  'new-address': {
    ja: '確認済みの新しいメールアドレスに、待ち時間のあと切り替えるため',
    en: 'To use your new, confirmed address once the wait is over',
  },
  'receipt-name': { ja: '領収書に印字するため', en: 'To print it on the receipt' },
  address: {
    ja: '住所録で、あなたご自身がお使いになるため',
    en: 'For your own use, in your address book',
  },
  birthday: {
    ja: '住所録で、あなたご自身がお使いになるため',
    en: 'For your own use, in your address book',
  },
  recipient: {
    ja: '出店者が荷物をお届けするため',
    en: 'So that the seller can send the parcel',
  },
  'sent-parcel': {
    ja: '荷物がいまどこにあるかを、あなたが調べられるようにするため',
    en: 'So that you can follow your parcel',
  },
  message: {
    ja: 'ご注文についてのやり取りのため',
    en: 'To write to each other about an order',
  },
  'payout-account': { ja: '売上金をお振り込みするため', en: 'To pay your takings out' },
  'tax-number': {
    ja: '適格請求書と支払調書のため',
    en: 'For invoices and statements to the tax office',
  },
  disclosure: {
    ja: '特定商取引法により、出店者の表記として公開するため',
    en: 'To publish the seller’s legal notice, as Japanese law asks',
  },
  passkey: {
    ja: 'どの端末のパスキーかを見分けられるようにするため',
    en: 'So that you can tell your passkeys apart',
  },
  operator: { ja: '運営の責任を明らかにするため', en: 'To know who runs the market' },
} satisfies Area

const steps = {
  sessions: { ja: 'ログインの状態', en: 'Sessions' },
  session: { ja: 'ログインの状態', en: 'Sessions' },
  'sign-in': { ja: 'ログインの手段', en: 'Ways to sign in' },
  passkeys: { ja: 'パスキー', en: 'Passkeys' },
  passkey: { ja: 'パスキーの名前', en: 'Names of passkeys' },
  subject: { ja: 'アカウント', en: 'Account' },
  account: { ja: 'アカウント', en: 'Account' },
} satisfies Area

const addressWords = {
  form: { ja: '書式', en: 'Form' },
  name: { ja: 'お名前', en: 'Name' },
  country: { ja: '国・地域', en: 'Country or region' },
  postalCode: { ja: '郵便番号', en: 'Postal code' },
  region: { ja: '都道府県・地方', en: 'Prefecture or region' },
  city: { ja: '市区町村', en: 'City' },
  street: { ja: '町名・番地', en: 'Street and number' },
  building: { ja: '建物名・部屋番号', en: 'Building and room' },
  phone: { ja: '電話番号', en: 'Telephone' },
  note: { ja: '配達へのひとこと', en: 'A word for the courier' },
} satisfies Area

const birthdayWords = {
  name: { ja: 'お子さまの呼び名', en: 'What you call the child' },
  born: { ja: '生年月日', en: 'Born on' },
} satisfies Area

const accountWords = {
  bank: { ja: '金融機関コード', en: 'Bank code' },
  bankName: { ja: '金融機関名', en: 'Bank' },
  branch: { ja: '支店コード', en: 'Branch code' },
  branchName: { ja: '支店名', en: 'Branch' },
  type: { ja: '預金種目', en: 'Kind of account' },
  number: { ja: '口座番号', en: 'Account number' },
  holder: { ja: '口座名義', en: 'Account holder' },
} satisfies Area

/** Words of the vault's own that stand where people would have typed. */
const valueWords = {
  japanese: { ja: '日本', en: 'Japanese' },
  foreign: { ja: '海外', en: 'Foreign' },
  ordinary: { ja: '普通', en: 'Ordinary' },
  current: { ja: '当座', en: 'Current' },
  savings: { ja: '貯蓄', en: 'Savings' },
} satisfies Area
