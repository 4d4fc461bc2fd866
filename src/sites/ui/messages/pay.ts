import { type Area, one } from './phrase.ts'

/** The static pay page, the return from the provider, and the payment stop. */
export const pay = {
  title: { ja: 'お支払い方法', en: 'Payment' },
  lead: {
    ja: 'お支払いは決済代行会社のページで行います。カード番号をこのサイトで入力することはありません。',
    en: 'You pay on the provider’s own page. This site never asks for a card number.',
  },
  amount: { ja: 'お支払い金額', en: 'Amount to pay' },
  works: {
    ja: (count: number) => `作品${count}点`,
    en: (count: number) => one(count, 'work', 'works'),
  },
  withMinutesLeft: {
    ja: (until: string, minutes: number) => `${until}（あと${minutes}分）`,
    en: (until: string, minutes: number) =>
      `${until} (${one(minutes, 'minute left', 'minutes left')})`,
  },
  method: { ja: 'お支払い方法を選ぶ', en: 'Choose how to pay' },
  card: { ja: 'クレジットカード', en: 'Credit or debit card' },
  cardHint: {
    ja: 'Visa、Mastercard、JCB、American Express。本人認証（3Dセキュア）があります。',
    en: 'Visa, Mastercard, JCB or American Express, with 3-D Secure.',
  },
  konbini: { ja: 'コンビニ払い', en: 'Convenience store' },
  konbiniHint: {
    ja: '番号を受け取り、期限までに店頭でお支払いください。',
    en: 'Get a number and pay at the counter before it expires.',
  },
  wallet: { ja: 'ウォレット', en: 'Wallet' },
  walletHint: {
    ja: 'アプリの画面でお支払いを確定します。',
    en: 'Confirm the payment in your app.',
  },
  bank: { ja: '銀行振込', en: 'Bank transfer' },
  bankHint: { ja: '入金を確認してからお渡しします。', en: 'Delivered once the money has arrived.' },
  goToProvider: {
    ja: (host: string) => `${host} へ進む`,
    en: (host: string) => `Go on to ${host}`,
  },
  proceed: { ja: '決済ページへ進む', en: 'Go to the payment page' },
  providerNote: {
    ja: (host: string) => `次のページのアドレスが「${host}」であることをお確かめください。`,
    en: (host: string) => `Please check that the next page’s address is “${host}”.`,
  },
  elsewhere: {
    ja: 'ほかの場所でカード番号を求められた方はこちら',
    en: 'My card number was asked for somewhere else',
  },
  checking: { ja: 'お支払いを確認しています', en: 'Checking your payment' },
  checkingHint: {
    ja: '数秒かかることがあります。このページは自動で更新されます。二重に請求されることはありません。',
    en: 'This can take some seconds. The page refreshes by itself; you are never charged twice.',
  },
  checkAgain: { ja: 'もう一度確認する', en: 'Check again' },
  failed: { ja: 'お支払いが完了しませんでした', en: 'The payment did not go through' },
  failedHint: {
    ja: '請求はされていません。別の方法でもう一度お試しいただけます。',
    en: 'You have not been charged. You can try again or use another way.',
  },
  tryAgain: { ja: 'もう一度支払う', en: 'Try again' },
  pausedTitle: { ja: '現在、お支払いを停止しています', en: 'Payments are paused' },
  paused: {
    ja: 'お支払いページに異常がないか確認しています。確認が済むまで、安全のためお支払いを受け付けません。カートの中身はそのまま残ります。',
    en: 'We are checking that the payment page is in order. Until then we take no payments, for your safety. Your cart is kept.',
  },
  pausedSince: {
    ja: (time: string) => `${time}から停止中`,
    en: (time: string) => `Paused since ${time}`,
  },
  pausedCharged: {
    ja: 'すでにお支払いが済んだご注文には影響ありません。',
    en: 'Orders you have already paid for are not affected.',
  },
} satisfies Area
