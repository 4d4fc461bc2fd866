import type { CardVerdict, NewsPlan, RefundPlan } from './cards.ts'

export type Method = 'card' | 'konbini' | 'wallet'
export type Locale = 'ja' | 'en'

/** Why a session can no longer be paid, or why one try failed. */
export type Reason =
  | Exclude<CardVerdict, 'approved' | 'challenge'>
  | 'challenge-failed'
  | 'wallet-declined'
  | 'too-many-attempts'
  | 'left'
  | 'closed'

export type SessionState = 'open' | 'challenge' | 'awaiting' | 'paid' | 'failed' | 'expired'

export interface SessionTerms {
  id: string
  /** What the shop sent to make a repeated request the same request. */
  key: string
  /** The shop's own word for this payment; told back in every event. */
  reference: string
  /** Smallest units, as decimal text. */
  amount: string
  currency: string
  method: Method
  locale: Locale
  returnUrl: string
  expiresAt: string
}

export interface Attempt {
  at: string
  outcome: 'approved' | 'challenge' | Reason
  lastFour: string | null
}

export interface Slip {
  shop: string
  number: string
}

export interface Session extends SessionTerms {
  state: SessionState
  reason: Reason | null
  openedAt: string
  /** When a browser first showed the page. */
  arrivedAt: string | null
  settledAt: string | null
  attempts: Attempt[]
  slip: Slip | null
  news: NewsPlan
  refundPlan: RefundPlan
  /** Money promised back or given back, in smallest units. */
  refunded: bigint
}

export interface RefundTerms {
  id: string
  key: string
  session: string
  amount: string
}

export interface Refund extends RefundTerms {
  state: 'pending' | 'done' | 'failed'
  askedAt: string
  /** A pending refund ends then by itself. */
  endsAt: string | null
}

export interface NewsEvent {
  id: string
  type:
    | 'payment.awaiting'
    | 'payment.paid'
    | 'payment.failed'
    | 'payment.expired'
    | 'refund.done'
    | 'refund.failed'
  session: string
  reference: string
  amount: string
  currency: string
  refund: string | null
  at: string
}

export interface News {
  event: NewsEvent
  plan: NewsPlan
  /** Not sent before this moment. */
  notBefore: string
  state: 'waiting' | 'delivered' | 'given-up' | 'kept-back'
  tries: number
}

/** One thing that happened. The state is nothing but all facts in order. */
export type Fact =
  | { kind: 'session-opened'; terms: SessionTerms }
  | { kind: 'arrived'; session: string }
  | { kind: 'tried'; session: string; attempt: Attempt; news?: NewsPlan; refundPlan?: RefundPlan }
  | { kind: 'challenge-answered'; session: string; passed: boolean }
  | { kind: 'slip-issued'; session: string; slip: Slip }
  | {
      kind: 'settled'
      session: string
      state: 'paid' | 'failed' | 'expired'
      reason: Reason | null
    }
  | { kind: 'refund-asked'; terms: RefundTerms; endsAt: string | null }
  | { kind: 'refund-ended'; refund: string; state: 'done' | 'failed' }
  | { kind: 'news'; event: NewsEvent; plan: NewsPlan; notBefore: string }
  | { kind: 'news-ended'; event: string; state: 'delivered' | 'given-up'; tries: number }

/** One decision: written in one line, so that it happened wholly or not at all. */
export interface Entry {
  at: string
  facts: Fact[]
}

export interface State {
  sessions: Map<string, Session>
  sessionByKey: Map<string, string>
  sessionBySlip: Map<string, string>
  /** Sessions that can still be paid. */
  unsettled: Set<string>
  /** Session ids in the order of their changes; a cursor is a place in it. */
  changes: string[]
  refunds: Map<string, Refund>
  refundByKey: Map<string, string>
  pendingRefunds: Set<string>
  news: Map<string, News>
}

export function emptyState(): State {
  return {
    sessions: new Map(),
    sessionByKey: new Map(),
    sessionBySlip: new Map(),
    unsettled: new Set(),
    changes: [],
    refunds: new Map(),
    refundByKey: new Map(),
    pendingRefunds: new Set(),
    news: new Map(),
  }
}

