import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  title: { ja: '出店者とのメッセージ', en: 'Messages with the seller' },
  shopTitle: { ja: 'お客さまとのメッセージ', en: 'Messages with buyers' },
  shopNav: { ja: 'お客さまのメッセージ', en: 'Messages from buyers' },
  lead: {
    ja: (name: string) =>
      `この注文について「${name}」とやり取りできます。読めるのは、あなたと出店者だけです。通報されたものだけは、運営者も確認できます。`,
    en: (name: string) =>
      `Write to “${name}” about this order. Only the two of you can read it; an operator can look at a message that one of you reported.`,
  },
  shopLead: {
    ja: 'お客さまから届いたメッセージです。読めるのは、あなたとお客さまだけです（通報されたものは運営者も確認できます）。',
    en: 'What buyers wrote to your shop. Only you and that buyer can read it, and an operator what one of you reported.',
  },
  shopLeadOne: {
    ja: 'この注文についてのやり取りです。読めるのは、あなたとお客さまだけです（通報されたものは運営者も確認できます）。お名前やご住所は、このお取り引きのほかには使わないでください。',
    en: 'About this order. Only you and the buyer can read it, and an operator what one of you reported. Use names and addresses for nothing but this order.',
  },
  logged: {
    ja: 'ここを開くたびに、お二人それぞれの「開封の記録」に残ります。',
    en: 'Each time this page is opened, it stands in both of your lists “Who opened it”.',
  },
  kept: {
    ja: 'メッセージは書いた日から1年で消えます。書いた方がデータを消すと、その時に消えます。',
    en: 'A message goes after a year, or when its writer erases their data.',
  },
  keptUntil: {
    ja: (date: string) => `${date}まで保管`,
    en: (date: string) => `Kept until ${date}`,
  },
  order: { ja: '注文', en: 'Order' },
  sellers: { ja: '出店者を選ぶ', en: 'Which seller' },
  you: { ja: 'あなた', en: 'You' },
  buyer: { ja: 'お客さま', en: 'The buyer' },
  none: { ja: 'まだメッセージはありません', en: 'No message yet' },
  noneHint: {
    ja: '作品や受け取りについて、下の欄からたずねられます。',
    en: 'Ask about the work or how you get it in the field below.',
  },
  shopNone: { ja: 'メッセージはまだ届いていません', en: 'Nobody has written yet' },
  shopNoneHint: {
    ja: 'やり取りは、お客さまが書いたときに始まります。',
    en: 'A conversation begins when a buyer writes.',
  },
  text: { ja: 'メッセージ', en: 'Message' },
  textHint: {
    ja: '2,000文字まで。相手にはメールで「届いた」ことだけをお知らせし、内容は送りません。カード番号は書かないでください。',
    en: 'Up to 2,000 characters. The other side gets a mail that something is waiting, never what. Do not write card numbers.',
  },
  send: { ja: 'メッセージを送る', en: 'Send the message' },
  sent: { ja: 'メッセージを送りました。', en: 'Your message is sent.' },
  full: {
    ja: 'この注文のやり取りは200件に達したため、もう書き込めません。',
    en: 'This conversation holds its 200 messages; nothing more can be written.',
  },
  closed: {
    ja: '相手の方がメッセージを通報したため、この注文についてもう書き込めません。ご質問は市場の窓口へお寄せください。',
    en: 'The other side reported a message, so you can write no more about this order. Please ask the market.',
  },
  state: { ja: '状態', en: 'State' },
  answered: { ja: '返信済み', en: 'Answered' },
  waits: { ja: '返信待ち', en: 'Waits for you' },
  last: { ja: '最後のメッセージ', en: 'Last message' },
  newestOnly: {
    ja: (count: number) => `新しい${count}件を表示しています。`,
    en: (count: number) => `The newest ${count} are shown.`,
  },
  back: { ja: 'メッセージの一覧へ', en: 'All messages' },
  statementFirst: {
    ja: 'メッセージを受け取るには、まず特定商取引法に基づく表記を公開してください。',
    en: 'To receive messages, please publish your legal notice first.',
  },
  report: { ja: '通報する', en: 'Report' },
  reportOf: {
    ja: (time: string) => `${time}のメッセージを通報する`,
    en: (time: string) => `Report the message of ${time}`,
  },
  reportHint: {
    ja: '通報すると、相手の方はこの注文についてもう書き込めません。運営者には注文番号と理由が伝わり、このメッセージだけを確認できます。確認するとお二人の「開封の記録」に残り、結果はお二人にメールで届きます。',
    en: 'The other side can then write no more about this order. The operators are told the order and the reason, and can look at this message and no other. That stands in both of your lists “Who opened it”, and both of you are told by letter what came of it.',
  },
  reportDo: { ja: '通報して書き込みを止める', en: 'Report it and stop them writing' },
  reported: { ja: '通報済み', en: 'Reported' },
  hidden: {
    ja: 'このメッセージは、通報を受けて市場が表示を止めました。',
    en: 'After a report the market does not show this message any more.',
  },
  wasFair: { ja: '通報：問題なし', en: 'Reported: no fault' },
  wasHidden: { ja: '通報：非表示', en: 'Reported: hidden' },
  wasWarned: { ja: '通報：警告', en: 'Reported: warned' },
  reportedNow: {
    ja: '通報しました。相手の方は、この注文についてもう書き込めません。',
    en: 'Reported. The other side can write no more about this order.',
  },
  reason: { ja: '理由', en: 'Reason' },
  threat: { ja: '脅し・嫌がらせ', en: 'Threats or harassment' },
  solicits: { ja: '市場の外での取引への誘い', en: 'Asks to deal outside of the market' },
  spam: { ja: '宣伝・無関係な内容', en: 'Advertising' },
  other: { ja: 'その他', en: 'Something else' },
} satisfies Area

/** What only the pages of messages say. */
export function messageWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
