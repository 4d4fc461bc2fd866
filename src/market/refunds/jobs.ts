import { isId } from '#lib/ids.ts'
import { money } from '#lib/money.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { Infer } from '#lib/shapes.ts'
import { stopPoint } from '#lib/stop-point.ts'
import type { paymentsForConsole } from '#market/payments/calls.ts'
import type { RefundStatus } from '#market/payments/port.ts'
import { knownCurrency } from '#market/payments/queries.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { actHash } from '#trust/identity/acts.ts'
import {
  failRefund,
  finishRefund,
  noteProviderRefund,
  reserveRefund,
  takeDueRefunds,
} from './commands.ts'
import {
  pendingRefundsOf,
  type RefundInMotion,
  type RefundState,
  refundInMotion,
  refundOfRequest,
} from './queries.ts'

export type RefundRequest = Infer<(typeof paymentsForConsole)['requestRefund']['in']>

/**
 * An operator gives money back: the vault believes the passkey over exactly this act, the refund
 * is committed as pending, then the provider is asked with the refund's id as key. Asked again
 * with the same request id it answers where the first one stands.
 *
 * Refuses: passkey-needed, not-paid, bad-input, refund-too-large, refund-ceiling.
 */
export async function requestRefund(
  needs: PaymentNeeds,
  asked: RefundRequest,
): Promise<{ refund: string; state: RefundState }> {
  const before = await refundOfRequest(needs.db, asked.requestId)
  if (before) {
    const { refund, state } = before
    if (hashOf(before, asked).equals(hashOf(asked, asked))) return { refund, state }
    throw new Refusal('bad-input', 'this request asked for another refund', { field: 'requestId' })
  }
  stopPoint('payments:before-act-call')
  const { operator } = await needs.vault.verifyAct({
    act: hashOf(asked, asked),
    kind: 'refund',
    assertion: asked.assertion,
  })
  stopPoint('payments:after-act-call')
  const refund = needs.newId()
  await reserveRefund(needs.db, {
    refund,
    request: asked.requestId,
    order: asked.order,
    lines: asked.lines,
    currency: knownCurrency(asked.currency),
    reason: asked.reason,
    operator,
    ceiling: needs.terms.refundCeiling,
    now: needs.clock(),
  })
  return { refund, state: await tryRefund(needs, refund) }
}

function hashOf(
  act: { order: string; lines: RefundRequest['lines']; reason: string },
  { requestId, currency }: RefundRequest,
): Buffer {
  const { order, lines, reason } = act
  return actHash({ kind: 'refund', requestId, order, lines, currency, reason })
}

const refundsAtOnce = 20

/** Asks the provider about pending refunds whose turn it is. True when there may be more. */
export async function sweepRefunds(needs: PaymentNeeds): Promise<boolean> {
  const due = await takeDueRefunds(needs.pool, { now: needs.clock(), limit: refundsAtOnce })
  for (const refund of due) await tryRefund(needs, refund)
  return due.length === refundsAtOnce
}

/** A provider told news of a refund: it is asked about all that wait for this payment. */
export async function settleRefundsOf(needs: PaymentNeeds, intent: string): Promise<void> {
  if (!isId(intent)) throw new Refusal('not-found', 'no such intent')
  for (const refund of await pendingRefundsOf(needs.pool, intent)) await tryRefund(needs, refund)
}

/** Where the refund stands now. A provider that is away leaves it pending for the sweeper. */
export async function tryRefund(needs: PaymentNeeds, refund: string): Promise<RefundState> {
  try {
    return await settleRefund(needs, refund)
  } catch (error) {
    const level = isRefusal(error, 'provider-away') ? 'warn' : 'error'
    needs.log[level]('refund-not-settled', { refund, error: error as Error })
    return 'pending'
  }
}

async function settleRefund(needs: PaymentNeeds, refund: string): Promise<RefundState> {
  const { pool, clock, newId, log, wake } = needs
  const moving = await refundInMotion(pool, refund)
  if (!moving) throw new RangeError('a refund that is not there')
  if (moving.state !== 'pending') return moving.state
  const { state, providerRefund } = await askProvider(needs, moving)
  if (providerRefund !== null && providerRefund !== moving.providerRefund) {
    await noteProviderRefund(pool, { refund, providerRefund })
  }
  if (state === 'confirmed') {
    await finishRefund(pool, { refund, now: clock(), transaction: newId() })
    wake('outbox')
  }
  if (state === 'failed') {
    await failRefund(pool, { refund, now: clock() })
    log.error('refund-failed', { refund, provider: moving.provider })
  }
  return state
}

async function askProvider(needs: PaymentNeeds, moving: RefundInMotion): Promise<RefundStatus> {
  const provider = needs.providers.named(moving.provider)
  const { refund, session, providerRefund, amount, currency } = moving
  if (session === null) throw new RangeError('money came without a session')
  stopPoint('payments:before-refund-call')
  const status =
    providerRefund === null
      ? await provider.refund({ refund, session, money: money(amount, currency) })
      : await provider.refundStatus(providerRefund)
  stopPoint('payments:after-refund-call')
  return status
}
