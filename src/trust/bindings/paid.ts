import { stopPoint } from '#lib/stop-point.ts'
import { mailboxOfOrder } from '#trust/letters/mailbox-key.ts'
import type { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import type { EntryDraft } from '#trust/vault/sequencer.ts'
import type { Row } from '#trust/vault/writes.ts'

export interface PaidOrder {
  order: string
  intent: string
  amount: bigint
  currency: string
  provider: string
  lines: number
  paidAt: number
  sellers: string[]
}

const bindingsOf = {
  name: 'bindings-of',
  text: `select order_id as "order", subject_id as subject, locale from bindings
    where order_id = any($1::uuid[])`,
}
type Binding = { order: string; subject: string; locale: 'ja' | 'en' }

async function bindingsByOrder(core: Core, orders: string[]): Promise<Map<string, Binding>> {
  const rows = await core.db.rows<Binding>(bindingsOf, [orders])
  return new Map(rows.map((row) => [row.order, row]))
}

/**
 * Believes payments that these orders are paid: fact, letter and log entry, each once. Whoever
 * paid is written to; of what cost nothing strangers may cause so many letters to a mailbox.
 */
export async function ordersPaid(
  core: Core,
  limits: MailboxLimits,
  { orders }: { orders: PaidOrder[] },
): Promise<void> {
  if (orders.length === 0) return
  const known = await bindingsByOrder(
    core,
    orders.map((paid) => paid.order),
  )
  stopPoint('vault:before-paid-commit')
  await Promise.all(
    orders.map((paid) => {
      if (paid.amount === 0n) return freeOrderPaid(core, limits, paid)
      const binding = known.get(paid.order)
      return writePaid(core, paid, binding, binding && confirmation(core, paid, binding))
    }),
  )
  stopPoint('vault:after-paid-commit')
}

/** In turn with a correction of the address, so that the mailbox counted is the one written to. */
function freeOrderPaid(core: Core, limits: MailboxLimits, paid: PaidOrder): Promise<unknown> {
  const { order } = paid
  return core.turns.run(order, async () => {
    const binding = (await bindingsByOrder(core, [order])).get(order)
    const mailbox = await mailboxOfOrder(core, order)
    const letter = binding && confirmation(core, paid, binding)
    const isUnproven = letter && mailbox?.kind === 'guest'
    const key = mailbox?.counted.toString('hex') ?? ''
    const written = isUnproven ? limits.within('free-order', key, letter) : letter
    return writePaid(core, paid, binding, written)
  })
}

function writePaid(
  core: Core,
  paid: PaidOrder,
  binding: Binding | undefined,
  letter: Row | undefined,
): Promise<'done' | 'already'> {
  const fact = {
    order_id: paid.order,
    intent_id: paid.intent,
    amount: String(paid.amount),
    currency: paid.currency,
    provider: paid.provider,
    line_count: paid.lines,
    paid_at: new Date(paid.paidAt).toISOString(),
  }
  return core.append({
    once: { paid_orders: paid.order },
    writes: {
      paidOrders: [fact],
      letters: letter ? [letter] : [],
      owedSellers: paid.sellers.map((id) => ({ seller_id: id, owed_since: fact.paid_at })),
    },
    entries: [fromPayments('order-paid', paid.order, binding)],
  })
}

function confirmation(core: Core, paid: PaidOrder, { locale }: Binding) {
  const { order, provider, lines, paidAt, currency } = paid
  return letterRow(core, {
    id: letterId('order-confirmation', order),
    template: 'order-confirmation',
    locale,
    order,
    facts: { order, amount: String(paid.amount), currency, provider, lines, paidAt },
  })
}

function fromPayments(
  purpose: 'order-paid' | 'order-refunded',
  order: string,
  binding: Binding | undefined,
): EntryDraft {
  return {
    principal: 'payments',
    purpose,
    kind: '',
    subject: binding?.subject ?? null,
    about: order,
  }
}

export interface RefundedOrder {
  refund: string
  order: string
  amount: bigint
  currency: string
  refundedAt: number
  settled: string[]
}

/** As `ordersPaid`, for money that went back. */
export async function ordersRefunded(
  core: Core,
  { refunds }: { refunds: RefundedOrder[] },
): Promise<void> {
  if (refunds.length === 0) return
  const known = await bindingsByOrder(
    core,
    refunds.map(({ order }) => order),
  )
  await Promise.all(
    refunds.map(({ refund, order, amount, currency, refundedAt, settled }) => {
      const binding = known.get(order)
      const fact = {
        refund_id: refund,
        order_id: order,
        amount: String(amount),
        currency,
        refunded_at: new Date(refundedAt).toISOString(),
      }
      const letter =
        binding &&
        letterRow(core, {
          id: letterId('refund-notice', refund),
          template: 'refund-notice',
          locale: binding.locale,
          order,
          facts: { order, amount: String(amount), currency, refundedAt },
        })
      return core.append({
        once: { refunded_orders: refund },
        writes: {
          refundedOrders: [fact],
          letters: letter ? [letter] : [],
          dropOwedSellers: settled.map((id) => ({ seller_id: id })),
        },
        entries: [fromPayments('order-refunded', order, binding)],
      })
    }),
  )
}
