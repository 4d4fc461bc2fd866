import { instant, object, oneOf } from '#lib/shapes.ts'
import { template } from './template.ts'
import { momentText } from './words.ts'

const whats = {
  invited: { ja: '新しい運営者が招待されました', en: 'Somebody was invited to run the market' },
  enrolled: { ja: '新しい運営者が登録されました', en: 'A new operator enrolled' },
  removed: { ja: '運営者が外されました', en: 'An operator was removed' },
  recovered: { ja: '運営者の復旧コードが使われました', en: 'An operator used a recovery code' },
} as const

/** To those who run the market, about those who run it. */
export const operatorLetters = {
  'operator-invitation': template({
    to: 'mailbox',
    facts: object({}),
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
} as const
