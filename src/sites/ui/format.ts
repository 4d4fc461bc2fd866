import { type Currency, currencies } from '#lib/money.ts'
import type { Locale } from './messages/phrase.ts'

/** An amount as pages hold it; every `Money` of the market is one. */
export type Amount = { amount: bigint; currency: Currency }

/** How one language writes numbers, money and moments; all moments are Tokyo time. */
export type Format = {
  /** `1,200円`, `¥1,200`, `$12.50`. */
  money: (amount: Amount) => string
  /** With a plus or a minus in front, for postings. */
  change: (amount: Amount) => string
  number: (value: number | bigint) => string
  /** From basis points: 1000 is `10%`. */
  rate: (basisPoints: number) => string
  /** `2026年11月22日`, `22 November 2026`. */
  date: (when: Date) => string
  /** `2026/11/22`, `22 Nov 2026`: for tables. */
  shortDate: (when: Date) => string
  dateTime: (when: Date) => string
  /** `14:05`. */
  time: (when: Date) => string
  /** `1.2 GB`. */
  bytes: (size: number | bigint) => string
  /** `A、B、C`, `A, B and C`. */
  list: (names: readonly string[]) => string
}

const zone = 'Asia/Tokyo'
const tags = { ja: 'ja-JP', en: 'en-GB' } as const
const byLocale = { ja: makeFormat('ja'), en: makeFormat('en') }

/** The one way pages write figures and moments. */
export function formatFor(locale: Locale): Format {
  return byLocale[locale]
}

function makeFormat(locale: Locale): Format {
  const tag = tags[locale]
  const number = new Intl.NumberFormat(tag)
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 })
  const moment = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone: zone, ...options })
    return (when: Date) => format.format(when)
  }
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 })
  const tenths = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 })
  const list = new Intl.ListFormat(tag, { type: 'conjunction' })
  return Object.freeze({
    money: (amount: Amount) => writeMoney(amount, locale),
    change: (amount: Amount) =>
      amount.amount > 0n ? `+${writeMoney(amount, locale)}` : writeMoney(amount, locale),
    number: (value: number | bigint) => number.format(value),
    rate: (basisPoints: number) => percent.format(basisPoints / 10_000),
    date: moment({ dateStyle: 'long' }),
    shortDate: moment(
      locale === 'ja'
        ? { year: 'numeric', month: '2-digit', day: '2-digit' }
        : { year: 'numeric', month: 'short', day: 'numeric' },
    ),
    dateTime: moment({ dateStyle: 'long', timeStyle: 'short' }),
    time: moment({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    bytes: (size: number | bigint) => writeBytes(Number(size), { whole, tenths }),
    list: (names: readonly string[]) => (locale === 'ja' ? names.join('、') : list.format(names)),
  })
}

/** A true minus sign; yen with 円 behind it in Japanese, the sign in front in English. */
function writeMoney({ amount, currency }: Amount, locale: Locale): string {
  const minus = amount < 0n ? '−' : ''
  const digits = (amount < 0n ? -amount : amount).toString()
  const behind = currencies[currency]
  const padded = digits.padStart(behind + 1, '0')
  const whole = padded.slice(0, padded.length - behind)
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  const text = behind === 0 ? grouped : `${grouped}.${padded.slice(-behind)}`
  if (currency === 'JPY') return locale === 'ja' ? `${minus}${text}円` : `${minus}¥${text}`
  return `${minus}${currency === 'USD' ? '$' : '€'}${text}`
}

const units = ['B', 'KB', 'MB', 'GB', 'TB']

function writeBytes(size: number, as: Record<'whole' | 'tenths', Intl.NumberFormat>): string {
  let value = size
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const format = value < 10 && unit > 0 ? as.tenths : as.whole
  return `${format.format(value)} ${units[unit]}`
}
