import type { Area } from './phrase.ts'

/** What is wrong with one field, and what to do. */
export const fields = {
  missing: {
    ja: (label: string) => `${label}を入力してください。`,
    en: (label: string) => `Please fill in: ${label}.`,
  },
  choose: {
    ja: (label: string) => `${label}を選んでください。`,
    en: (label: string) => `Please choose: ${label}.`,
  },
  email: {
    ja: 'メールアドレスの形をご確認ください（例: aiko@example.jp）。',
    en: 'Please check the address; it should look like aiko@example.jp.',
  },
  emailDiffers: { ja: '2つのメールアドレスが違います。', en: 'The two addresses differ.' },
  tooLong: {
    ja: (max: number) => `${max.toLocaleString('ja-JP')}文字以内で入力してください。`,
    en: (max: number) => `Please use at most ${max.toLocaleString('en-GB')} characters.`,
  },
  tooShort: {
    ja: (min: number) => `${min}文字以上で入力してください。`,
    en: (min: number) => `Please use at least ${min} characters.`,
  },
  wholeNumber: {
    ja: (label: string) => `${label}は、整数で入力してください。`,
    en: (label: string) => `Please type a whole number: ${label}.`,
  },
  atLeast: {
    ja: (label: string, min: string) => `${label}は、${min}以上で入力してください。`,
    en: (label: string, min: string) => `Please use ${min} or more: ${label}.`,
  },
  atMost: {
    ja: (max: string) => `${max}以下にしてください。`,
    en: (max: string) => `Please use ${max} or less.`,
  },
  tooMany: {
    ja: (max: number) => `${max}個までにしてください。`,
    en: (max: number) => `At most ${max}, please.`,
  },
  handle: {
    ja: '半角の英小文字・数字・ハイフンで、3〜40文字にしてください。',
    en: 'Please use 3 to 40 small letters, digits and hyphens.',
  },
  code: {
    ja: '8文字のコードを入力してください。',
    en: 'Please type all eight characters of the code.',
  },
  postalCode: {
    ja: '郵便番号は7桁の数字で入力してください（例: 710-0046）。',
    en: 'Please type the seven digits of the postal code, such as 710-0046.',
  },
  invalid: {
    ja: 'この値は使えません。もう一度ご確認ください。',
    en: 'This cannot be used. Please check it.',
  },
} satisfies Area
