import type { Money } from '#lib/money.ts'

/** How a buyer pays. A provider that cannot do one of them leaves it out of `methods`. */
export type PayMethod = 'card' | 'konbini' | 'wallet'

/** What payments asks a provider for, once per intent. */
export interface SessionWish {
  /** Our intent's id: the idempotency key, and what every event names. */
  intent: string
  money: Money
  method: PayMethod
  locale: 'ja' | 'en'
  /** Where the provider sends the browser back to, paid or not. */
  returnUrl: string
  /** No card or slip is taken after this moment. */
  expiresAt: Date
}

export interface ProviderSession {
  /** The provider's own name for it. */
  session: string
  /** Where the browser is handed off to; its origin is one of `hosts`. */
  url: string
}

/** Why a session ended unpaid. Banks tell little; 'other' is a fair answer. */
export type FailureReason =
  | 'declined'
  | 'insufficient-funds'
  | 'challenge-failed'
  | 'left'
  | 'other'

/**
 * What the provider says of a session. Only `failed` and `expired` are promises that no money
 * will come, and over a shop's counter even these have been broken: late money must be booked.
 */
export type PaymentOutcome =
  | { state: 'pending'; slip: Slip | null }
  | { state: 'paid'; money: Money; at: Date }
  | { state: 'failed'; reason: FailureReason }
  | { state: 'expired' }

/** The number a buyer pays with at a convenience store. */
export interface Slip {
  shop: string
  number: string
  payBefore: Date
}

export interface SessionStatus {
  session: string
  intent: string
  outcome: PaymentOutcome
  /** Tries with a card or wallet; null where the provider does not count. */
  attempts: number | null
  /** When a browser first arrived at the provider's page; null when none did, or not known. */
  arrivedAt: Date | null
}

export interface RefundWish {
  /** Our refund's id: the idempotency key. */
  refund: string
  session: string
  money: Money
}

export interface RefundStatus {
  /** The provider's own name for the refund; null when it was refused outright. */
  providerRefund: string | null
  state: 'pending' | 'confirmed' | 'failed'
}

/** What a provider tells by itself, at least once and in any order. */
export interface ProviderEvent {
  /** Unique at this provider; a repeated telling has the same id. */
  id: string
  kind: 'awaiting' | 'paid' | 'failed' | 'expired' | 'refund-confirmed' | 'refund-failed' | 'other'
  /** Null where the provider's events do not name it; the intent always stands. */
  session: string | null
  intent: string
  /** What was paid or given back. */
  money: Money
  /** The provider's name for the refund this is about. */
  providerRefund: string | null
  at: Date
}

export interface SessionPage {
  sessions: SessionStatus[]
  /** Where to go on next time, also when this was the last page. */
  next: string
  more: boolean
}

/**
 * One payment provider, as payments sees it. Every method asks with a time limit and refuses
 * with `provider-away` when there is no usable answer. Asking again with the same id is safe for
 * a day, which is as long as most providers remember a key; later, ask for the status first.
 */
export interface PaymentProvider {
  /** Lower case, as it stands in the ledger's `provider:<name>`. */
  readonly name: string
  readonly methods: readonly PayMethod[]
  /** Origins the hand-off may lead to: the `form-action` of the pay page, and our own list. */
  readonly hosts: readonly string[]
  createSession(wish: SessionWish): Promise<ProviderSession>
  sessionStatus(session: string): Promise<SessionStatus>
  /** Asks that no money be taken any more; a session paid meanwhile answers `paid`. */
  closeSession(session: string): Promise<SessionStatus>
  refund(wish: RefundWish): Promise<RefundStatus>
  refundStatus(providerRefund: string): Promise<RefundStatus>
  /**
   * The event in a webhook's exact bytes. Refuses: `not-allowed` for a wrong signature or, where
   * the provider signs the time, one more than 5 minutes from now; `bad-input` for a signed event
   * that cannot be read. The same event may come again at any time: its id decides.
   */
  verifyEvent(body: Uint8Array, headers: WebhookHeaders): ProviderEvent
  /** Sessions in the order of their last change, for reconciliation; '' begins at the start. */
  listSince(cursor: string, limit: number): Promise<SessionPage>
}

/** Header names in lower case, as node:http gives them. */
export type WebhookHeaders = Readonly<Record<string, string | string[] | undefined>>
