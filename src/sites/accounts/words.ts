import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  didYouMean: {
    ja: (address: string) => `${address} の入力まちがいではありませんか?`,
    en: (address: string) => `Did you mean ${address}?`,
  },
  useSuggestion: {
    ja: (address: string) => `${address} を使う`,
    en: (address: string) => `Use ${address}`,
  },
  keepTyped: { ja: '入力したままで進む', en: 'Keep what I typed' },
  becomesMember: {
    ja: '初めての方は、コードを入力するとアカウントができます。',
    en: 'New here? Typing the code makes your account.',
  },
  codeTo: {
    ja: (address: string) => `${address} 宛てに送りました。`,
    en: (address: string) => `Sent to ${address}.`,
  },
  codeToOrder: {
    ja: 'ご注文のメールアドレス宛てに、8文字のコードを送りました。10分以内に、このブラウザーで入力してください。',
    en: 'A code of eight characters is on its way to the mailbox of this order. Type it here, in this browser, within ten minutes.',
  },
  goOn: { ja: '確認して進む', en: 'Continue' },
  sellerNav: { ja: '出店者のページ', en: 'Selling' },
  sessionsNav: { ja: 'ログイン中の端末', en: 'Sessions' },
  fromStart: { ja: 'はじめからやり直す', en: 'Start again' },
  what: { ja: '対象', en: 'What' },
  validUntil: { ja: '有効期限', en: 'Until' },
  andMore: {
    ja: (title: string, more: number) => `${title} ほか${more}点`,
    en: (title: string, more: number) => `${title} and ${more} more`,
  },
  payAmount: {
    ja: (amount: string) => `お支払いへ進む（${amount}）`,
    en: (amount: string) => `Continue to payment: ${amount}`,
  },
  startAgain: { ja: '別のメールアドレスでやり直す', en: 'Use another address' },
  overview: { ja: 'アカウントの概要', en: 'Overview' },
  homeLead: {
    ja: 'ご注文と領収書、お預かりしている情報をここで確かめられます。',
    en: 'Your orders and receipts, and everything we keep about you.',
  },
  recentOrders: { ja: '最近のご注文', en: 'Recent orders' },
  contactUs: {
    ja: (contact: string) => `ご質問は ${contact} までお寄せください。`,
    en: (contact: string) => `Questions? Write to ${contact}.`,
  },
  sessionsLead: {
    ja: '心当たりのないログインは、ここで終わらせることができます。',
    en: 'If you do not know one of these, end it here.',
  },
  where: { ja: '場所', en: 'Where' },
  browser: { ja: 'ブラウザー', en: 'Browser' },
  otherBrowser: { ja: '不明', en: 'Unknown' },
  lastUsed: { ja: '最後に使った時刻', en: 'Last used' },
  endOthers: { ja: 'ほかをすべてログアウトする', en: 'Sign out everywhere else' },
  againTitle: { ja: 'ご本人の確認', en: 'Is it you?' },
  againLead: {
    ja: 'アカウントの大切な設定を変える前に、もう一度ご本人であることを確かめます。入力した内容はそのまま残ります。',
    en: 'Before something important changes in your account, please show once more that it is you. What you typed is kept.',
  },
  againByPasskey: { ja: 'パスキーで確認する', en: 'Confirm with a passkey' },
  againByCode: {
    ja: 'アカウントのメールアドレスに、8文字のコードを送ります。',
    en: 'We send a code of eight characters to the mailbox of your account.',
  },
  againNot: { ja: 'やめて、アカウントへ戻る', en: 'Not now; back to my account' },
  lostLink: { ja: 'パスキーをすべてなくしたとき', en: 'I have lost all my passkeys' },
  lostTitle: { ja: 'パスキーをなくしたとき', en: 'Lost your passkeys?' },
  lostLead: {
    ja: '届け出から3日後に、いまのパスキーをすべて無効にします。そのあと、メールのコードでログインして新しいパスキーを作れます。',
    en: 'Three days after you say so, none of your passkeys works any more. Then sign in with a code by mail, and make a new one.',
  },
  lostWhy: {
    ja: 'すぐに無効にしないのは、メールを盗み見た人が届け出たときに、止められるようにするためです。お知らせのメールのリンクか、パスキーでのログインで止まります。',
    en: 'The wait is there in case somebody else, who got into your mail, says so: the link in our letter stops it, and so does signing in with a passkey.',
  },
  lostSay: { ja: 'すべてなくしたと届け出る', en: 'Say that all are lost' },
  lostWaits: {
    ja: (at: string) => `届け出を受け付けました。${at}に、いまのパスキーはすべて使えなくなります。`,
    en: (at: string) => `We have your word. None of your passkeys works any more from ${at}.`,
  },
  lostCancel: { ja: '届け出を取り消す', en: 'Take it back' },
  lostNone: {
    ja: 'パスキーはまだありません。いつでも作れます。',
    en: 'You have no passkey yet. You can make one at any time.',
  },
  lostStopLead: {
    ja: (at: string) => `パスキーをすべてなくしたとの届け出で、${at}にすべて使えなくなります。`,
    en: (at: string) => `Somebody said that all passkeys are lost. None works any more from ${at}.`,
  },
  lostStop: { ja: '届け出を止める', en: 'Stop it' },
  lostStopHint: {
    ja: 'パスキーはそのまま残り、すべての端末からログアウトします。',
    en: 'The passkeys stay, and everybody is signed out.',
  },
  lostStopped: { ja: '届け出を止めました', en: 'Stopped' },
  lostStoppedLead: {
    ja: 'パスキーはそのままです。メールのパスワードを変えることをおすすめします。',
    en: 'The passkeys stay. Somebody may be reading your mail: change its password.',
  },
  studioTitle: { ja: 'スタジオへ', en: 'To your studio' },
  studioLead: {
    ja: '販売者のスタジオは、パスキーで開きます。メールを盗み見た人が、作品や価格を変えられないようにするためです。',
    en: 'A studio is opened with a passkey, so that nobody who got into your mail can change your works and prices.',
  },
  studioNoPasskey: {
    ja: 'パスキーがまだありません。端末の指紋や顔、暗証番号で、すぐに作れます。',
    en: 'You have no passkey yet. It takes a moment, with the fingerprint, face or PIN of this device.',
  },
  passkeyNeedsScript: {
    ja: 'パスキーを使うにはJavaScriptが必要です。ブラウザーの設定で有効にしてください。',
    en: 'A passkey needs JavaScript. Please turn it on in your browser.',
  },
  studioNot: { ja: 'やめて、お店へ戻る', en: 'Not now; back to the shop' },
  codeToMember: {
    ja: 'アカウントのメールアドレス宛てに、8文字のコードを送りました。10分以内に、このブラウザーで入力してください。',
    en: 'A code of eight characters is on its way to the mailbox of your account. Type it here, in this browser, within ten minutes.',
  },
  atShop: { ja: 'お店', en: 'The shop' },
  atAccount: { ja: 'アカウントの画面', en: 'The account pages' },
  signedInAt: { ja: 'ログインした日時', en: 'Signed in' },
  passkeysLead: {
    ja: 'パスワードの代わりに、端末の指紋や顔、暗証番号でログインできます。',
    en: 'Sign in with a fingerprint, face or device PIN instead of a password.',
  },
  passkeyNameHint: {
    ja: 'あとで見分けるための名前です（例: 自分のスマートフォン）。',
    en: 'To tell it apart later, such as “my phone”.',
  },
  enrolNeedsScript: {
    ja: 'パスキーを追加するにはJavaScriptが必要です。ブラウザーの設定で有効にしてください。',
    en: 'Adding a passkey needs JavaScript. Please turn it on in your browser.',
  },
  enrolledAt: { ja: '追加した日', en: 'Added' },
  never: { ja: 'まだ使っていません', en: 'Not yet' },
  removePasskey: {
    ja: (label: string) => `パスキー「${label}」を削除する`,
    en: (label: string) => `Remove the passkey “${label}”`,
  },
  toWorks: { ja: '作品を受け取る', en: 'Go to your works' },
  keepOrder: {
    ja: 'ご注文と同じメールアドレスでログインすると、アカウントができ、この注文もその中にまとまります。',
    en: 'Sign in with the address of this order: it makes your account, and the order is kept in it.',
  },
  askOrderTitle: { ja: 'ご注文の確認', en: 'Is this your order?' },
  askOrder: {
    ja: 'ご注文のメールアドレスに、8文字の確認コードをお送りします。',
    en: 'We send a code of eight characters to the mailbox of this order.',
  },
  noRegistration: {
    ja: 'この市場には適格請求書発行事業者の登録番号がないため、適格請求書ではありません。',
    en: 'This market has no registration number, so this is not a qualified invoice.',
  },
  reducedRate: {
    ja: '※は軽減税率の対象です。',
    en: '※ The reduced rate of consumption tax applies.',
  },
  isOnRequest: { ja: 'ご請求に応じて開示', en: 'Given on request' },
  untilErased: { ja: '消去するまで', en: 'Until you erase it' },
  eraseSure: {
    ja: '上の内容を確かめました。元に戻せないことを理解しています。',
    en: 'I have read this. I know that it cannot be undone.',
  },
  count: { ja: '件数', en: 'How many' },
  noDisclosure: {
    ja: 'この出店者の表記はまだ公開されていません',
    en: 'This seller has not published a statement yet',
  },
  changedOn: {
    ja: (date: string) => `最終更新日: ${date}`,
    en: (date: string) => `Last changed ${date}`,
  },
  soldBySeller: {
    ja: (market: string) => `作品の販売者は上記の出店者です。${market} は市場を運営しています。`,
    en: (market: string) =>
      `The works are sold by the seller named above; ${market} runs the market.`,
  },
  givenOnRequest: {
    ja: (contact: string) =>
      `ご請求があれば遅滞なくメールでお知らせします。${contact} までご連絡ください。`,
    en: (contact: string) => `Given on request without delay. Please write to ${contact}.`,
  },
  disclosureLead: {
    ja: (name: string) => `「${name}」の表記として、どなたでも見られるページに公開します。`,
    en: (name: string) => `Published for “${name}” on a page that everybody can read.`,
  },
  disclosureNeedsScript: {
    ja: '公開にはパスキーでの確認が必要なため、JavaScriptを有効にしてください。',
    en: 'Publishing is confirmed with a passkey, which needs JavaScript. Please turn it on.',
  },
  onRequestTick: {
    ja: (name: string) => `${name}はページに載せず、請求があったときに伝える`,
    en: (name: string) => `Do not show the ${name.toLowerCase()}; give it on request`,
  },
  onRequestHint: {
    ja: '請求には遅れなく答える義務があります。',
    en: 'You must then answer every request without delay.',
  },
  publishNote: {
    ja: '公開するとき、パスキーで確認します。変更の日時は記録に残ります。',
    en: 'You confirm with your passkey. Each change is recorded.',
  },
  publish: { ja: 'パスキーで確認して公開する', en: 'Publish with your passkey' },
  seePublished: { ja: '公開中のページを見る', en: 'See the published page' },
  reportTitle: {
    ja: '別の場所でカード番号を求められた方へ',
    en: 'Was your card asked for somewhere else?',
  },
  reportLead: {
    ja: 'このサイトがカード番号を求めることはありません。決済代行会社のページ以外で入力を求められた場合は、偽の画面かもしれません。',
    en: 'This site never asks for a card number. If any page but the payment provider’s did, it may have been a fake.',
  },
  reportNow: { ja: 'いますぐしていただきたいこと', en: 'What to do now' },
  reportCallIssuer: {
    ja: 'カード番号を入力した場合は、カードの裏面にある発行会社の番号へ電話し、利用の停止をお申し出ください。',
    en: 'If you typed your number: call the number on the back of the card and have it blocked.',
  },
  reportKeep: {
    ja: '画面を閉じる前に、アドレス欄を含む画面の写しを残してください。',
    en: 'Keep a picture of the page with its address before you close it.',
  },
  reportTell: {
    ja: '日時、アドレス、何を入力したかを、下記の連絡先までお知らせください。',
    en: 'Tell us when it was, its address, and what you typed.',
  },
  reportByMail: {
    ja: 'このページから直接送ることはまだできません。カード番号はメールにも書かないでください。',
    en: 'It cannot be sent from this page yet. Please never write a card number in a mail either.',
  },
} satisfies Area

/** What only the account pages say. */
export function wordsOf(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
