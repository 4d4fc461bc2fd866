import type { Area } from './phrase.ts'

/** Whole pages that say no, by what the person can do next. */
export const errors = {
  notFoundTitle: { ja: 'ページが見つかりません', en: 'This page does not exist' },
  notFound: {
    ja: 'アドレスが変わったか、公開が終わったようです。検索かトップページからおさがしください。',
    en: 'The address may have changed, or the work has left. Try the search or the front page.',
  },
  notAllowedTitle: { ja: 'このページは開けません', en: 'You cannot open this page' },
  notAllowed: {
    ja: 'このアカウントでは表示できないページです。別のアカウントでログインしてお試しください。',
    en: 'This account may not see it. Sign in with another one and try again.',
  },
  signInTitle: { ja: 'ログインしてください', en: 'Please sign in' },
  signIn: {
    ja: '続けるにはログインが必要です。',
    en: 'You need to be signed in to go on.',
  },
  goneTitle: { ja: 'リンクの期限が切れました', en: 'This link has expired' },
  gone: {
    ja: '安全のため、リンクには期限があります。もう一度はじめからお進みください。',
    en: 'For safety links work for a limited time. Please start again.',
  },
  busyTitle: { ja: '少し時間をおいてください', en: 'One moment, please' },
  busy: {
    ja: '短い時間に多くの操作がありました。数分待ってからもう一度お試しください。',
    en: 'There were many requests in a short time. Wait a few minutes and try again.',
  },
  awayTitle: { ja: 'ただいまご利用いただけません', en: 'Not available just now' },
  away: {
    ja: 'この機能は一時的に止まっています。ほかのページはご利用いただけます。数分後にもう一度お試しください。',
    en: 'This part is resting for a moment; other pages work. Please try again in some minutes.',
  },
  brokenTitle: { ja: '申し訳ございません', en: 'Something went wrong' },
  broken: {
    ja: 'こちらの不具合です。請求が発生することはありません。もう一度お試しください。',
    en: 'This is our mistake, and you have not been charged for it. Please try again.',
  },
  tooLargeTitle: { ja: 'データが大きすぎます', en: 'That is too large' },
  tooLarge: {
    ja: '送られたデータが大きすぎて受け取れませんでした。小さくしてお試しください。',
    en: 'We could not take that much at once. Please send less.',
  },
  refusedTitle: { ja: '受け付けられませんでした', en: 'We could not do that' },
  home: { ja: 'トップページへ', en: 'Go to the front page' },
  retry: { ja: 'もう一度試す', en: 'Try again' },
  reference: {
    ja: (id: string) => `お問い合わせ番号 ${id}`,
    en: (id: string) => `Reference ${id}`,
  },
} satisfies Area
