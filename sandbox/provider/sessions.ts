import type { Book } from './book.ts'
import type { NewsPlan } from './cards.ts'
import { Problem } from './problem.ts'
import type { Fact, NewsEvent, Reason, Session, SessionTerms } from './record.ts'

/** About 1.4 kB of memory each. */
const mostSessions = 100_000
const defaultLife = { card: 30 * 60_000, wallet: 30 * 60_000, konbini: 3 * 86_400_000 }

export type SessionWish = Omit<SessionTerms, 'id' | 'expiresAt'> & { expiresAt?: string }

/** Opens a session, or gives the one this key already opened. */
export async function openSession(book: Book, wish: SessionWish): Promise<Session> {
  const known = book.state.sessionByKey.get(wish.key)
  if (known) return sameSession(book, known, wish)
  if (book.state.sessions.size >= mostSessions) {
    throw new Problem('full', `this practice provider keeps ${mostSessions} sessions`)
  }
  const life = book.clock().getTime() + defaultLife[wish.method]
  const expiresAt = wish.expiresAt ?? new Date(life).toISOString()
  const terms: SessionTerms = { ...wish, id: book.newId('ses'), expiresAt }
  await book.commit([{ kind: 'session-opened', terms }])
  return session(book, terms.id)
}

/** The session as it is now; one whose time is over has expired before anybody sees it. */
export async function session(book: Book, id: string): Promise<Session> {
  const found = book.state.sessions.get(id)
  if (!found) throw new Problem('not-found', 'no such session')
  if (isDue(found, book.clock())) await expire(book, found)
  await book.settled()
  return found
}

/** Ends an unpaid session on the shop's word; a paid one stays paid. */
export async function closeSession(book: Book, id: string): Promise<Session> {
  const found = await session(book, id)
  if (isPayable(found)) await fail(book, found, 'closed')
  return session(book, id)
}

/** Ends an unpaid session, with news of it. */
export async function fail(book: Book, found: Session, reason: Reason): Promise<void> {
  await book.commit(failure(book, found, reason))
}

export function failure(book: Book, found: Session, reason: Reason): Fact[] {
  return [
    { kind: 'settled', session: found.id, state: 'failed', reason },
    news(book, found, 'payment.failed'),
  ]
}

/** Ends every session whose time is over. */
export async function expireDue(book: Book): Promise<void> {
  const now = book.clock()
  const due = [...book.state.unsettled]
    .map((id) => book.state.sessions.get(id)!)
    .filter((each) => isDue(each, now))
  await Promise.all(due.map((each) => expire(book, each)))
}

/** Ends one session as if its time were over, for tests. */
export async function expireNow(book: Book, id: string): Promise<Session> {
  const found = await session(book, id)
  if (isPayable(found)) await expire(book, found)
  return session(book, id)
}

export function isPayable(found: Session): boolean {
  return found.state === 'open' || found.state === 'challenge' || found.state === 'awaiting'
}

interface NewsTerms {
  plan: NewsPlan
  notBefore: string
  /** A refund's own id and amount, where the news is about one. */
  refund: { id: string; amount: string } | null
}

export function news(
  book: Book,
  about: Session,
  type: NewsEvent['type'],
  terms: Partial<NewsTerms> = {},
): Fact {
  const at = book.clock().toISOString()
  const { plan = 'normal', notBefore = at, refund = null } = terms
  const event: NewsEvent = {
    id: book.newId('evt'),
    type,
    session: about.id,
    reference: about.reference,
    amount: refund?.amount ?? about.amount,
    currency: about.currency,
    refund: refund?.id ?? null,
    at,
  }
  return { kind: 'news', event, plan, notBefore }
}

async function expire(book: Book, found: Session): Promise<void> {
  await book.commit([
    { kind: 'settled', session: found.id, state: 'expired', reason: null },
    news(book, found, 'payment.expired'),
  ])
}

function isDue(found: Session, now: Date): boolean {
  return isPayable(found) && Date.parse(found.expiresAt) <= now.getTime()
}

async function sameSession(book: Book, id: string, wish: SessionWish): Promise<Session> {
  const found = await session(book, id)
  const terms = ['reference', 'amount', 'currency', 'method', 'returnUrl'] as const
  if (terms.some((term) => found[term] !== wish[term])) {
    throw new Problem('key-used-differently', 'this key opened a session with other terms')
  }
  return found
}
