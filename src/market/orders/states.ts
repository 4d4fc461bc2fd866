import type { Minor } from '#lib/money.ts'

/**
 * Where an order stands.
 *
 * `late-refunding`: money came after the order was given up, could not be honoured, and is on its
 * way back. `failed`: the last try to pay failed, and what the order holds is still kept.
 */
export type OrderState =
  | 'held'
  | 'awaiting-payment'
  | 'failed'
  | 'released'
  | 'late-refunding'
  | 'paid'
  | 'partly-refunded'
  | 'refunded'

export type IntentState = 'created' | 'handed-off' | 'paid' | 'failed' | 'expired'

/** What the tables say of an order; the view `order_facts` gives the same. */
export interface StandingFacts {
  total: Minor
  /** Of the paid intent, else of the newest; null when none was opened. */
  intentState: IntentState | null
  releasedAt: Date | null
  /** Given back and confirmed; late money is not counted. */
  refunded: Minor
  /** Asked of the provider and not yet answered; late money is not counted. */
  refundPending: Minor
  /** Late money on its way back. */
  latePending: Minor
}

/** What may be done with an order in this state. */
export type OrderAct = 'pay' | 'order-again' | 'download' | 'ask-refund'

/** The one place that says where an order stands. The database's view says the same. */
export function orderState(facts: StandingFacts): OrderState {
  if (facts.intentState === 'paid') {
    if (facts.refunded === 0n) return 'paid'
    return facts.refunded < facts.total ? 'partly-refunded' : 'refunded'
  }
  if (facts.releasedAt !== null) return facts.latePending > 0n ? 'late-refunding' : 'released'
  if (facts.intentState === null) return 'held'
  return isOpen(facts.intentState) ? 'awaiting-payment' : 'failed'
}

/** True while money may still come for an intent in the ordinary way. */
export function isOpen(state: IntentState): boolean {
  return state === 'created' || state === 'handed-off'
}

const actsOf: Record<OrderState, readonly OrderAct[]> = {
  held: ['pay'],
  'awaiting-payment': ['pay'],
  failed: ['pay'],
  released: ['order-again'],
  'late-refunding': ['order-again'],
  paid: ['download', 'ask-refund'],
  'partly-refunded': ['download', 'ask-refund'],
  refunded: [],
}

/** What a page may offer. A refund only while something is left that nobody has asked back. */
export function allowedActs(facts: StandingFacts): readonly OrderAct[] {
  const acts = actsOf[orderState(facts)]
  const isAllAskedBack = facts.refunded + facts.refundPending >= facts.total
  return isAllAskedBack ? acts.filter((act) => act !== 'ask-refund') : acts
}
