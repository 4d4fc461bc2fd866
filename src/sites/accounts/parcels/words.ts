import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  title: { ja: '送る荷物', en: 'Parcels to send' },
  lead: {
    ja: 'お支払いが済み、まだ送っていない荷物です。選んだ分だけ、パスキーで確認して宛名を印刷します。',
    en: 'Paid for and not sent yet. Choose some, confirm with your passkey, and print exactly those labels.',
  },
  seen: {
    ja: '宛名を開いたことは、お客さまの「開封の記録」に残り、お客さまが見られます。宛名はこの発送のほかには使わないでください。',
    en: 'The buyer sees each opening of their address in “Who opened it”. Use it for nothing but this parcel.',
  },
  none: { ja: '送る荷物はありません', en: 'Nothing to send' },
  noneHint: {
    ja: '郵送する作品が売れると、ここに並びます。',
    en: 'Sold works that come by post are listed here.',
  },
  gone: {
    ja: 'この注文に送る荷物はありません',
    en: 'Nothing of this order waits to be sent',
  },
  goneHint: {
    ja: '発送済み、返金済み、お支払い前、またはお届け先の保管期限が過ぎています。',
    en: 'It was sent or refunded, is not paid yet, or its address was destroyed by its date.',
  },
  all: { ja: 'すべての荷物', en: 'All parcels' },
  choose: { ja: '印刷する宛名', en: 'Labels to print' },
  paidOn: {
    ja: (when: string) => `${when}にお支払い`,
    en: (when: string) => `Paid ${when}`,
  },
  print: { ja: 'パスキーで確認して宛名を開く', en: 'Open the labels with your passkey' },
  most: { ja: '一度に30件まで。', en: 'Up to 30 at a time.' },
  needsScript: {
    ja: '宛名を開くにはパスキーでの確認が必要なため、JavaScriptを有効にしてください。',
    en: 'Labels are opened with a passkey, which needs JavaScript. Please turn it on.',
  },
  ship: { ja: '発送済みにする', en: 'Mark as sent' },
  shipOf: {
    ja: (title: string) => `発送済みにする: ${title}`,
    en: (title: string) => `Mark as sent: ${title}`,
  },
  shipTitle: { ja: '発送したら', en: 'Once it is sent' },
  shipHint: {
    ja: '発送済みにすると、お客さまにメールで知らせ、宛名はもう開けません。お届け先は30日後に消えます。配送会社と追跡番号は、書かなくてもかまいません。',
    en: 'The buyer is told by letter, its label cannot be opened any more, and the address is destroyed after 30 days. Carrier and number may be left out.',
  },
  carrier: { ja: '配送会社', en: 'Carrier' },
  number: { ja: '追跡番号', en: 'Tracking number' },
  sent: {
    ja: '発送済みにしました。お客さまにメールでお知らせします。',
    en: 'Marked as sent. The buyer is told by letter.',
  },
  mine: { ja: '荷物', en: 'Parcel' },
  mineLead: {
    ja: 'このご注文の荷物の状況と、お届け先です。',
    en: 'How the parcel of this order stands, and where it goes.',
  },
  mineNone: { ja: 'このご注文に郵送の品はありません', en: 'Nothing of this order comes by post' },
  fromSeller: { ja: '出店者', en: 'Seller' },
  state: { ja: '状況', en: 'State' },
  notSent: { ja: 'まだ発送されていません', en: 'Not sent yet' },
  sentOn: {
    ja: (when: string) => `${when}に発送`,
    en: (when: string) => `Sent ${when}`,
  },
  goesTo: { ja: 'お届け先', en: 'Where it goes' },
  goneTo: {
    ja: 'お届け先の保管期限が過ぎ、消えました。',
    en: 'The address was destroyed by its date.',
  },
  keptUntil: {
    ja: (date: string) => `${date}までに消えます。`,
    en: (date: string) => `Destroyed by ${date}.`,
  },
  correct: { ja: 'お届け先を直す', en: 'Correct the address' },
  correctLead: {
    ja: '出店者が宛名を開くまでは直せます。直すと、前のお届け先はすぐに消えます。',
    en: 'You can until the seller opens the label. The address before is destroyed at once.',
  },
  correctDo: { ja: 'このお届け先にする', en: 'Send it here' },
  corrected: { ja: 'お届け先を直しました。', en: 'The address was corrected.' },
  tooLate: {
    ja: '出店者がすでに宛名を開いたため、ここでは直せません。急いで出店者にメッセージでお伝えください。',
    en: 'The seller has opened the label, so it cannot be corrected here. Please write to the seller at once.',
  },
  isSent: {
    ja: '荷物は発送されたため、お届け先はもう直せません。',
    en: 'The parcel was sent, so its address cannot be corrected any more.',
  },
  write: { ja: '出店者にメッセージを送る', en: 'Write to the seller' },
  statementFirst: {
    ja: '宛名を印刷する前に、特定商取引法に基づく表記を公開してください。',
    en: 'Please publish your legal notice first; then you can print labels.',
  },
  labels: { ja: '宛名', en: 'Labels' },
  labelsLead: {
    ja: 'この画面は一度だけ表示されます。開いたことは記録されました。',
    en: 'Shown once. That you opened them has been recorded.',
  },
  back: { ja: '荷物の一覧へ', en: 'Back to the parcels' },
  from: { ja: '差出人', en: 'From' },
  tel: { ja: '電話', en: 'Tel.' },
  order: { ja: '注文', en: 'Order' },
} satisfies Area

/** What only the pages of parcels say. */
export function parcelWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
