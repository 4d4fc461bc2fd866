import { type Area, inLanguage, type Locale } from '#sites/ui/messages/phrase.ts'
import type { Messages } from '#sites/ui/messages.ts'
import { disclosureName } from '../sellers/field-words.ts'
import { onRequest } from '../sellers/fields.ts'
import { wordsOf } from '../words.ts'
import type { Opening } from './kept.ts'

/*
 * The vault names kinds, purposes and needs in words of its own (trust/vault/kinds.ts and
 * purposes.ts); here they get sentences. One that has none yet is shown by its name: better a
 * strange word than a record left out.
 */

/** What a kind of record is called. */
export function kindName(kind: string, { ownData }: Messages): string {
  const names: Record<string, string> = {
    contact: ownData.kindContact,
    address: ownData.kindAddress,
    'new-address': ownData.kindContact,
    'receipt-name': ownData.kindReceiptName,
    'bank-account': ownData.kindBankAccount,
    disclosure: ownData.kindDisclosure,
    passkey: ownData.kindPasskey,
    letter: ownData.kindLetter,
  }
  return names[kind] ?? kind
}

/** What a field of a record is called. */
export function fieldName(kind: string, name: string, words: Messages, locale: Locale): string {
  if (kind === 'disclosure') return disclosureName(name, locale)
  const { checkout, order, signIn } = words
  const names: Record<string, string> = {
    address: checkout.email,
    name: order.nameOnReceipt,
    label: signIn.passkeyName,
  }
  return names[name] ?? name
}

/** What was written there; the mark for "on request" as words. */
export function fieldValue(value: string, locale: Locale): string {
  return value === onRequest ? wordsOf(locale).isOnRequest : value
}

/** What a record of this kind is kept for. */
export function kindPurpose(kind: string, locale: Locale): string {
  return said(purposesOfKinds, kind, locale) ?? kind
}

/** Why something was opened. */
export function purposeName(purpose: string, locale: Locale): string {
  return said(purposes, purpose, locale) ?? purpose
}

const byMyself = ['receipt', 'my-contact', 'my-records', 'my-passkeys', 'mailbox-proven']

/** Who opened it: the member's own visit, or the market's machinery on its own. */
export function openerName(
  { principal, purpose }: Pick<Opening, 'principal' | 'purpose'>,
  { ownData }: Messages,
): string {
  if (principal === 'accounts' && byMyself.includes(purpose)) return ownData.byYou
  if (principal === 'console') return ownData.byOperator
  return ownData.byMachine
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

const purposes = {
  letter: { ja: 'メールをお送りするため', en: 'To send you a mail' },
  receipt: { ja: '領収書を表示するため', en: 'To show the receipt' },
  'my-contact': { ja: 'ご自身の連絡先を表示するため', en: 'To show you your own contact' },
  'my-records': { ja: 'このページの表示や書き出しのため', en: 'To show or export your own data' },
  'my-passkeys': { ja: 'パスキーの一覧を表示するため', en: 'To list your passkeys' },
  recipients: {
    ja: '事故などのお知らせをお届けするため',
    en: 'To tell you about an incident',
  },
  disclosure: { ja: '特定商取引法の表記を公開するため', en: 'To publish the legal notice' },
  'address-changed': {
    ja: '新しいメールアドレスに切り替えるため',
    en: 'To change to your new address',
  },
  'mailbox-proven': {
    ja: '確認コードでログインするため',
    en: 'To sign in with a code by mail',
  },
} satisfies Area

const steps = {
  sessions: { ja: 'ログインの状態', en: 'Sessions' },
  session: { ja: 'ログインの状態', en: 'Sessions' },
  'sign-in': { ja: 'ログインの手段', en: 'Ways to sign in' },
  passkeys: { ja: 'パスキー', en: 'Passkeys' },
  subject: { ja: 'アカウント', en: 'Account' },
  account: { ja: 'アカウント', en: 'Account' },
} satisfies Area
