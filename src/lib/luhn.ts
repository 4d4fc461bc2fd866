const fewestDigits = 13
const mostDigits = 19
const zeroWide = 0xff10

/** Digits, plain or full-width, with at most three separators between two of them. */
const digitRuns = /[0-9０-９](?:[ \u00a0\u3000\-‐-―−－ーｰ._]{0,3}[0-9０-９]){12,}/gu
const digitGroups = /[0-9０-９]+/gu

/** How the numbers of cards in use begin; ISBNs and times in milliseconds begin otherwise. */
const cardBeginning = /^(?:2[2-7]|3[04-9]|4|5[0-8]|6)/

export interface CardNumberPlace {
  start: number
  end: number
}

/**
 * Where a text carries card numbers: 13 to 19 digits that satisfy Luhn's check and begin like a
 * card, also in full-width digits and grouped by spaces or hyphens.
 */
export function findCardNumbers(text: string): CardNumberPlace[] {
  const places: CardNumberPlace[] = []
  for (const run of text.matchAll(digitRuns)) {
    for (const place of cardsInRun(run[0])) {
      places.push({ start: run.index + place.start, end: run.index + place.end })
    }
  }
  return places
}

/** True when the text carries a card number. */
export function hasCardNumber(text: string): boolean {
  return findCardNumbers(text).length > 0
}

/** The text with the digits of every card number replaced by `•`, the last four too. */
export function maskCardNumbers(text: string): string {
  let masked = ''
  let from = 0
  for (const { start, end } of findCardNumbers(text)) {
    masked += text.slice(from, start) + text.slice(start, end).replace(/[0-9０-９]/gu, '•')
    from = end
  }
  return from === 0 ? text : masked + text.slice(from)
}

/** Cards begin and end where a group of digits does, so a phone number before one hides none. */
function cardsInRun(run: string): CardNumberPlace[] {
  const groups = [...run.matchAll(digitGroups)].map((group) => ({
    start: group.index,
    end: group.index + group[0].length,
    digits: plainDigits(group[0]),
  }))
  const places: CardNumberPlace[] = []
  let first = 0
  while (first < groups.length) {
    const last = cardFrom(groups, first)
    if (last === undefined) {
      first += 1
    } else {
      places.push({ start: groups[first]!.start, end: groups[last]!.end })
      first = last + 1
    }
  }
  return places
}

function cardFrom(groups: { digits: string }[], first: number): number | undefined {
  let digits = ''
  let found: number | undefined
  for (let last = first; last < groups.length; last += 1) {
    digits += groups[last]!.digits
    if (digits.length > mostDigits) break
    if (isCardNumber(digits)) found = last
  }
  return found
}

/** True for 13 to 19 plain digits that begin like a card and satisfy Luhn's check. */
export function isCardNumber(digits: string): boolean {
  if (digits.length < fewestDigits || digits.length > mostDigits) return false
  if (!cardBeginning.test(digits) || isArticleNumber(digits)) return false
  return luhnSum(digits) % 10 === 0
}

function luhnSum(digits: string): number {
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48
    const doubled = digit * 2
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}

/** Bar codes of Japanese goods begin with 45 or 49; one in ten would pass for an old Visa card. */
function isArticleNumber(digits: string): boolean {
  if (digits.length !== 13 || !/^4[59]/.test(digits)) return false
  let sum = 0
  for (let place = 0; place < 13; place += 1) {
    sum += (digits.charCodeAt(place) - 48) * (place % 2 === 0 ? 1 : 3)
  }
  return sum % 10 === 0
}

function plainDigits(digits: string): string {
  return digits.replace(/[０-９]/gu, (wide) => String(wide.charCodeAt(0) - zeroWide))
}
