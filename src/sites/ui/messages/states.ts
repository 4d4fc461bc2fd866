import type { Area } from './phrase.ts'

/** States as badges say them. */
export const states = {
  draft: { ja: '下書き', en: 'Draft' },
  published: { ja: '公開中', en: 'Published' },
  withdrawn: { ja: '公開終了', en: 'Withdrawn' },
  takenDown: { ja: '取り下げ', en: 'Taken down' },
  soldOut: { ja: '売り切れ', en: 'Sold out' },
  held: { ja: 'お取り置き中', en: 'Held' },
  waiting: { ja: 'お支払い待ち', en: 'Waiting for payment' },
  paid: { ja: 'お支払い済み', en: 'Paid' },
  failed: { ja: '不成立', en: 'Failed' },
  expired: { ja: '期限切れ', en: 'Expired' },
  released: { ja: '取り消し', en: 'Lapsed' },
  refunding: { ja: '返金手続き中', en: 'Refund under way' },
  refunded: { ja: '返金済み', en: 'Refunded' },
  partlyRefunded: { ja: '一部返金', en: 'Partly refunded' },
  created: { ja: '準備中', en: 'Created' },
  handedOff: { ja: '決済ページへ', en: 'Handed off' },
  pending: { ja: '処理中', en: 'Pending' },
  confirmed: { ja: '確定', en: 'Confirmed' },
  checking: { ja: '確認中', en: 'Checking' },
  accepted: { ja: '確認済み', en: 'Checked' },
  refused: { ja: '受付不可', en: 'Not accepted' },
} satisfies Area
