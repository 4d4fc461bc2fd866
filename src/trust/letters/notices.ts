import type { Settings } from '#trust/vault/core.ts'
import { type Locale, momentText, type Words } from './words.ts'

/** To the contact that was there before: an intruder who changes an account must not be alone. */
export function payoutAccountChanged(
  { at, from }: { at: number; from: number },
  locale: Locale,
  { marketName, accountsOrigin }: Settings,
): Words {
  const link = `${accountsOrigin}/seller/payout-account`
  const isWaiting = from > at
  const rows: [string, string][] = [
    [locale === 'ja' ? '登録日時' : 'Set', momentText(at, locale)],
    [locale === 'ja' ? '振込の開始' : 'Money goes there from', momentText(from, locale)],
  ]
  if (locale === 'ja') {
    return {
      subject: `${marketName} 振込先の口座が${isWaiting ? '変更' : '登録'}されました`,
      blocks: [
        '売上金の振込先の口座が、パスキーで確認のうえ登録されました。',
        { rows },
        isWaiting
          ? 'それまでの間、振込はどの口座にも行いません。お心当たりがないときは、下のページで変更を取り消し、市場の運営者にご連絡ください。'
          : 'お心当たりがないときは、すぐに市場の運営者にご連絡ください。',
        { link, label: '振込先の口座を見る' },
      ],
    }
  }
  return {
    subject: `Your payout account at ${marketName} was ${isWaiting ? 'changed' : 'set'}`,
    blocks: [
      'The account to which your takings are paid was set, confirmed with a passkey.',
      { rows },
      isWaiting
        ? 'Until then nothing is paid to either account. If it was not you, take the change back on the page below and write to the market.'
        : 'If it was not you, write to the market at once.',
      { link, label: 'See your payout account' },
    ],
  }
}

/** That somebody wrote, not what: mailboxes are read by others more often than accounts. */
export function messageWaiting(to: 'buyer' | 'seller') {
  return (
    { order }: { order: string },
    locale: Locale,
    { marketName, accountsOrigin }: Settings,
  ): Words => {
    const path = to === 'buyer' ? `/orders/${order}/messages` : `/seller/messages?order=${order}`
    const link = `${accountsOrigin}${path}`
    const rows: [string, string][] = [[locale === 'ja' ? '注文番号' : 'Order', order]]
    if (locale === 'ja') {
      const who = to === 'buyer' ? '出店者' : 'お客さま'
      return {
        subject: `${marketName} ${who}からメッセージが届いています`,
        blocks: [
          `ご注文について、${who}からメッセージが届いています。`,
          { rows },
          { link, label: 'メッセージを読む' },
        ],
      }
    }
    const who = to === 'buyer' ? 'The seller' : 'A buyer'
    return {
      subject: `A message is waiting at ${marketName}`,
      blocks: [
        `${who} wrote to you about an order.`,
        { rows },
        { link, label: 'Read the message' },
      ],
    }
  }
}
