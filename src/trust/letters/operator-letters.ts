import { id, instant, object, oneOf } from '#lib/shapes.ts'
import type { Settings } from '#trust/vault/core.ts'
import { template } from './template.ts'
import { type Locale, momentText, type Words } from './words.ts'

const whats = {
  invited: { ja: '新しい運営者が招待されました', en: 'Somebody was invited to run the market' },
  enrolled: { ja: '新しい運営者が登録されました', en: 'A new operator enrolled' },
  removed: { ja: '運営者が外されました', en: 'An operator was removed' },
  recovered: { ja: '運営者の復旧コードが使われました', en: 'An operator used a recovery code' },
} as const

const reports = {
  threat: { ja: '脅し・嫌がらせ', en: 'Threats or harassment' },
  solicits: { ja: '市場の外での取引への誘い', en: 'Asks to deal outside of the market' },
  spam: { ja: '宣伝・無関係な内容', en: 'Advertising' },
  other: { ja: 'その他', en: 'Something else' },
} as const

interface Reported {
  order: string
  by: 'buyer' | 'seller'
  reason: keyof typeof reports
  at: number
}

/** Which order it is, not what was written: that is opened in the console, by passkey. */
function messageReported(
  { order, by, reason, at }: Reported,
  locale: Locale,
  { marketName, consoleOrigin }: Settings,
): Words {
  const link = `${consoleOrigin}/message-reports`
  const why = reports[reason][locale]
  if (locale === 'ja') {
    const rows: [string, string][] = [
      ['注文番号', order],
      ['通報者', by === 'buyer' ? 'お客さま' : '出店者'],
      ['理由', why],
      ['時刻', momentText(at, locale)],
    ]
    return {
      subject: `${marketName} 注文のメッセージが通報されました`,
      blocks: [
        '注文のやり取りの中のメッセージが通報されました。相手の方は、この注文についてもう書き込めません。',
        { rows },
        '管理画面でパスキーで確認すると、通報されたメッセージだけを開けます。開いたことは、書いた方と通報した方の記録に残ります。',
        { link, label: '通報の一覧を開く' },
      ],
    }
  }
  const rows: [string, string][] = [
    ['Order', order],
    ['Reported by', by === 'buyer' ? 'the buyer' : 'the seller'],
    ['Reason', why],
    ['When', momentText(at, locale)],
  ]
  return {
    subject: `A message was reported at ${marketName}`,
    blocks: [
      'A message about an order was reported. The other side can write no more about it.',
      { rows },
      'On the console your passkey opens the reported message and no other. Who wrote it and who reported it see that it was opened.',
      { link, label: 'See the reports' },
    ],
  }
}

/** To those who run the market, about those who run it. */
export const operatorLetters = {
  'operator-invitation': template({
    to: 'mailbox',
    facts: object({}),
    goodForMillis: 24 * 3_600_000,
    write: (_, locale, { marketName, consoleOrigin }, code) => {
      const link = `${consoleOrigin}/enrolment?link=${code}`
      return locale === 'ja'
        ? {
            subject: `${marketName} の運営者への招待`,
            blocks: [
              '次のページでパスキーを登録すると、運営者になります。リンクは一度だけ、24時間有効です。',
              { link, label: '運営者として登録する' },
              'お心当たりがないときは、このメールを消してください。ほかの人に転送しないでください。',
            ],
          }
        : {
            subject: `An invitation to run ${marketName}`,
            blocks: [
              'Make a passkey on this page to become an operator. The link is good once, for 24 hours.',
              { link, label: 'Enrol as an operator' },
              'If you did not expect this, delete it. Do not pass it on.',
            ],
          }
    },
  }),
  'operators-changed': template({
    to: 'subject',
    facts: object({ what: oneOf('invited', 'enrolled', 'removed', 'recovered'), at: instant }),
    write: ({ what, at }, locale, { marketName, consoleOrigin }) => {
      const said = whats[what][locale]
      const link = `${consoleOrigin}/operators`
      return locale === 'ja'
        ? {
            subject: `【重要】${marketName}：${said}`,
            blocks: [
              `${said}。お心当たりがないときは、すぐに確認してください。`,
              { rows: [['時刻', momentText(at, locale)]] },
              { link, label: '運営者の一覧を開く' },
            ],
          }
        : {
            subject: `Important, ${marketName}: ${said}`,
            blocks: [
              `${said}. If you did not expect this, please look at once.`,
              { rows: [['When', momentText(at, locale)]] },
              { link, label: 'See the operators' },
            ],
          }
    },
  }),
  'message-reported': template({
    to: 'subject',
    facts: object({
      order: id,
      by: oneOf('buyer', 'seller'),
      reason: oneOf('threat', 'solicits', 'spam', 'other'),
      at: instant,
    }),
    write: messageReported,
  }),
} as const