/** Lets a decision take effect; the same at the moment it is made and when the file is read. */
export function apply(state: State, entry: Entry): void {
  for (const fact of entry.facts) applyFact(state, fact, entry.at)
}

function applyFact(state: State, fact: Fact, at: string): void {
  switch (fact.kind) {
    case 'session-opened':
      openSession(state, fact.terms, at)
      break
    case 'arrived':
      change(state, fact.session, { arrivedAt: at })
      break
    case 'tried':
      addAttempt(state, fact)
      break
    case 'challenge-answered':
      answerChallenge(state, fact.session, fact.passed)
      break
    case 'slip-issued':
      state.sessionBySlip.set(fact.slip.number, fact.session)
      change(state, fact.session, { slip: fact.slip, state: 'awaiting' })
      break
    case 'settled':
      state.unsettled.delete(fact.session)
      change(state, fact.session, { state: fact.state, reason: fact.reason, settledAt: at })
      break
    case 'refund-asked':
      openRefund(state, fact.terms, fact.endsAt, at)
      break
    case 'refund-ended':
      endRefund(state, fact.refund, fact.state)
      break
    case 'news':
      addNews(state, fact)
      break
    case 'news-ended':
      Object.assign(found(state.news, fact.event), { state: fact.state, tries: fact.tries })
  }
}

function openSession(state: State, terms: SessionTerms, at: string): void {
  state.sessions.set(terms.id, {
    ...terms,
    state: 'open',
    reason: null,
    openedAt: at,
    arrivedAt: null,
    settledAt: null,
    attempts: [],
    slip: null,
    news: 'normal',
    refundPlan: 'done',
    refunded: 0n,
  })
  state.sessionByKey.set(terms.key, terms.id)
  state.unsettled.add(terms.id)
  state.changes.push(terms.id)
}

function addAttempt(state: State, fact: Extract<Fact, { kind: 'tried' }>): void {
  const session = found(state.sessions, fact.session)
  const next = fact.attempt.outcome === 'challenge' ? 'challenge' : 'open'
  change(state, fact.session, {
    attempts: [...session.attempts, fact.attempt],
    state: session.state === 'awaiting' ? 'awaiting' : next,
    news: fact.news ?? session.news,
    refundPlan: fact.refundPlan ?? session.refundPlan,
  })
}

function answerChallenge(state: State, id: string, passed: boolean): void {
  const { attempts } = found(state.sessions, id)
  const outcome = passed ? 'approved' : 'challenge-failed'
  const last = attempts.at(-1)
  const answered: Attempt[] = last ? [...attempts.slice(0, -1), { ...last, outcome }] : []
  change(state, id, { attempts: answered, state: 'open' })
}

function openRefund(state: State, terms: RefundTerms, endsAt: string | null, at: string): void {
  state.refunds.set(terms.id, { ...terms, state: 'pending', askedAt: at, endsAt })
  state.refundByKey.set(terms.key, terms.id)
  if (endsAt) state.pendingRefunds.add(terms.id)
  const session = found(state.sessions, terms.session)
  change(state, terms.session, { refunded: session.refunded + BigInt(terms.amount) })
}

function endRefund(state: State, id: string, end: 'done' | 'failed'): void {
  const refund = found(state.refunds, id)
  refund.state = end
  state.pendingRefunds.delete(id)
  const session = found(state.sessions, refund.session)
  const back = end === 'failed' ? BigInt(refund.amount) : 0n
  change(state, refund.session, { refunded: session.refunded - back })
}

function addNews(state: State, { event, plan, notBefore }: Extract<Fact, { kind: 'news' }>): void {
  const kept = plan === 'never' ? 'kept-back' : 'waiting'
  state.news.set(event.id, { event, plan, notBefore, state: kept, tries: 0 })
}

function change(state: State, id: string, changed: Partial<Session>): void {
  Object.assign(found(state.sessions, id), changed)
  state.changes.push(id)
}

function found<T>(map: Map<string, T>, id: string): T {
  const value = map.get(id)
  if (!value) throw new Error(`the record names ${id}, which it never opened`)
  return value
}
