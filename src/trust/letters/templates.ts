import { type Infer, id, instant, integer, minor, object, oneOf, text } from '#lib/shapes.ts'
import { accountLetters } from './account-letters.ts'
import { clockLetters } from './clock-letters.ts'
import { messageWaiting, payoutAccountChanged } from './notices.ts'
import { operatorLetters } from './operator-letters.ts'
import { orderConfirmation } from './order-confirmation.ts'
import { parcelLetters } from './parcel-letters.ts'
import { reportLetters } from './report-letters.ts'
import { codeMillis, spaced, template } from './template.ts'
import { amountText, momentText } from './words.ts'

const none = object({})
const orderMoney = { order: id, amount: minor(), currency: text({ min: 3, max: 3 }) }

/** What operators may be told of. */
export const alarmKinds = [
  'page-changed',
  'page-away',
  'log-rolled-back',
  'log-forked',
  'log-away',
  'log-still',
  'log-key-other',
  'witness-away',
  'ledger-broken',
  'session-refused',
  'person-over-quota',
  'seal-broken',
  'over-quota',
  'without-fact',
  'canary-opened',
  'canary-mailed',
  'certificate-ends',
  'letter-set-aside',
  'letter-left-out',
  'alarm-left-out',
] as const

/** Every letter that Dozo can send. Facts only: nobody's free text gets into a mail of ours. */
export const templates = {
  ...accountLetters,
  ...operatorLetters,
  ...parcelLetters,
  ...reportLetters,
  ...clockLetters,
  'sign-in-code': template({
    to: 'mailbox',
    facts: none,
    goodForMillis: codeMillis,
    write: (_, locale, { marketName }, code) =>
      locale === 'ja'
        ? {
            subject: `${marketName} のログインコード`,
            blocks: [
              'ログインの画面に、次のコードを入力してください。有効時間は10分です。',
              { code: spaced(code) },
              'お心当たりがないときは、このメールを消してください。コードを知らない人はログインできません。コードを誰かに伝えないでください。',
            ],
          }
        : {
            subject: `Your sign-in code for ${marketName}`,
            blocks: [
              'Type this code into the page where you asked for it. It is good for 10 minutes.',
              { code: spaced(code) },
              'If you did not ask for it, delete this mail: nobody can sign in without the code. Never tell it to anyone.',
            ],
          },
  }),
  'order-access-code': template({
    to: 'order',
    facts: object({ order: id }),
    goodForMillis: codeMillis,
    write: ({ order }, locale, { marketName }, code) =>
      locale === 'ja'
        ? {
            subject: `${marketName} ご注文を開くためのコード`,
            blocks: [
              'ご注文のページを開くには、次のコードを入力してください。有効時間は10分です。',
              { code: spaced(code) },
              { rows: [['注文番号', order]] },
              'お心当たりがないときは、このメールを消してください。',
            ],
          }
        : {
            subject: `Your code to open an order at ${marketName}`,
            blocks: [
              'Type this code to open your order. It is good for 10 minutes.',
              { code: spaced(code) },
              { rows: [['Order', order]] },
              'If you did not ask for it, delete this mail.',
            ],
          },
  }),
  'order-confirmation': template({
    to: 'order',
    facts: object({
      ...orderMoney,
      provider: text({ max: 40 }),
      lines: integer({ min: 1, max: 1000 }),
      paidAt: instant,
    }),
    write: orderConfirmation,
  }),
  'refund-notice': template({
    to: 'order',
    facts: object({ ...orderMoney, refundedAt: instant }),
    write: ({ order, amount, currency, refundedAt }, locale, { marketName, shopOrigin }) => {
      const sum = amountText(amount, currency, locale)
      const link = `${shopOrigin}/orders/${order}`
      const at = momentText(refundedAt, locale)
      return locale === 'ja'
        ? {
            subject: `${marketName} 返金のお知らせ`,
            blocks: [
              'お支払いに使われた方法へ返金しました。明細に表れるまで日数がかかることがあります。',
              {
                rows: [
                  ['返金額', sum],
                  ['返金日時', at],
                  ['注文番号', order],
                ],
              },
              { link, label: 'ご注文を見る' },
            ],
          }
        : {
            subject: `A refund from ${marketName}`,
            blocks: [
              'We have paid back to the card or account you paid with. It may take some days to show there.',
              {
                rows: [
                  ['Refund', sum],
                  ['Refunded', at],
                  ['Order', order],
                ],
              },
              { link, label: 'See your order' },
            ],
          }
    },
  }),
  welcome: template({
    to: 'subject',
    facts: none,
    write: (_, locale, { marketName, accountsOrigin }) =>
      locale === 'ja'
        ? {
            subject: `${marketName} へようこそ`,
            blocks: [
              'アカウントができました。パスワードはありません。次からもコードで、またはパスキーを登録してログインできます。',
              { link: `${accountsOrigin}/`, label: 'アカウントを開く' },
              '保管している情報と、それを誰がなぜ開いたかを、アカウントでいつでもご覧になれます。',
            ],
          }
        : {
            subject: `Welcome to ${marketName}`,
            blocks: [
              'Your account is ready. There is no password: sign in with a mailed code, or add a passkey.',
              { link: `${accountsOrigin}/`, label: 'Open your account' },
              'There you can always see what we keep about you, and who opened it and why.',
            ],
          },
  }),
  'payout-account-changed': template({
    to: 'subject',
    facts: object({ at: instant, from: instant }),
    write: payoutAccountChanged,
  }),
  'message-waiting': template({
    to: 'order',
    facts: object({ order: id }),
    write: messageWaiting('buyer'),
  }),
  'message-for-seller': template({
    to: 'subject',
    facts: object({ order: id }),
    write: messageWaiting('seller'),
  }),
  alarm: template({
    to: 'subject',
    facts: object({ kind: oneOf(...alarmKinds), at: instant }),
    write: ({ kind, at }, locale, { marketName, consoleOrigin }) => {
      const what = alarmWords[kind][locale]
      const blocks = [
        { rows: [[locale === 'ja' ? '時刻' : 'Seen', momentText(at, locale)]] },
        {
          link: `${consoleOrigin}/`,
          label: locale === 'ja' ? '管理画面を開く' : 'Open the console',
        },
      ] as const
      return locale === 'ja'
        ? {
            subject: `【警報】${marketName}：${what}`,
            blocks: [`${what}。すぐに確認してください。`, ...blocks],
          }
        : {
            subject: `Alarm at ${marketName}: ${what}`,
            blocks: [`${what}. Please look at once.`, ...blocks],
          }
    },
  }),
} as const

