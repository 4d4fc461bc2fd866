import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  title: { ja: 'メッセージの通報', en: 'Reports of messages' },
  lead: {
    ja: '注文のメッセージへの通報です。内容も、どなたが書いたかも、ここには出ません。',
    en: 'Messages about orders that one side reported. Neither the words nor any name are shown here.',
  },
  which: { ja: '通報を絞る', en: 'Which reports' },
  open: { ja: '未対応', en: 'Open' },
  closed: { ja: '対応済み', en: 'Closed' },
  none: { ja: '未対応の通報はありません', en: 'No report is open' },
  noneClosed: { ja: '対応済みの通報はありません', en: 'No report was closed yet' },
  one: { ja: 'メッセージの通報', en: 'Report of a message' },
  look: { ja: '見る', en: 'Look' },
  lookAt: {
    ja: (order: string) => `注文${order}の通報を見る`,
    en: (order: string) => `Look at the report about order ${order}`,
  },
  reported: { ja: '通報日時', en: 'Reported' },
  written: { ja: '書かれた日時', en: 'Written' },
  by: { ja: '通報者', en: 'Reported by' },
  buyer: { ja: 'この注文のお客さま', en: 'the buyer of this order' },
  seller: { ja: 'この注文の出店者', en: 'the seller of this order' },
  writer: { ja: '書いた方', en: 'Written by' },
  threat: { ja: '脅し・嫌がらせ', en: 'Threats or harassment' },
  solicits: { ja: '市場の外での取引への誘い', en: 'Asks to deal outside of the market' },
  spam: { ja: '宣伝・無関係な内容', en: 'Advertising' },
  other: { ja: 'その他', en: 'Something else' },
  outcome: { ja: '結果', en: 'Outcome' },
  noFault: { ja: '問題なし', en: 'No fault' },
  noFaultHint: {
    ja: '書いた方は、この注文についてまた書き込めます。',
    en: 'Its writer can write about this order again.',
  },
  hidden: { ja: 'メッセージを表示しない', en: 'Message hidden' },
  hiddenHint: {
    ja: 'どちらの画面にも出なくなります。書いた方は、この注文についてもう書き込めません。',
    en: 'Neither side sees it any more, and its writer can write no more about this order.',
  },
  warned: { ja: '書いた方に警告', en: 'Writer warned' },
  warnedHint: {
    ja: 'メッセージは残り、書いた方はまた書き込めます。警告はメールで届きます。',
    en: 'The message stays and its writer can write again. The warning comes by letter.',
  },
  message: { ja: '通報されたメッセージ', en: 'The reported message' },
  openLead: {
    ja: '開くと、書いた方と通報した方の「開封の記録」に残ります。開けるのはこの1通だけで、前後のやり取りは開けません。表示は一度きりです。',
    en: 'Opening it stands in the lists “Who opened it” of its writer and of who reported it. It opens this one message, nothing before or after it, and shows it once.',
  },
  openDo: { ja: 'パスキーで確認して開く', en: 'Open it with your passkey' },
  shownOnce: {
    ja: 'このページを離れると、もう一度開くまで表示されません。',
    en: 'Once you leave this page it is not shown until you open it again.',
  },
  close: { ja: '通報を閉じる', en: 'Close the report' },
  closeLead: {
    ja: '結果は、書いた方と通報した方にメールで届きます。メールに内容は書きません。閉じたあとは開けません。',
    en: 'Both sides are told by a letter, which does not say what was written. A closed report is not opened again.',
  },
  closeDo: { ja: 'パスキーで確認して閉じる', en: 'Close it with your passkey' },
  closedNow: {
    ja: '通報を閉じました。お二人にメールでお知らせします。',
    en: 'The report is closed; both sides are told by letter.',
  },
  closedAt: { ja: '閉じた日時', en: 'Closed' },
  all: { ja: '通報の一覧へ', en: 'All reports' },
} satisfies Area

/** What only the pages about reported messages say. */
export function reportWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
