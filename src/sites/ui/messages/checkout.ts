import type { Area } from './phrase.ts'

/** Who and where: the accounts page between cart and payment. */
export const checkout = {
  stepCart: { ja: 'カート', en: 'Cart' },
  stepDetails: { ja: 'ご連絡先', en: 'Details' },
  stepPay: { ja: 'お支払い', en: 'Payment' },
  stepDone: { ja: '完了', en: 'Done' },
  title: { ja: 'ご連絡先の入力', en: 'Your details' },
  lead: {
    ja: 'ご注文の確認と受け取りのご案内を、メールでお送りします。',
    en: 'We send the confirmation and your download link by e-mail.',
  },
  email: { ja: 'メールアドレス', en: 'E-mail address' },
  emailHint: {
    ja: 'このご注文のご連絡だけに使います。',
    en: 'Used only for this order.',
  },
  emailAgain: { ja: 'メールアドレス（確認）', en: 'E-mail address again' },
  receiptName: { ja: '領収書の宛名', en: 'Name on the receipt' },
  receiptNameHint: {
    ja: '会社名でもかまいません。あとから決めることもできます。',
    en: 'May be a company. You can also decide later.',
  },
  asMember: {
    ja: (email: string) => `${email} としてログイン中です`,
    en: (email: string) => `Signed in as ${email}`,
  },
  useAnother: { ja: 'ほかのアカウントを使う', en: 'Use another account' },
  haveAccount: { ja: 'アカウントをお持ちの方', en: 'Already have an account?' },
  signInFirst: { ja: 'ログインして続ける', en: 'Sign in and continue' },
  asGuest: { ja: 'ゲストとして購入する', en: 'Continue as a guest' },
  asGuestHint: {
    ja: '会員登録は不要です。購入後にアカウントを作ることもできます。',
    en: 'No account needed. You can make one afterwards.',
  },
  keepAccount: {
    ja: 'このメールアドレスでアカウントを作る',
    en: 'Make an account with this address',
  },
  keepAccountHint: {
    ja: 'パスワードは不要です。購入した作品がひとつの場所にまとまります。',
    en: 'No password. Everything you buy is kept in one place.',
  },
  order: { ja: 'ご注文の内容', en: 'Your order' },
  amount: { ja: 'お支払い金額', en: 'To pay' },
  heldUntil: {
    ja: (time: string) => `${time}までお取り置きしています`,
    en: (time: string) => `Held for you until ${time}`,
  },
  continue: { ja: 'お支払いへ進む', en: 'Continue to payment' },
  agree: {
    ja: 'お進みになると、利用規約と個人情報の取り扱いに同意したものとします。',
    en: 'By continuing you accept the terms of use and how we handle personal information.',
  },
  digitalGoods: {
    ja: 'デジタル作品のため、お客さまのご都合による返品はお受けできません。不具合のある場合は返金いたします。',
    en: 'Digital works cannot be returned for a change of mind. If a file is faulty, we refund it.',
  },
  ticketOver: { ja: 'この手続きの期限が切れました', en: 'This page has expired' },
  ticketOverHint: {
    ja: '安全のため、手続きのリンクは10分で切れます。カートからもう一度お進みください。',
    en: 'For safety the link works for ten minutes. Please start again from your cart.',
  },
  backToCart: { ja: 'カートに戻る', en: 'Back to the cart' },
} satisfies Area
