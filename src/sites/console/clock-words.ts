import { type Area, inLanguage, type Locale, type Spoken } from '#sites/ui/messages/phrase.ts'

const area = {
  title: { ja: '時計', en: 'Clock' },
  lead: {
    ja: '保存期間などの期限が来たものは、時計に従って消去されます。消したものは戻らないため、時計が疑わしい間は何も消去しません。お店、お支払い、メール、ログインは、ふだん通り続きます。',
    en: 'What is due is destroyed by the clock, and does not come back. So while the clock is in doubt nothing is destroyed. Shop, payments, letters and signing in go on.',
  },
  believed: { ja: '時計に疑いはありません。', en: 'The clock is believed.' },
  doubted: {
    ja: '時計が疑わしいため、期限による消去を止めています',
    en: 'The clock is in doubt: nothing that is due is destroyed',
  },
  ahead: {
    ja: '実際に過ぎた時間より先に進んでいるか、長い間止まっていたあとの再開です。',
    en: 'It went on by more than the time that passed, or the market was off for long.',
  },
  behind: { ja: '過去に戻っています。', en: 'It went back.' },
  database: {
    ja: 'データベースの時計と合いません。',
    en: 'It is not that of the database.',
  },
  witness: {
    ja: '見張り（別のサーバー）の時計と合いません。',
    en: 'It is not that of the monitor.',
  },
  machine: { ja: 'このサーバーの時計', en: 'Clock of the machine' },
  reckoned: { ja: '記録から見た時刻', en: 'By what the vault knows' },
  ofDatabase: { ja: 'データベースの時計', en: 'Clock of the database' },
  ofWitness: { ja: '見張りの時計', en: 'Clock of the monitor' },
  notHeard: { ja: 'まだ届いていません', en: 'Not heard yet' },
  since: { ja: '疑いの始まり（その時の時計）', en: 'In doubt since (by the clock then)' },
  wrongTitle: { ja: '時計が誤っているとき', en: 'If the clock is wrong' },
  wrong: {
    ja: 'サーバーの時計を直してください。一分以内に自動で再開します。ここでの確認は不要です。',
    en: 'Set it right on the machine. All goes on by itself within a minute; confirm nothing here.',
  },
  rightTitle: { ja: '時計が正しいとき', en: 'If the clock is right' },
  right: {
    ja: '電話など、このサーバーと関係のない時計と見比べてから、今日の日付を入力してください。期限の過ぎたものはすべて消去され、元に戻せません。',
    en: 'Look at a clock that has nothing to do with this machine, such as your telephone, and type the date of today. Everything overdue is then destroyed for good.',
  },
  date: { ja: '今日の日付', en: 'Date of today' },
  otherDate: {
    ja: 'サーバーの時計は、この日付ではありません。',
    en: 'The clock of the machine does not show this date.',
  },
  confirm: { ja: 'パスキーで、時計は正しいと確認する', en: 'Confirm the clock with your passkey' },
} satisfies Area

/** What only the page about the clock says. */
export function clockWords(locale: Locale): Spoken<typeof area> {
  return spoken[locale]
}

const spoken = { ja: inLanguage(area, 'ja'), en: inLanguage(area, 'en') }
