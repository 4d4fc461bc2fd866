import type { Settings } from '#trust/vault/core.ts'
import { amountText, type Locale, momentText, providerHost, type Words } from './words.ts'

export interface ConfirmedOrder {
  order: string
  amount: bigint
  currency: string
  provider: string
  lines: number
  paidAt: number
}

/**
 * What a buyer is told once the money has arrived. It names the host on which they were asked
 * for a card, because a copied pay page would have been on another. The host is the one that the
 * vault was set up with: whoever speaks as payments writes no word of this mail.
 */
export function orderConfirmation(paid: ConfirmedOrder, locale: Locale, settings: Settings): Words {
  const { order, lines } = paid
  const said = {
    market: settings.marketName,
    sum: amountText(paid.amount, paid.currency, locale),
    at: momentText(paid.paidAt, locale),
    isFree: paid.provider === 'none',
    host: providerHost(settings, paid.provider),
    orderPage: `${settings.shopOrigin}/orders/${order}`,
    report: `${settings.accountsOrigin}/report?order=${order}`,
    lines,
    order,
  }
  return locale === 'ja' ? inJapanese(said) : inEnglish(said)
}

interface Said {
  market: string
  sum: string
  at: string
  /** It cost nothing: nobody was asked for a card. */
  isFree: boolean
  /** Null where the vault was not told the host of this provider. */
  host: string | null
  orderPage: string
  report: string
  lines: number
  order: string
}

function inJapanese({ market, sum, at, isFree, host, orderPage, report, ...rest }: Said): Words {
  const where = host === null ? '決済代行会社' : `決済代行会社の ${host} `
  return {
    subject: `${market} ご注文ありがとうございます`,
    blocks: [
      `${isFree ? 'ご注文を承りました。' : 'お支払いを確認しました。'}` +
        'ご注文の作品は、注文のページからいつでもダウンロードできます。',
      {
        rows: [
          ['お支払い', sum],
          ['点数', `${rest.lines} 点`],
          ['日時', at],
          ['注文番号', rest.order],
        ],
      },
      { link: orderPage, label: '注文とダウンロード' },
      ...(isFree
        ? []
        : [
            `カードの番号をお尋ねするのは、${where}の画面だけです。` +
              '別の場所で尋ねられたときは、すぐにお知らせください。',
            { link: report, label: '別の場所でカード番号を尋ねられた' },
          ]),
    ],
  }
}

function inEnglish({ market, sum, at, isFree, host, orderPage, report, ...rest }: Said): Words {
  const where = host === null ? 'our payment provider' : `our payment provider, ${host}`
  return {
    subject: `Your order at ${market}`,
    blocks: [
      `${isFree ? 'Thank you for your order.' : 'Your payment has arrived.'} ` +
        'You can download what you ordered from the order page at any time.',
      {
        rows: [
          ['Paid', sum],
          ['Items', String(rest.lines)],
          ['When', at],
          ['Order', rest.order],
        ],
      },
      { link: orderPage, label: 'Your order and downloads' },
      ...(isFree
        ? []
        : [
            `You are asked for a card number only on the page of ${where}. ` +
              'If you were asked anywhere else, please tell us at once.',
            { link: report, label: 'My card was asked for somewhere else' },
          ]),
    ],
  }
}
