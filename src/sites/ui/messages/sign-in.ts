import type { Area } from './phrase.ts'

export const signIn = {
  title: { ja: 'ログイン', en: 'Sign in' },
  lead: { ja: 'パスワードはありません。', en: 'There are no passwords here.' },
  withPasskey: { ja: 'パスキーでログイン', en: 'Sign in with a passkey' },
  passkeyHint: {
    ja: '指紋や顔、端末の暗証番号で確認します。',
    en: 'Your fingerprint, face or device PIN confirms it is you.',
  },
  passkeyNeedsScript: {
    ja: 'パスキーを使うにはJavaScriptが必要です。下のメールでのログインはそのまま使えます。',
    en: 'Passkeys need JavaScript. Signing in by mail below works without it.',
  },
  or: { ja: 'または', en: 'or' },
  withCode: { ja: 'メールでコードを受け取る', en: 'Get a code by mail' },
  email: { ja: 'メールアドレス', en: 'E-mail address' },
  sendCode: { ja: 'コードを送る', en: 'Send the code' },
  codeTitle: { ja: '確認コードの入力', en: 'Type the code' },
  codeSent: {
    ja: 'メールアドレスが正しければ、8文字のコードが届きます。10分以内に、このブラウザーで入力してください。',
    en: 'If the address is right, a code of eight characters is on its way. Type it here, in this browser, within ten minutes.',
  },
  code: { ja: '確認コード', en: 'Code' },
  codeHint: {
    ja: '大文字と小文字、空白の違いは気にしなくてかまいません。',
    en: 'Capitals and spaces do not matter.',
  },
  codeSubmit: { ja: 'ログインする', en: 'Sign in' },
  triesLeft: {
    ja: (n: number) => `コードが違います。あと${n}回入力できます。`,
    en: (n: number) =>
      n === 1 ? 'That is not the code. One try left.' : `That is not the code. ${n} tries left.`,
  },
  noMail: { ja: 'メールが届かないときは', en: 'No mail?' },
  noMailHint: {
    ja: '迷惑メールフォルダーをご確認のうえ、数分たってからもう一度お送りください。',
    en: 'Look in your spam folder, then send it again after some minutes.',
  },
  sendAgain: { ja: 'コードをもう一度送る', en: 'Send a new code' },
  passkeys: { ja: 'パスキー', en: 'Passkeys' },
  passkeyAdd: { ja: 'パスキーを追加する', en: 'Add a passkey' },
  passkeyAddHint: {
    ja: '次からは指紋や顔だけでログインできます。',
    en: 'Next time your fingerprint or face is enough.',
  },
  passkeyName: { ja: 'パスキーの名前', en: 'Name of the passkey' },
  passkeyLast: { ja: '最後に使った日', en: 'Last used' },
  passkeyNone: { ja: 'パスキーはまだありません。', en: 'No passkeys yet.' },
  passkeyRefused: {
    ja: 'パスキーを確認できませんでした。もう一度お試しください。',
    en: 'The passkey was not accepted. Please try again.',
  },
  passkeyCancelled: { ja: '操作が取り消されました。', en: 'Cancelled.' },
  enrolTitle: { ja: '運営者の登録', en: 'Enrol an operator' },
  enrolLead: {
    ja: 'この一度限りのリンクで、最初の運営者のパスキーを登録します。',
    en: 'This one-time link enrols the first operator’s passkey.',
  },
  sessions: { ja: 'ログイン中の端末', en: 'Where you are signed in' },
  endSession: { ja: 'この端末をログアウトする', en: 'Sign this one out' },
  endAll: { ja: 'すべての端末をログアウトする', en: 'Sign out everywhere' },
  thisBrowser: { ja: 'このブラウザー', en: 'This browser' },
  signedOut: { ja: 'ログアウトしました。', en: 'You are signed out.' },
} satisfies Area
