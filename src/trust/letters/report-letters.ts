import { id, instant, object, oneOf } from '#lib/shapes.ts'
import { type ReportOutcome, reportOutcomes } from '#trust/identity/acts.ts'
import type { Settings } from '#trust/vault/core.ts'
import { template } from './template.ts'
import { type Locale, momentText, type Words } from './words.ts'

interface Closed {
  order: string
  /** Which side of the message the reader is. */
  you: 'wrote' | 'reported'
  outcome: ReportOutcome
  at: number
}

const facts = object({
  order: id,
  you: oneOf('wrote', 'reported'),
  outcome: oneOf(...reportOutcomes),
  at: instant,
})

/** What an operator decided about a message that was reported; not what was written. */
export const reportLetters = {
  'report-closed': template({ to: 'order', facts, write: reportClosed('buyer') }),
  'report-closed-for-seller': template({ to: 'subject', facts, write: reportClosed('seller') }),
}

function reportClosed(to: 'buyer' | 'seller') {
  return (
    { order, you, outcome, at }: Closed,
    locale: Locale,
    { marketName, accountsOrigin }: Settings,
  ): Words => {
    const path = to === 'buyer' ? `/orders/${order}/messages` : `/seller/messages?order=${order}`
    const link = `${accountsOrigin}${path}`
    const rows: [string, string][] = [
      [locale === 'ja' ? '注文番号' : 'Order', order],
      [locale === 'ja' ? '日時' : 'When', momentText(at, locale)],
    ]
    return locale === 'ja'
      ? {
          subject: `${marketName} メッセージの通報を確認しました`,
          blocks: [
            you === 'wrote'
              ? 'あなたの書いたメッセージへの通報を、運営者が確認しました。'
              : 'お寄せいただいたメッセージの通報を、運営者が確認しました。',
            ended[outcome][you].ja,
            { rows },
            '運営者が内容を開いたかどうかは、会員の方なら「開封の記録」でご覧になれます。',
            { link, label: 'メッセージを見る' },
          ],
        }
      : {
          subject: `The report of a message at ${marketName} is closed`,
          blocks: [
            you === 'wrote'
              ? 'An operator has dealt with the report of a message that you wrote.'
              : 'An operator has dealt with your report of a message.',
            ended[outcome][you].en,
            { rows },
            'Whether an operator opened the message stands under “Who opened it”, if you have an account.',
            { link, label: 'See the messages' },
          ],
        }
  }
}

const ended: Record<ReportOutcome, Record<Closed['you'], Record<Locale, string>>> = {
  'no-fault': {
    wrote: {
      ja: '問題はありませんでした。この注文について、また書き込めます。',
      en: 'There was no fault. You can write about this order again.',
    },
    reported: {
      ja: '問題は見つかりませんでした。相手の方は、この注文についてまた書き込めます。',
      en: 'No fault was found. The other side can write about this order again.',
    },
  },
  hidden: {
    wrote: {
      ja: 'メッセージは表示されなくなりました。この注文について、もう書き込めません。',
      en: 'The message is shown no more. You can write no more about this order.',
    },
    reported: {
      ja: 'メッセージは表示されなくなりました。相手の方は、この注文についてもう書き込めません。',
      en: 'The message is shown no more. The other side can write no more about this order.',
    },
  },
  warned: {
    wrote: {
      ja: 'このメッセージは市場の決まりに反しています。これは警告です。この注文について、また書き込めます。',
      en: 'The message is against the rules of the market. This is a warning. You can write about this order again.',
    },
    reported: {
      ja: '書いた方に警告しました。相手の方は、この注文についてまた書き込めます。',
      en: 'Its writer was warned. The other side can write about this order again.',
    },
  },
}
