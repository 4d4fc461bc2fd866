import type { Area } from './phrase.ts'

/** Saying that a listing should not be there. */
export const report = {
  link: { ja: 'この作品を通報する', en: 'Report this work' },
  title: { ja: '作品の通報', en: 'Report a work' },
  lead: {
    ja: 'この作品に問題があれば、運営者にお知らせください。',
    en: 'Tell the people who run this market what is wrong with it.',
  },
  reason: { ja: '理由', en: 'Reason' },
  note: { ja: '詳しい内容', en: 'In your words' },
  noteHint: {
    ja: 'どこに何があるかを書いてください。お名前や連絡先は書けません。',
    en: 'Say where and what. Names and addresses are not accepted.',
  },
  nobody: {
    ja: 'どなたからの通報かは記録しません。',
    en: 'Nothing is kept of who sends this.',
  },
  send: { ja: '通報する', en: 'Send the report' },
  thanks: {
    ja: 'お知らせいただき、ありがとうございます。運営者が確認します。',
    en: 'Thank you. The people who run this market will look at it.',
  },
  back: { ja: '作品に戻る', en: 'Back to the work' },
} satisfies Area
