import { type Area, one } from './phrase.ts'

export const cart = {
  title: { ja: 'カート', en: 'Your cart' },
  works: { ja: (n: number) => `${n}点`, en: (n: number) => one(n, 'work', 'works') },
  empty: { ja: 'カートは空です', en: 'Your cart is empty' },
  emptyHint: {
    ja: '気になる作品を入れてみてください。',
    en: 'Find something you like and put it here.',
  },
  browse: { ja: '作品をさがす', en: 'Browse works' },
  added: {
    ja: (title: string) => `『${title}』をカートに入れました。`,
    en: (title: string) => `${title} is in your cart.`,
  },
  removed: {
    ja: (title: string) => `『${title}』をカートから出しました。`,
    en: (title: string) => `${title} was taken out of your cart.`,
  },
  remove: { ja: 'カートから出す', en: 'Take out' },
  removeNamed: {
    ja: (title: string) => `『${title}』をカートから出す`,
    en: (title: string) => `Take out ${title}`,
  },
  subtotal: { ja: '小計', en: 'Subtotal' },
  tax: {
    ja: (rate: string) => `うち消費税（${rate}）`,
    en: (rate: string) => `Of which tax (${rate})`,
  },
  total: { ja: 'お支払い金額', en: 'To pay' },
  checkout: { ja: '購入手続きへ', en: 'Check out' },
  keepLooking: { ja: '買い物を続ける', en: 'Keep looking' },
  priceChanged: {
    ja: (title: string, before: string, now: string) =>
      `『${title}』の価格が${before}から${now}に変わりました。`,
    en: (title: string, before: string, now: string) =>
      `The price of ${title} changed from ${before} to ${now}.`,
  },
  gone: {
    ja: (title: string) => `『${title}』は購入できなくなったため、カートから出しました。`,
    en: (title: string) => `${title} is no longer on sale and was taken out of your cart.`,
  },
  soldOut: {
    ja: (title: string) => `『${title}』は売り切れました。`,
    en: (title: string) => `${title} has sold out.`,
  },
  holdHint: {
    ja: '手続きを始めると、品物と価格を30分間お取り置きします。',
    en: 'We hold works and prices for 30 minutes once you check out.',
  },
  addedOne: { ja: 'カートに入れました。', en: 'Added to your cart.' },
  full: {
    ja: 'カートには50点まで入れられます。先に購入手続きをするか、いくつか出してからお試しください。',
    en: 'A cart holds 50 works. Please check out first, or take something out.',
  },
  newsTitle: { ja: 'カートの内容が変わりました', en: 'Something in your cart has changed' },
  goneNow: {
    ja: (title: string) => `『${title}』は公開が終わりました。`,
    en: (title: string) => `${title} is no longer on sale.`,
  },
  notCounted: { ja: '合計に入っていません', en: 'Not counted in the total' },
  accept: { ja: 'この内容で続ける', en: 'Go on with these changes' },
  holdFor: {
    ja: (minutes: number) => `手続きを始めると、品物と価格を${minutes}分間お取り置きします。`,
    en: (minutes: number) => `We hold works and prices for ${minutes} minutes once you check out.`,
  },
  nothingToPay: { ja: 'お支払いはありません', en: 'Nothing to pay' },
} satisfies Area
