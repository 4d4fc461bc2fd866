/** How many digits stand behind the point. */
export const currencies = { JPY: 0, USD: 2, EUR: 2 } as const

export type Currency = keyof typeof currencies

declare const minor: unique symbol
/** An amount in the smallest unit of its currency: yen, cents. */
export type Minor = bigint & { readonly [minor]: true }

export interface Money {
  amount: Minor
  currency: Currency
}

/** PostgreSQL's bigint; nothing larger can be stored. */
const largest = 2n ** 63n - 1n

/** Marks a whole number of smallest units as an amount; RangeError when it cannot be stored. */
export function minorUnits(units: bigint | number): Minor {
  const amount = BigInt(units)
  if (amount > largest || amount < -largest) throw new RangeError('amount out of range')
  return amount as Minor
}

/** Pairs an amount in smallest units with its currency. */
export function money(amount: bigint | number, currency: Currency): Money {
  return { amount: minorUnits(amount), currency }
}

/** This many yen. */
export function yen(amount: bigint | number): Money {
  return money(amount, 'JPY')
}

/** True for a code of the list of currencies. */
export function isCurrency(text: unknown): text is Currency {
  return typeof text === 'string' && Object.hasOwn(currencies, text)
}

/** The sum; RangeError for two currencies, because no rate is right by itself. */
export function addMoney(left: Money, right: Money): Money {
  return money(left.amount + right.amount, oneCurrency(left, right))
}

/** The difference; RangeError for two currencies. */
export function subtractMoney(left: Money, right: Money): Money {
  return money(left.amount - right.amount, oneCurrency(left, right))
}

/** Below zero, zero or above zero, as sort functions want it; RangeError for two currencies. */
export function compareMoney(left: Money, right: Money): -1 | 0 | 1 {
  oneCurrency(left, right)
  if (left.amount === right.amount) return 0
  return left.amount < right.amount ? -1 : 1
}

/** The sum of a list in this currency; zero for an empty list. */
export function totalMoney(amounts: Iterable<Money>, currency: Currency): Money {
  let total = money(0n, currency)
  for (const each of amounts) total = addMoney(total, each)
  return total
}

function oneCurrency(left: Money, right: Money): Currency {
  if (left.currency !== right.currency) throw new RangeError('two currencies in one sum')
  return left.currency
}

const formatters = new Map<string, Intl.NumberFormat>()
const mostFormatters = 100

/** The amount as a reader of this locale writes it: `￥1,200`, `¥1,200`, `$12.50`. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const key = `${locale} ${currency}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency })
    if (formatters.size < mostFormatters) formatters.set(key, formatter)
  }
  return formatter.format(decimalText(amount, currency) as `${number}`)
}

/** The amount with a point and no grouping, as CSV files and form fields want it: `12.50`. */
export function decimalText(amount: Minor, currency: Currency): string {
  const digits = currencies[currency]
  if (digits === 0) return amount.toString()
  const sign = amount < 0n ? '-' : ''
  const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0')
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

const typedAmount = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/
const longestTyped = 40

/**
 * Reads an amount as people type it, or gives undefined.
 *
 * Full-width digits, grouping commas and the currency's own sign are taken; a comma that does
 * not group threes is not, because `12,50` means two things. Nothing is rounded, no minus.
 */
export function parseAmount(typed: string, currency: Currency): Minor | undefined {
  if (typed.length > longestTyped) return undefined
  const plain = typed.normalize('NFKC').replace(/\s/g, '')
  const bare = plain.replace(signs[currency].before, '').replace(signs[currency].after, '')
  const match = typedAmount.exec(bare)
  if (!match) return undefined
  const digits = currencies[currency]
  const fraction = match[1] ?? ''
  if (fraction.length > digits) return undefined
  const [whole] = bare.replaceAll(',', '').split('.')
  const units = BigInt(`${whole}${fraction.padEnd(digits, '0')}`)
  return units > largest ? undefined : minorUnits(units)
}

const signs = {
  JPY: { before: /^(?:¥|\\|JPY)/i, after: /(?:円|¥|JPY|-)$/i },
  USD: { before: /^(?:US\$|\$|USD)/i, after: /(?:\$|USD)$/i },
  EUR: { before: /^(?:€|EUR)/i, after: /(?:€|EUR)$/i },
}
