import type { Area } from './phrase.ts'

/** The console's page of what was opened in a window of time. */
export const openingsWindow = {
  title: { ja: '期間ごとの開封', en: 'Openings in a window' },
  lead: {
    ja: 'ある期間に、だれが何のために個人情報を開いたかを数えます。時刻は日本時間です。名前や連絡先はここには出ません。',
    en: 'Who opened personal data for what, counted for a window of time. Times are of Tokyo. No names or addresses are shown here.',
  },
  from: { ja: 'いつから', en: 'From' },
  to: { ja: 'いつまで（この時刻は含みません）', en: 'Until (not included)' },
  by: { ja: '開いたもの', en: 'By' },
  anybody: { ja: 'すべて', en: 'Any' },
  show: { ja: '数える', en: 'Count' },
  lastHours: {
    ja: (hours: number) => (hours < 48 ? `直近${hours}時間` : `直近${hours / 24}日`),
    en: (hours: number) => {
      if (hours === 1) return 'Last hour'
      return hours < 48 ? `Last ${hours} hours` : `Last ${hours / 24} days`
    },
  },
  openings: { ja: '開封', en: 'Openings' },
  people: { ja: '人数', en: 'People' },
  together: { ja: '合計', en: 'Together' },
  counted: {
    ja: (people: string, from: string, to: string) =>
      `${from}から${to}までに、${people}の情報が開かれました。同じ人は1回だけ数えます。`,
    en: (people: string, from: string, to: string) =>
      `From ${from} until ${to}, data of ${people} was opened. Each person is counted once.`,
  },
  persons: {
    ja: (_people: number, written: string) => `${written}人`,
    en: (people: number, written: string) => `${written} ${people === 1 ? 'person' : 'people'}`,
  },
  notesPeople: {
    ja: '合計の人数は、同じ人が複数の行に出ることがあるため、行の和より少なくなることがあります。だれの情報か分からない開封（ログインの途中など）は、人数に入りません。実在しない会員（カナリア）はどこにも数えません。',
    en: 'Together there may be fewer people than the rows add up to: one person can be in several. Openings of nobody known yet, such as a sign-in under way, count no person. Members who do not exist (canaries) are counted nowhere.',
  },
  none: { ja: 'この期間に開封はありません', en: 'Nothing was opened in this window' },
  noneHint: {
    ja: '期間を広げるか、開いたものを「すべて」にしてください。',
    en: 'Choose a longer window, or any process.',
  },
  save: { ja: 'CSVで保存', en: 'Save as CSV' },
  wrongMoment: {
    ja: '日付と時刻を入れてください（例: 2026-04-01T09:00）。',
    en: 'Please enter a date and time, such as 2026-04-01T09:00.',
  },
  wrongOrder: {
    ja: '「いつから」より後の時刻にしてください。',
    en: 'This must be later than “From”.',
  },
  tooMuch: {
    ja: 'この期間は記録が多く、時間内に数えきれませんでした。期間を短くして、何回かに分けてお試しください。',
    en: 'There is too much in this window to count in time. Please ask for a shorter time, in several steps.',
  },
  tooLong: {
    ja: (days: number) => `期間は${days}日以内にしてください。`,
    en: (days: number) => `A window may have ${days} days at most.`,
  },
} satisfies Area
