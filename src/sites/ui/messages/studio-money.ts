import type { Area } from './phrase.ts'

/** Studio: orders without names, the balance and why it is what it is. */
export const studioMoney = {
  ordersTitle: { ja: '注文', en: 'Orders' },
  ordersLead: {
    ja: '購入者のお名前や連絡先は、ここには表示されません。',
    en: 'Buyers’ names and addresses are never shown here.',
  },
  ordersNone: { ja: 'まだ注文はありません', en: 'No orders yet' },
  date: { ja: '日付', en: 'Date' },
  order: { ja: '注文番号', en: 'Order' },
  work: { ja: '作品', en: 'Work' },
  price: { ja: '価格', en: 'Price' },
  commission: { ja: '販売手数料', en: 'Commission' },
  share: { ja: 'あなたの売上', en: 'Your share' },
  parcel: { ja: '荷物', en: 'Parcel' },
  label: { ja: '宛名を印刷', en: 'Label' },
  messages: { ja: 'お客さまのメッセージ', en: 'Messages from buyers' },
  parcels: { ja: '送る荷物', en: 'Parcels to send' },
  state: { ja: '状態', en: 'State' },

  balanceTitle: { ja: '売上残高', en: 'Balance' },
  balanceNow: { ja: '現在の残高', en: 'Balance now' },
  thisMonth: { ja: '今月の売上', en: 'Sales this month' },
  soldThisMonth: { ja: '今月の販売数', en: 'Copies this month' },
  balanceLead: {
    ja: '残高は、下のすべての記帳の合計です。別に保存された数字ではありません。',
    en: 'The balance is the sum of every posting below. It is not stored anywhere else.',
  },
  postings: { ja: '記帳', en: 'Postings' },
  postingsNone: { ja: 'まだ記帳はありません', en: 'No postings yet' },
  explanation: { ja: '内容', en: 'What happened' },
  amount: { ja: '増減', en: 'Change' },
  balanceAfter: { ja: '残高', en: 'Balance' },
  sumOfPostings: { ja: '記帳の合計', en: 'Sum of postings' },

  saleOf: {
    ja: (title: string, price: string, commission: string, rate: string) =>
      `『${title}』の販売。価格${price}から手数料${commission}（${rate}）を引いた額です。`,
    en: (title: string, price: string, commission: string, rate: string) =>
      `Sale of ${title}: ${price} less a commission of ${commission} (${rate}).`,
  },
  refundOf: {
    ja: (title: string, amount: string) =>
      `『${title}』の返金${amount}。あなたの売上分だけを戻しました。`,
    en: (title: string, amount: string) =>
      `Refund of ${amount} for ${title}; only your share is taken back.`,
  },
  payoutOn: {
    ja: (date: string) => `${date}の振込`,
    en: (date: string) => `Payout on ${date}`,
  },
  correction: { ja: '訂正', en: 'Correction' },
  roundingNote: {
    ja: '手数料の1円未満は切り捨てです。端数はあなたの売上になります。',
    en: 'The commission is rounded down; the odd yen is yours.',
  },
} satisfies Area
