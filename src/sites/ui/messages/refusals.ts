import type { RefusalCode } from '#lib/refusal.ts'

/** Every refusal, as a sentence that says what to do next. A code without one does not compile. */
export const refusals = {
  'not-found': {
    ja: '見つかりませんでした。アドレスや番号をお確かめください。',
    en: 'We could not find it. Please check the address or number.',
  },
  'bad-input': {
    ja: '入力内容に読み取れないところがあります。もう一度ご確認ください。',
    en: 'Something in the form could not be read. Please check it.',
  },
  'sold-out': {
    ja: '直前に売り切れました。カートから出して、ほかの作品の手続きをお続けください。',
    en: 'Someone else has just bought the last one. Take it out of your cart to go on.',
  },
  'price-changed': {
    ja: '価格が変わりました。新しい価格をご確認のうえ、もう一度お進みください。',
    en: 'The price has changed. Please look at the new price and continue.',
  },
  'cart-empty': {
    ja: 'カートが空です。作品を入れてからお進みください。',
    en: 'Your cart is empty. Please add a work first.',
  },
  'cart-changed': {
    ja: '別の画面で内容が変わりました。最新の内容をご確認ください。',
    en: 'This was changed in another window. Please look at the latest version.',
  },
  'ticket-expired': {
    ja: 'リンクの期限が切れました。カートからもう一度お進みください。',
    en: 'This link has expired. Please start again from your cart.',
  },
  'ticket-used': {
    ja: 'このリンクは使用済みです。手続き中の画面に戻るか、カートからお進みください。',
    en: 'This link has been used. Go back to the open page, or start again from your cart.',
  },
  'ticket-unknown': {
    ja: 'リンクが正しくありません。メールのリンクを全部コピーできているかお確かめください。',
    en: 'This link is not right. Please check that it was copied completely.',
  },
  'not-bound': {
    ja: 'ご連絡先の入力がまだ済んでいません。ひとつ前の画面からお進みください。',
    en: 'Your details are still missing. Please go back one step.',
  },
  'already-paid': {
    ja: 'このご注文はお支払い済みです。注文ページをご覧ください。',
    en: 'This order has been paid. Please look at the order page.',
  },
  'not-paid': {
    ja: 'お支払いがまだ確認できていません。少し待ってからもう一度お試しください。',
    en: 'The payment has not arrived yet. Please try again in a moment.',
  },
  'sign-in-needed': {
    ja: 'ログインが必要です。ログインしてから続けてください。',
    en: 'Please sign in to continue.',
  },
  'sign-in-again': {
    ja: 'ご本人であることの確認が必要です。もう一度ご確認ください。',
    en: 'Please confirm that it is you before you change this.',
  },
  'passkey-needed': {
    ja: 'パスキーでの確認が必要です。もう一度パスキーで確認してください。',
    en: 'This needs your passkey. Please confirm with it again.',
  },
  'address-taken': {
    ja: 'このメールアドレスには、すでにアカウントがあります。別のアドレスをお使いください。',
    en: 'This mailbox has an account already. Please use another one.',
  },
  'not-yours': {
    ja: 'ほかの方のものです。ご自身のアカウントでログインしてください。',
    en: 'This belongs to someone else. Please sign in with your own account.',
  },
  'not-allowed': {
    ja: 'この操作は許可されていません。',
    en: 'You may not do this.',
  },
  'foreign-origin': {
    ja: '別のサイトから送られた操作のため受け付けませんでした。このサイトの画面からやり直してください。',
    en: 'This came from another site, so we did not accept it. Please do it from our own page.',
  },
  'wrong-code': {
    ja: 'コードが違います。届いた最新のメールのコードを入力してください。',
    en: 'That is not the code. Please type the one from the latest mail.',
  },
  'code-expired': {
    ja: 'コードの期限が切れました。新しいコードをお送りください。',
    en: 'The code has expired. Please ask for a new one.',
  },
  'too-many-tries': {
    ja: '回数が上限に達しました。10分以上待ってからお試しください。',
    en: 'Too many tries. Please wait ten minutes or longer.',
  },
  'over-quota': {
    ja: '短い時間に多くの操作がありました。しばらく待ってからお試しください。',
    en: 'Too much at once. Please wait a little and try again.',
  },
  'refund-too-large': {
    ja: 'お支払い額を超えて返金することはできません。金額をご確認ください。',
    en: 'A refund cannot be more than was paid. Please check the amount.',
  },
  'refund-ceiling': {
    ja: '1日の返金の上限に達しています。明日もう一度お試しください。',
    en: 'Today’s limit for refunds is reached. Please try again tomorrow.',
  },
  'card-number': {
    ja: 'カード番号のような数字が含まれています。このサイトではカード番号を入力しないでください。',
    en: 'This looks like a card number. Please never type one on this site.',
  },
  'personal-data': {
    ja: 'メールアドレスなどの個人情報は、公開される欄には書けません。取り除いてください。',
    en: 'Public texts may not contain personal details such as e-mail addresses. Please remove them.',
  },
  'too-large': {
    ja: 'サイズが大きすぎます。小さくしてからお試しください。',
    en: 'This is too large. Please make it smaller.',
  },
  'storage-full': {
    ja: 'お預かりできる容量を超えます。増やすには運営者にご相談ください。',
    en: 'This is more than your shop may keep here. Please ask the operator for more room.',
  },
  'wrong-kind': {
    ja: 'お取り扱いできない形式のファイルです。別の形式でお試しください。',
    en: 'We cannot take this kind of file. Please try another format.',
  },
  'not-ready': {
    ja: 'まだ準備が整っていません。足りないものを確認してからお試しください。',
    en: 'It is not ready yet. Please see what is missing and try again.',
  },
  'provider-away': {
    ja: '決済代行会社につながりません。請求はされていません。数分後にもう一度お試しください。',
    en: 'The payment provider does not answer. Nothing was charged. Please try again in some minutes.',
  },
  unavailable: {
    ja: 'この機能は一時的に止まっています。数分後にもう一度お試しください。',
    en: 'This part is resting for a moment. Please try again in some minutes.',
  },
  timeout: {
    ja: '応答に時間がかかっています。同じ操作が二重になることはありませんので、もう一度お試しください。',
    en: 'This took too long. It is safe to try again; nothing happens twice.',
  },
} satisfies Record<RefusalCode, { ja: string; en: string }>
