import { z } from 'zod'
import { isCurrency, type Money, money } from '#lib/money.ts'
import type {
  FailureReason,
  PaymentOutcome,
  ProviderEvent,
  RefundStatus,
  SessionStatus,
} from '#market/payments/port.ts'

const amount = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)
const currency = z.string().refine(isCurrency)
const moment = z.iso.datetime().transform((text) => new Date(text))

const sessionAnswer = z.object({
  id: z.string(),
  reference: z.string(),
  amount,
  currency,
  url: z.url(),
  state: z.enum(['open', 'challenge', 'awaiting', 'paid', 'failed', 'expired']),
  reason: z.string().nullable(),
  attempts: z.number().int(),
  arrivedAt: moment.nullable(),
  settledAt: moment.nullable(),
  expiresAt: moment,
  slip: z.object({ shop: z.string(), number: z.string() }).nullable(),
})
type SessionAnswer = z.infer<typeof sessionAnswer>

const pageAnswer = z.object({
  sessions: z.array(sessionAnswer),
  next: z.number().int(),
  more: z.boolean(),
})
const refundAnswer = z.object({ id: z.string(), state: z.enum(['pending', 'done', 'failed']) })
const eventBody = z.object({
  id: z.string().min(1).max(200),
  type: z.string(),
  session: z.string(),
  reference: z.string(),
  amount,
  currency,
  refund: z.string().nullable(),
  at: moment,
})

export function readSession(answer: unknown): SessionStatus & { url: string } {
  return sessionStatus(sessionAnswer.parse(answer))
}

export function readPage(answer: unknown) {
  const { sessions, next, more } = pageAnswer.parse(answer)
  return { sessions: sessions.map(sessionStatus), next: String(next), more }
}

export function readRefund(answer: unknown): RefundStatus {
  const { id, state } = refundAnswer.parse(answer)
  return { providerRefund: id, state: state === 'done' ? 'confirmed' : state }
}

const kinds: Record<string, ProviderEvent['kind']> = {
  'payment.awaiting': 'awaiting',
  'payment.paid': 'paid',
  'payment.failed': 'failed',
  'payment.expired': 'expired',
  'refund.done': 'refund-confirmed',
  'refund.failed': 'refund-failed',
}

/** A kind this adapter does not know yet is 'other', so a newer provider breaks nothing. */
export function readEvent(body: unknown): ProviderEvent {
  const { id, type, session, reference, refund, at, ...rest } = eventBody.parse(body)
  const kind = Object.hasOwn(kinds, type) ? kinds[type]! : 'other'
  return { id, kind, session, intent: reference, money: sum(rest), providerRefund: refund, at }
}

function sessionStatus(answer: SessionAnswer): SessionStatus & { url: string } {
  const { id, reference, url, attempts, arrivedAt } = answer
  return { session: id, intent: reference, url, attempts, arrivedAt, outcome: outcome(answer) }
}

function outcome(answer: SessionAnswer): PaymentOutcome {
  switch (answer.state) {
    case 'paid':
      return { state: 'paid', money: sum(answer), at: answer.settledAt ?? answer.expiresAt }
    case 'failed':
      return { state: 'failed', reason: reasons[answer.reason ?? ''] ?? 'other' }
    case 'expired':
      return { state: 'expired' }
    default: {
      const { slip, expiresAt } = answer
      return { state: 'pending', slip: slip && { ...slip, payBefore: expiresAt } }
    }
  }
}

const reasons: Record<string, FailureReason> = {
  declined: 'declined',
  'expired-card': 'declined',
  'wallet-declined': 'declined',
  'insufficient-funds': 'insufficient-funds',
  'challenge-failed': 'challenge-failed',
  left: 'left',
}

function sum({ amount, currency }: Pick<SessionAnswer, 'amount' | 'currency'>): Money {
  return money(amount, currency)
}
