import type { Area } from './phrase.ts'

/*
 * The vault names purposes, kinds and principals in words of its own (trust/vault/purposes.ts and
 * kinds.ts). Here they get words for people: the person it was opened of, and the operators.
 */

/** Why something was opened: every purpose of the vault. */
export const purposes = {
  letter: { ja: 'メールの送付', en: 'To send a mail' },
  receipt: { ja: '領収書の表示', en: 'To show a receipt' },
  'my-contact': { ja: '本人への連絡先の表示', en: 'To show a person their own contact' },
  'my-records': {
    ja: '本人へのデータの表示・書き出し',
    en: 'To show or export a person’s own data',
  },
  'my-passkeys': { ja: '本人へのパスキーの一覧', en: 'To list a person’s own passkeys' },
  'my-book': { ja: '本人への住所録の表示', en: 'To show a person their own address book' },
  label: { ja: '荷物の宛名の印刷', en: 'To print the label of a parcel' },
  parcel: {
    ja: '注文した方への荷物の表示',
    en: 'To show a buyer where a parcel goes and how it was sent',
  },
  message: { ja: '注文のメッセージの表示', en: 'To show the messages of an order' },
  'reported-message': {
    ja: '通報されたメッセージの確認',
    en: 'To look at a message that was reported',
  },
  'my-payout-account': {
    ja: '本人への振込先の表示',
    en: 'To show a seller their own payout account',
  },
  payout: { ja: '売上金の振り込み', en: 'To pay takings out' },
  recipients: { ja: '事故などのお知らせの送付', en: 'To tell people about an incident' },
  operators: { ja: '運営者の一覧', en: 'To list the operators' },
  disclosure: { ja: '特定商取引法の表記の公開', en: 'To publish a seller’s legal notice' },
  'address-changed': { ja: '新しいメールアドレスへの切り替え', en: 'To change to a new address' },
  'mailbox-proven': { ja: '確認コードでのログイン', en: 'To sign in with a code by mail' },
} satisfies Area

/** What was opened: every kind of record. */
export const recordKinds = {
  contact: { ja: '連絡先', en: 'Contact' },
  'new-address': { ja: '新しい連絡先', en: 'New contact' },
  address: { ja: '住所', en: 'Address' },
  birthday: { ja: 'お子さまの誕生日', en: 'Child’s birthday' },
  recipient: { ja: 'お届け先', en: 'Where a parcel goes' },
  'sent-parcel': { ja: '荷物の追跡番号', en: 'Tracking number of a parcel' },
  'receipt-name': { ja: '領収書の宛名', en: 'Name on receipts' },
  message: { ja: 'メッセージ', en: 'Message' },
  disclosure: { ja: '特定商取引法の表記', en: 'Seller’s legal notice' },
  'payout-account': { ja: '振込先の口座', en: 'Bank account' },
  'tax-number': { ja: '登録番号', en: 'Tax number' },
  passkey: { ja: 'パスキー', en: 'Passkey' },
  operator: { ja: '運営者', en: 'Operator' },
  letter: { ja: '送付したメール', en: 'Letter sent' },
  attempt: { ja: 'ログインの途中のメールアドレス', en: 'Address of a sign-in under way' },
} satisfies Area

/** Which process asked the vault. */
export const principals = {
  accounts: { ja: '会員と出店者のページ', en: 'Pages of members and sellers' },
  console: { ja: '運営のページ', en: 'Pages of the operators' },
  mailer: { ja: 'メール係', en: 'Mailer' },
  monitor: { ja: '見張り', en: 'Monitor' },
  payments: { ja: 'お支払いの処理', en: 'Payments' },
  storefront: { ja: 'お店のページ', en: 'Pages of the shop' },
  supervisor: { ja: '起動と保守', en: 'Start and upkeep' },
  vault: { ja: '個人情報の保管庫', en: 'The vault itself' },
} satisfies Area

/** The word for a name of the vault; one that has none yet is shown as it is, never left out. */
export function wordOf(words: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? name
}
