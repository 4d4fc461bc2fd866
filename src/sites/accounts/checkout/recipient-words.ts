import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  pageTitle: { ja: 'ご連絡先とお届け先の入力', en: 'Your details, and where to send it' },
  title: { ja: 'お届け先', en: 'Where the parcel goes' },
  lead: {
    ja: 'このご注文には郵送の品があります。お届け先は暗号化して保管し、出店者が宛名を印刷するときにだけ開きます。開いたことは「開封の記録」に残ります。発送から30日、発送がなければ90日で消えます。',
    en: 'Something in this order comes by post. Where it goes is kept sealed and opened only when the seller prints the label; you see that in “Who opened it”. It is destroyed 30 days after shipping, or after 90 days.',
  },
  from: { ja: '住所録から選ぶ', en: 'From your address book' },
  another: { ja: 'ほかの住所に送る', en: 'To another address' },
  anotherHint: { ja: '下の欄に入力してください。', en: 'Fill in the fields below.' },
  toAbroad: { ja: '海外に送る', en: 'Send it abroad' },
  toJapan: { ja: '日本に送る', en: 'Send it to Japan' },
  note: { ja: '配達へのひとこと', en: 'A word for the courier' },
  noteHint: { ja: '例: 宅配ボックスへ', en: 'Such as: leave it with the neighbour' },
  returns: {
    ja: 'ファイルは、お客さまのご都合による返品をお受けできません。郵送の品の返品については、出店者の表記をご覧ください。',
    en: 'Files cannot be returned for a change of mind. For what comes by post see the seller’s legal notice.',
  },
  gift: {
    ja: '贈りものなら、その方のお名前とご住所を入力してください。お名前・ご住所・お電話・ひとことだけを、この荷物のために保管し、ほかには使いません。あなたが退会しても、この期限は延びません。',
    en: 'For a gift, give the name and address of whoever gets it. Only that, a phone number and your note are kept, for this parcel and nothing else, and never longer than that date, whatever becomes of your account.',
  },
} satisfies Area

/** What only the part of the checkout that asks for a recipient says. */
export function recipientWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
