import type { Book } from './book.ts'
import { type NewsPlan, readTypedCard, type TestCard, type TypedFields } from './cards.ts'
import type { Attempt, Fact, Reason, Session } from './record.ts'
import { fail, failure, isPayable, news } from './sessions.ts'

const mostAttempts = 10

/** What is wrong with the form itself; no bank was asked. */
export type FormProblem = Extract<ReturnType<typeof readTypedCard>, { problem: unknown }>['problem']

export interface CardForm extends TypedFields {
  /** Which try the shown form was for, counted from 1: a double click sends the same one. */
  attempt: number
}

/** Seconds by which "later" is later, where a card asks for it. */
export interface Lateness {
  lateSeconds: number
}

/** Tries a card once, however often the same form arrives; the session tells how it ended. */
export async function tryCard(
  book: Book,
  session: Session,
  form: CardForm,
  lateness: Lateness,
): Promise<FormProblem | undefined> {
  if (session.method !== 'card' || session.state !== 'open') return undefined
  const typed = readTypedCard(form, book.clock())
  if ('problem' in typed) return typed.problem
  const lastFour = typed.card.number.slice(-4)
  if (session.attempts[form.attempt - 1]?.lastFour === lastFour) return undefined
  const outcome = verdict(session, typed.card)
  const attempt: Attempt = { at: book.clock().toISOString(), outcome, lastFour }
  const { news: plan, refund: refundPlan } = typed.card
  const tried: Fact = { kind: 'tried', session: session.id, attempt, news: plan, refundPlan }
  if (outcome === 'approved') {
    await book.commit([tried, ...payment(book, session, { plan, ...lateness })])
  } else if (outcome !== 'challenge' && session.attempts.length + 1 >= mostAttempts) {
    await book.commit([tried, ...failure(book, session, 'too-many-attempts')])
  } else {
    await book.commit([tried])
  }
  return undefined
}

/** The card's network fails once, then the card is good: a second try is worth it. */
function verdict(session: Session, card: TestCard): Attempt['outcome'] {
  if (card.verdict !== 'network-error') return card.verdict
  const failedBefore = session.attempts.some((each) => each.outcome === 'network-error')
  return failedBefore ? 'approved' : 'network-error'
}

/** The buyer's answer to the bank's question (3-D Secure). */
export async function answerChallenge(
  book: Book,
  session: Session,
  passed: boolean,
  lateness: Lateness,
): Promise<void> {
  if (session.state !== 'challenge') return
  const answered: Fact = { kind: 'challenge-answered', session: session.id, passed }
  const paid = passed ? payment(book, session, { plan: session.news, ...lateness }) : []
  const tired = !passed && session.attempts.length >= mostAttempts
  const over = tired ? failure(book, session, 'too-many-attempts') : []
  await book.commit([answered, ...paid, ...over])
}

export async function answerWallet(
  book: Book,
  session: Session,
  approved: boolean,
  lateness: Lateness,
): Promise<void> {
  if (session.method !== 'wallet' || session.state !== 'open') return
  const outcome = approved ? 'approved' : 'wallet-declined'
  const attempt: Attempt = { at: book.clock().toISOString(), outcome, lastFour: null }
  const tried: Fact = { kind: 'tried', session: session.id, attempt }
  const end = approved
    ? payment(book, session, { plan: 'normal', ...lateness })
    : failure(book, session, 'wallet-declined')
  await book.commit([tried, ...end])
}

/** Gives the number to pay with at the shop; asked again, the same number. */
export async function issueSlip(book: Book, session: Session, shop: string): Promise<void> {
  if (session.method !== 'konbini' || session.state !== 'open') return
  const slip = { shop, number: slipNumber(book.state.sessionBySlip.size) }
  await book.commit([
    { kind: 'slip-issued', session: session.id, slip },
    news(book, session, 'payment.awaiting'),
  ])
}

/** Money over the counter. It cannot be refused there: also after the time is over, it is paid. */
export async function payAtTill(book: Book, session: Session): Promise<void> {
  if (!session.slip || session.state === 'paid') return
  const at = book.clock().toISOString()
  const attempt: Attempt = { at, outcome: 'approved', lastFour: null }
  await book.commit([
    { kind: 'tried', session: session.id, attempt },
    ...payment(book, session, { plan: 'normal', lateSeconds: 0 }),
  ])
}

/** The buyer turns back to the shop without paying. */
export async function leave(book: Book, session: Session): Promise<void> {
  if (!isPayable(session) || session.state === 'awaiting') return
  await fail(book, session, lastReason(session) ?? 'left')
}

/** Why the last try failed, if it did. */
export function lastReason(session: Session): Reason | undefined {
  const outcome = session.attempts.at(-1)?.outcome
  return outcome === 'approved' || outcome === 'challenge' ? undefined : outcome
}

function payment(book: Book, session: Session, how: { plan: NewsPlan; lateSeconds: number }) {
  const late = how.plan === 'late' ? how.lateSeconds * 1000 : 0
  const notBefore = new Date(book.clock().getTime() + late).toISOString()
  const settled: Fact = { kind: 'settled', session: session.id, state: 'paid', reason: null }
  return [settled, news(book, session, 'payment.paid', { plan: how.plan, notBefore })]
}

/** Eleven digits beginning with 8: too short to be taken for a card. */
function slipNumber(place: number): string {
  return `8${String((place * 7_919 + 1_234_567) % 10_000_000_000).padStart(10, '0')}`
}
