import { isCardNumber } from '#lib/luhn.ts'

/** What the bank says when a card is tried. */
export type CardVerdict =
  | 'approved'
  | 'declined'
  | 'insufficient-funds'
  | 'expired-card'
  | 'challenge'
  | 'network-error'

/** How the news of a payment travels to the shop. */
export type NewsPlan = 'normal' | 'twice' | 'late' | 'before-return' | 'never'

/** How a refund to this card ends. */
export type RefundPlan = 'done' | 'later' | 'fails'

export interface TestCard {
  name: string
  number: string
  verdict: CardVerdict
  news: NewsPlan
  refund: RefundPlan
}

function card(
  name: string,
  number: string,
  plan: Partial<Pick<TestCard, 'verdict' | 'news' | 'refund'>> = {},
): TestCard {
  return { name, number, verdict: 'approved', news: 'normal', refund: 'done', ...plan }
}

/** The only numbers this provider takes; README.md has the same table. */
export const testCards: readonly TestCard[] = [
  card('success', '4242424242424242'),
  card('declined', '4000000000000002', { verdict: 'declined' }),
  card('insufficient-funds', '4000000000009995', { verdict: 'insufficient-funds' }),
  card('expired-card', '4000000000000069', { verdict: 'expired-card' }),
  card('challenge', '4000002760003184', { verdict: 'challenge' }),
  card('network-error', '4000000000000119', { verdict: 'network-error' }),
  card('webhook-twice', '4000000000010001', { news: 'twice' }),
  card('webhook-late', '4000000000020000', { news: 'late' }),
  card('webhook-before-return', '4000000000030009', { news: 'before-return' }),
  card('webhook-never', '4000000000040008', { news: 'never' }),
  card('refund-later', '4000000000007726', { refund: 'later' }),
  card('refund-fails', '4000000000005126', { refund: 'fails' }),
]

export type TypedCard =
  | { card: TestCard }
  | { problem: 'number-wrong' | 'not-a-test-card' | 'date-wrong' | 'code-wrong' }

export interface TypedFields {
  number: string
  expiry: string
  code: string
}

/** Reads the card form; a number that could be a real card is refused and goes nowhere. */
export function readTypedCard(typed: TypedFields, now: Date): TypedCard {
  const number = plain(typed.number)
  if (!/^\d{13,19}$/.test(number) || !isCardNumber(number)) return { problem: 'number-wrong' }
  const card = testCards.find((each) => each.number === number)
  if (!card) return { problem: 'not-a-test-card' }
  if (!isComing(plain(typed.expiry), now)) return { problem: 'date-wrong' }
  if (!/^\d{3}$/.test(plain(typed.code))) return { problem: 'code-wrong' }
  return { card }
}

export function cardNamed(name: string | undefined): TestCard | undefined {
  return testCards.find((each) => each.name === name)
}

function plain(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '')
}

/** True for `MM/YY` in this month or a later one, in Japan's time. */
function isComing(expiry: string, now: Date): boolean {
  const match = /^(0[1-9]|1[0-2])\/?(\d{2})$/.exec(expiry)
  if (!match) return false
  const japan = new Date(now.getTime() + 9 * 3_600_000)
  const thisMonth = japan.getUTCFullYear() * 12 + japan.getUTCMonth()
  return (2000 + Number(match[2])) * 12 + Number(match[1]) - 1 >= thisMonth
}
