import { instant, object } from '#lib/shapes.ts'
import type { Settings } from '#trust/vault/core.ts'
import { codeMillis, spaced, template } from './template.ts'
import { type Block, type Locale, momentText, type Words } from './words.ts'

const none = object({})

/** To whoever is signed in and proves it again, and about what was changed in an account. */
export const accountLetters = {
  'confirm-code': template({
    to: 'subject',
    facts: none,
    goodForMillis: codeMillis,
    write: (_, locale, { marketName }, code) =>
      locale === 'ja'
        ? {
            subject: `${marketName} ご本人確認のコード`,
            blocks: [
              'ご本人であることの確認に、次のコードを入力してください。有効時間は10分です。',
              { code: spaced(code) },
              'お心当たりがないときは、誰かがあなたのアカウントを開いています。アカウントの「ログイン中の端末」で、ほかの端末をログアウトしてください。',
            ],
          }
        : {
            subject: `Your code to confirm it is you, for ${marketName}`,
            blocks: [
              'Type this code to confirm that it is you. It is good for 10 minutes.',
              { code: spaced(code) },
              'If you did not ask for it, somebody is in your account: sign out everywhere else, under “Where you are signed in”.',
            ],
          },
  }),
  'new-address-code': template({
    to: 'mailbox',
    facts: none,
    goodForMillis: codeMillis,
    write: (_, locale, { marketName }, code) =>
      locale === 'ja'
        ? {
            subject: `${marketName} 新しいメールアドレスの確認`,
            blocks: [
              'このメールアドレスをアカウントに使うには、次のコードを入力してください。有効時間は10分です。',
              { code: spaced(code) },
              'お心当たりがないときは、このメールを消してください。コードを誰かに伝えないでください。',
            ],
          }
        : {
            subject: `Your new address at ${marketName}`,
            blocks: [
              'Type this code to use this mailbox for your account. It is good for 10 minutes.',
              { code: spaced(code) },
              'If you did not ask for it, delete this mail. Never tell the code to anyone.',
            ],
          },
  }),
  'address-change-notice': template({
    to: 'subject',
    facts: object({ due: instant }),
    write: ({ due }, locale, settings, code) => {
      const link = `${settings.accountsOrigin}/mailbox/change?link=${code}`
      const at = momentText(due, locale)
      return locale === 'ja'
        ? {
            subject: `【重要】${settings.marketName} メールアドレスの変更`,
            blocks: [
              `あなたのアカウントのメールアドレスは、${at}に新しいものへ変わります。`,
              'ご自身で変更されたのでなければ、次のページで止めてください。すべての端末からログアウトします。ご自身の変更なら、同じページで待たずにすぐ変えることもできます。',
              { link, label: '変更を止める、または今すぐ変える' },
            ],
          }
        : {
            subject: `Important: your address at ${settings.marketName} will change`,
            blocks: [
              `The e-mail address of your account changes to a new one on ${at}.`,
              'If that was not you, stop it on the page below; it also signs everybody out. If it was you, the same page lets you change it now, without the wait.',
              { link, label: 'Stop the change, or change it now' },
            ],
          }
    },
  }),
  'address-changed': template({
    to: 'subject',
    facts: object({ at: instant }),
    write: ({ at }, locale, settings) =>
      notice(locale, settings, at, {
        ja: 'メールアドレスが変わりました',
        en: 'Your e-mail address was changed',
      }),
  }),
  'passkeys-lost': template({
    to: 'subject',
    facts: object({ due: instant }),
    write: ({ due }, locale, settings, code) => {
      const link = `${settings.accountsOrigin}/passkeys/lost/stop?link=${code}`
      const at = momentText(due, locale)
      return locale === 'ja'
        ? {
            subject: `【重要】${settings.marketName} パスキーをなくしたとの届け出`,
            blocks: [
              `あなたのアカウントで、パスキーをすべてなくしたとの届け出がありました。${at}に、いまのパスキーはすべて使えなくなります。`,
              'ご自身の届け出でなければ、次のページで止めてください。すべての端末からログアウトします。パスキーでログインしても止まります。',
              { link, label: '届け出を止める' },
            ],
          }
        : {
            subject: `Important: your passkeys at ${settings.marketName} are said to be lost`,
            blocks: [
              `Somebody signed in to your account says that all its passkeys are lost. On ${at} none of them will work any more.`,
              'If that was not you, stop it on the page below; it also signs everybody out. Signing in with a passkey stops it too.',
              { link, label: 'Stop it' },
            ],
          }
    },
  }),
  'passkeys-let-go': template({
    to: 'subject',
    facts: object({ at: instant }),
    write: ({ at }, locale, settings) =>
      notice(locale, settings, at, {
        ja: 'なくしたパスキーを無効にしました',
        en: 'The lost passkeys of your account work no more',
      }),
  }),
  'passkey-added': template({
    to: 'subject',
    facts: object({ at: instant }),
    write: ({ at }, locale, settings) =>
      notice(locale, settings, at, {
        ja: 'パスキーが追加されました',
        en: 'A passkey was added to your account',
      }),
  }),
  'passkey-removed': template({
    to: 'subject',
    facts: object({ at: instant }),
    write: ({ at }, locale, settings) =>
      notice(locale, settings, at, {
        ja: 'パスキーが削除されました',
        en: 'A passkey was removed from your account',
      }),
  }),
} as const

/** What was done, when, and what to do if it was somebody else. */
function notice(
  locale: Locale,
  { marketName, accountsOrigin }: Settings,
  at: number,
  what: Record<Locale, string>,
): Words {
  const when: Block = { rows: [[locale === 'ja' ? '日時' : 'When', momentText(at, locale)]] }
  return locale === 'ja'
    ? {
        subject: `${marketName}：${what.ja}`,
        blocks: [
          `${what.ja}。`,
          when,
          'お心当たりがないときは、すぐにほかの端末をログアウトし、知らないパスキーを削除してください。',
          { link: `${accountsOrigin}/sessions`, label: 'ログイン中の端末を見る' },
        ],
      }
    : {
        subject: `${what.en}: ${marketName}`,
        blocks: [
          `${what.en}.`,
          when,
          'If that was not you, sign out everywhere else at once, and remove passkeys you do not know.',
          { link: `${accountsOrigin}/sessions`, label: 'See where you are signed in' },
        ],
      }
}
