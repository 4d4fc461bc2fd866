import { type Area, one } from './phrase.ts'

/** Order page, library and downloads, receipts. */
export const order = {
  title: { ja: 'ご注文', en: 'Your order' },
  number: { ja: '注文番号', en: 'Order number' },
  placed: { ja: '注文日', en: 'Ordered' },
  paidOn: { ja: '支払日', en: 'Paid' },
  thanks: { ja: 'ありがとうございます。', en: 'Thank you.' },
  thanksLead: {
    ja: 'お支払いを確認しました。作品をお受け取りください。',
    en: 'We have your payment. Here are your works.',
  },
  waitingTitle: { ja: 'お支払いをお待ちしています', en: 'Waiting for your payment' },
  waitingKonbini: {
    ja: (date: string) =>
      `${date}までに店頭でお支払いください。入金を確認するとメールでお知らせします。`,
    en: (date: string) => `Please pay at the counter by ${date}. We write to you when it arrives.`,
  },
  slipNumber: { ja: '払込番号', en: 'Payment number' },
  slipShop: { ja: 'お店', en: 'Shop' },
  slipBefore: { ja: 'お支払い期限', en: 'Pay before' },
  goToSlip: { ja: '払込番号のページを開く', en: 'Open the page of your number' },
  waitingSlip: {
    ja: '払込番号に添えられた期限までに、店頭でお支払いください。入金を確認するとメールでお知らせします。',
    en: 'Please pay at the counter before the time shown with your number. We write to you when it arrives.',
  },
  expired: { ja: 'お支払い期限が過ぎました', en: 'The time to pay has passed' },
  expiredHint: {
    ja: 'ご注文は取り消され、請求はありません。もう一度カートからお進みください。',
    en: 'The order has lapsed and nothing was charged. Please start again from your cart.',
  },
  refunded: { ja: '返金しました', en: 'Refunded' },
  refundedHint: {
    ja: (amount: string) =>
      `${amount}を元のお支払い方法へ返金しました。反映まで数日かかることがあります。`,
    en: (amount: string) => `${amount} went back the way you paid. It can take some days to show.`,
  },
  heldTitle: { ja: 'お取り置きしています', en: 'Held for you' },
  heldHint: {
    ja: (time: string) =>
      `${time}まで品物と価格をお取り置きしています。お支払いはまだ済んでいません。`,
    en: (time: string) => `Works and prices are held until ${time}. Nothing is paid yet.`,
  },
  goOn: { ja: '手続きを続ける', en: 'Go on to payment' },
  toCart: { ja: 'カートを見る', en: 'Go to the cart' },
  lateTitle: {
    ja: '遅れて届いたお支払いを返金しています',
    en: 'Your late payment is on its way back',
  },
  lateHint: {
    ja: '期限のあとに入金があり、その間に品物がなくなったため、全額を元のお支払い方法へ返金します。',
    en: 'It arrived after the order had lapsed and the work was gone, so all of it goes back the way you paid.',
  },
  refundUnderWay: { ja: '返金の手続き中です。', en: 'A refund is under way.' },
  lineEnded: { ja: '返金済みのため受け取れません', en: 'Refunded; no longer available' },
  notReady: {
    ja: 'ファイルを準備しています。少し待ってから開き直してください。',
    en: 'The files are being prepared. Please open this page again in a moment.',
  },
  olderEditions: { ja: '以前の版のファイル', en: 'Files of earlier editions' },
  checksum: { ja: '確認用の値（SHA-256）', en: 'Checksum (SHA-256)' },
  proveTitle: { ja: 'ご注文の確認', en: 'Is this your order?' },
  proveLead: {
    ja: 'このブラウザーでのご注文ではないようです。ご注文時のメールアドレスに届くコードか、ログインで確認してください。',
    en: 'It was not placed in this browser. Please prove it is yours, by a code we mail to you or by signing in.',
  },
  proveByCode: { ja: 'メールでコードを受け取る', en: 'Get a code by mail' },
  proveBySignIn: { ja: 'ログインする', en: 'Sign in' },
  download: { ja: 'ダウンロード', en: 'Download' },
  downloadNamed: {
    ja: (name: string) => `${name}をダウンロード`,
    en: (name: string) => `Download ${name}`,
  },
  again: { ja: '何度でもダウンロードできます。', en: 'You can download as often as you like.' },
  otherBrowser: {
    ja: 'ほかの端末では、メールのリンクと確認コードで受け取れます。',
    en: 'On another device, use the link in the mail and a code.',
  },
  receipt: { ja: '領収書', en: 'Receipt' },
  parcel: { ja: 'お届け先と発送の状況', en: 'Where the parcel is and goes' },
  askSeller: { ja: '出店者にたずねる', en: 'Ask the seller' },
  openReceipt: { ja: '領収書を表示する', en: 'Open the receipt' },
  keep: { ja: 'アカウントを作って保存する', en: 'Keep it in an account' },

  library: { ja: '購入した作品', en: 'Your library' },
  libraryCount: { ja: (n: number) => `${n}点`, en: (n: number) => one(n, 'work', 'works') },
  libraryEmpty: { ja: 'まだ購入した作品がありません', en: 'Nothing here yet' },
  libraryEmptyHint: {
    ja: '購入した作品は、いつでもここから受け取れます。',
    en: 'Everything you buy can be downloaded from here at any time.',
  },
  boughtOn: { ja: (date: string) => `${date}に購入`, en: (date: string) => `Bought ${date}` },
  newEdition: { ja: '新しい版があります', en: 'A new edition is ready' },

  receiptTo: { ja: (name: string) => `${name} 様`, en: (name: string) => `For ${name}` },
  receiptFor: { ja: '但し、電子作品の代金として', en: 'For digital works' },
  receiptReceived: { ja: '上記の金額を領収いたしました。', en: 'Received with thanks.' },
  receiptNumber: { ja: '領収書番号', en: 'Receipt number' },
  issued: { ja: '発行日', en: 'Issued' },
  issuer: { ja: '発行者', en: 'Issued by' },
  registration: { ja: '登録番号', en: 'Registration number' },
  item: { ja: '品名', en: 'Item' },
  taxRate: { ja: '税率', en: 'Tax rate' },
  amount: { ja: '金額（税込）', en: 'Amount (tax incl.)' },
  perRate: { ja: (rate: string) => `${rate}対象`, en: (rate: string) => `Total at ${rate}` },
  taxOf: { ja: (rate: string) => `消費税（${rate}）`, en: (rate: string) => `Tax at ${rate}` },
  reissued: { ja: '再発行', en: 'Copy' },
  nameOnReceipt: { ja: '宛名', en: 'Name on the receipt' },
  showReceipt: { ja: 'この宛名で表示する', en: 'Show with this name' },
} satisfies Area
