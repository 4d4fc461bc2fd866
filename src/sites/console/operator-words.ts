import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  recoverWrong: {
    ja: 'この復旧コードは使えません。まだ使っていないコードを、16文字すべて入力してください。',
    en: 'This recovery code does not work. Please type all sixteen characters of one that was not used yet.',
  },
  linkOverTitle: { ja: 'このリンクは使えません', en: 'This link does not work' },
  linkOver: {
    ja: 'もう使われたか、24時間の期限が切れたか、途中までしかコピーされていません。ほかの運営者に、もう一度招待を送ってもらってください。',
    en: 'It was used, its 24 hours are over, or it was not copied completely. Ask another operator for a new invitation.',
  },
  title: { ja: '運営者', en: 'Operators' },
  name: { ja: 'お名前', en: 'Name' },
  since: { ja: '登録日', en: 'Since' },
  lastUsed: { ja: '最後の利用', en: 'Last here' },
  passkeys: { ja: 'パスキー', en: 'Passkeys' },
  codesLeft: { ja: '残りの復旧コード', en: 'Recovery codes left' },
  you: { ja: 'あなた', en: 'You' },
  remove: { ja: '運営者から外す', en: 'Remove' },
  removeHint: {
    ja: 'パスキーで確認します。外すと、すぐにログアウトし、ほかの運営者にお知らせが届きます。',
    en: 'You confirm with your passkey. They are signed out at once and the others are told.',
  },
  invite: { ja: '運営者を招待する', en: 'Invite an operator' },
  inviteLead: {
    ja: '一度だけ、24時間有効なリンクをメールで送ります。アドレスはこの招待にだけ使い、送ったあとは残りません。',
    en: 'A letter with a link, good once and for 24 hours. The address is used for it alone and is not kept.',
  },
  inviteAddress: { ja: '招待する方のメールアドレス', en: 'Their e-mail address' },
  inviteSend: { ja: 'パスキーで確認して招待する', en: 'Invite with your passkey' },
  invited: { ja: '招待を送りました。', en: 'The invitation is on its way.' },
  codesTitle: { ja: '復旧コード', en: 'Recovery codes' },
  codesLead: {
    ja: 'すべてのパスキーをなくしたとき、このコードで戻れます。それぞれ一度だけ使えます。表示されるのは今だけです。印刷するか書き写して、端末とは別の場所に保管してください。',
    en: 'If you lose every passkey, one of these brings you back. Each works once. They are shown only now: print or copy them, and keep them away from your devices.',
  },
  codesNew: { ja: '新しい復旧コードを作る', en: 'Make new recovery codes' },
  codesNewHint: {
    ja: '前のコードはすべて使えなくなります。',
    en: 'All codes before them stop working.',
  },
  codesGone: {
    ja: 'コードはもう表示できません。必要なら新しいコードを作ってください。',
    en: 'The codes are not shown again. Make new ones if you need them.',
  },
  codesKept: { ja: '保管しました', en: 'I have kept them' },
  sessions: { ja: 'あなたがログイン中の端末', en: 'Where you are signed in' },
  browser: { ja: 'ブラウザー', en: 'Browser' },
  otherBrowser: { ja: '不明', en: 'Unknown' },
  signedIn: { ja: 'ログインした日時', en: 'Signed in' },
  used: { ja: '最後に使った時刻', en: 'Last used' },
  end: { ja: 'ログアウトさせる', en: 'Sign out' },
  endOthers: { ja: 'ほかをすべてログアウトする', en: 'Sign out everywhere else' },
  recoverTitle: { ja: '復旧コードで戻る', en: 'Back by a recovery code' },
  recoverLead: {
    ja: 'コードを使うと、あなたのすべての端末からログアウトし、すべての運営者にお知らせが届きます。続けて新しいパスキーを登録してください。前のパスキーは使えなくなります。',
    en: 'Using a code signs you out everywhere and tells all operators. Then you make a new passkey; the ones before it stop working.',
  },
  recoverCode: { ja: '復旧コード', en: 'Recovery code' },
  recoverUse: { ja: 'コードを使う', en: 'Use the code' },
  recoverPasskey: { ja: '新しいパスキーを登録する', en: 'Make a new passkey' },
  recoverLost: { ja: 'パスキーをなくしたとき', en: 'Lost your passkeys?' },
} satisfies Area

/** What only the pages about operators say. */
export function operatorWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
