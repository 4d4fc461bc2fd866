import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  title: { ja: '振込先の口座', en: 'Payout account' },
  lead: {
    ja: '売上金をお振り込みする口座です。口座番号は暗号化して保管し、お振り込みのときにだけ開きます。',
    en: 'The account your takings are paid to. It is kept sealed and opened for a payout only.',
  },
  none: { ja: '口座はまだ登録されていません。', en: 'No account is set yet.' },
  current: { ja: '登録中の口座', en: 'The account in force' },
  next: { ja: '変更後の口座', en: 'The changed account' },
  waiting: {
    ja: (from: string) =>
      `口座の変更を受け付けました。${from} から新しい口座にお振り込みします。それまでの間、お振り込みはどの口座にも行いません。お心当たりがないときは、変更を取り消してください。`,
    en: (from: string) =>
      `The account was changed. Money goes to the new one from ${from}; until then nothing is paid to either. If it was not you, take the change back.`,
  },
  cancel: { ja: '変更を取り消す', en: 'Take the change back' },
  statementFirst: {
    ja: '口座を登録する前に、特定商取引法に基づく表記を公開してください。',
    en: 'Please publish your legal notice first; then you can set the account.',
  },
  set: { ja: '口座を登録・変更する', en: 'Set or change the account' },
  waitNote: {
    ja: '登録済みの口座を変えると、ご登録のメールアドレスにお知らせし、7日後から新しい口座にお振り込みします。',
    en: 'When you change an account we write to your mailbox, and pay to the new one after 7 days.',
  },
  needsScript: {
    ja: '口座の登録にはパスキーでの確認が必要なため、JavaScriptを有効にしてください。',
    en: 'Setting an account is confirmed with a passkey, which needs JavaScript. Please turn it on.',
  },
  confirm: { ja: 'パスキーで確認して登録する', en: 'Set it with your passkey' },
  bank: { ja: '金融機関コード', en: 'Bank code' },
  bankHint: { ja: '4桁の数字', en: 'Four digits' },
  bankName: { ja: '金融機関名', en: 'Bank' },
  branch: { ja: '支店コード', en: 'Branch code' },
  branchHint: { ja: '3桁の数字', en: 'Three digits' },
  branchName: { ja: '支店名', en: 'Branch' },
  type: { ja: '預金種目', en: 'Kind of account' },
  ordinary: { ja: '普通', en: 'Ordinary' },
  savings: { ja: '貯蓄', en: 'Savings' },
  currentAccount: { ja: '当座', en: 'Current' },
  number: { ja: '口座番号', en: 'Account number' },
  numberHint: {
    ja: '7桁の数字。短い番号は先頭に0を付けてください。',
    en: 'Seven digits; put zeros before a shorter number.',
  },
  holder: { ja: '口座名義（カタカナ）', en: 'Account holder, in katakana' },
  holderHint: { ja: '通帳のとおりに', en: 'As it stands in the bank book' },
  taxNumber: { ja: '適格請求書発行事業者の登録番号', en: 'Registration number for invoices' },
  taxNumberHint: {
    ja: 'T と13桁の数字。ない方は空欄のままに。',
    en: 'T and 13 digits, or nothing.',
  },
} satisfies Area

/** What only the page of the payout account says. */
export function payoutWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