export type TemplateName = keyof typeof templates
export type FactsOf<T extends TemplateName> = Infer<(typeof templates)[T]['facts']>

const alarmWords = {
  'page-changed': {
    ja: '支払いページが配布物と異なります',
    en: 'The pay page is not the released one',
  },
  'page-away': { ja: '支払いページに届きません', en: 'The pay page cannot be reached' },
  'log-rolled-back': { ja: '開封記録が巻き戻されました', en: 'The log was rolled back' },
  'log-forked': { ja: '開封記録が書き換えられました', en: 'The log was rewritten' },
  'log-away': { ja: '開封記録に届きません', en: 'The log cannot be reached' },
  'log-still': { ja: '開封記録が止まっています', en: 'The log stands still' },
  'log-key-other': {
    ja: '開封記録が、見張りの知らない鍵で署名されています',
    en: 'The log is signed by a key that the monitor does not know',
  },
  'witness-away': {
    ja: '開封記録に、見張りの確認の署名が付かなくなりました',
    en: 'The witness no longer signs the log',
  },
  'ledger-broken': {
    ja: '消去の台帳が、開封記録と一致しません',
    en: 'The ledger of what was destroyed is not the one that the log tells of',
  },
  'session-refused': {
    ja: '存在しない、または別のサイトのログインの鍵が、くり返し使われています',
    en: 'Sessions that were never given, or are of another site, are tried again and again',
  },
  'person-over-quota': {
    ja: '何人もの会員の情報が、一人あたりの上限を超えて求められ、止められました',
    en: 'Several people’s data was asked for beyond the limit for one person; it is refused',
  },
  'seal-broken': {
    ja: '個人情報の封印が壊れているか、差し替えられています',
    en: 'A personal record was changed or moved',
  },
  'over-quota': {
    ja: '個人情報の開封が上限を超え、止められました',
    en: 'Too many openings of personal data; they are refused',
  },
  'without-fact': {
    ja: '許可のない個人情報の開封が、くり返し試みられています',
    en: 'Openings that nothing allows are tried again and again',
  },
  'canary-opened': {
    ja: '実在しない会員（カナリア）の情報が開かれました。持ち出しの疑いがあります',
    en: 'A member who does not exist was opened: somebody is taking data',
  },
  'canary-mailed': {
    ja: '実在しない会員（カナリア）に外部からメールが届きました。持ち出しの疑いがあります',
    en: 'Somebody wrote to a member who does not exist: data was taken',
  },
  'certificate-ends': {
    ja: 'プロセス間の証明書の期限が近づいています。更新してください',
    en: 'A certificate for calls between hosts ends soon; issue it anew',
  },
  'letter-set-aside': {
    ja: 'このバージョンが知らないメールがあり、送らずに取り置いています',
    en: 'There are letters that this release does not know; they are kept and not sent',
  },
  'letter-left-out': {
    ja: '一つのメールアドレスに、知らない誰かがくり返しメールを送らせています',
    en: 'Somebody has mail sent to mailboxes again and again; what is too much is not sent',
  },
  'alarm-left-out': {
    ja: '見張りの警報が多すぎるため、一部を送っていません',
    en: 'The monitor raises so many alarms that some of them are not sent',
  },
} as const
