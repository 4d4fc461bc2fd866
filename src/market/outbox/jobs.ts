import type { Minor } from '#lib/money.ts'
import { stopPoint } from '#lib/stop-point.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { markTold } from './commands.ts'
import { type Untold, untold } from './queries.ts'

const rowsAtOnce = 500

/**
 * Tells the vault what it has not heard yet, in order, at most 500 facts at once: first who has
 * paid, then who got money back, so no refund arrives before its payment. Only then the rows are
 * marked; told twice is once, by order and by refund. True when there may be more.
 */
export async function tellVault(needs: PaymentNeeds): Promise<boolean> {
  const { pool, vault, clock } = needs
  const rows = await untold(pool, rowsAtOnce)
  if (rows.length === 0) return false
  const orders = rows.filter((row) => row.kind === 'paid').map(paidFact)
  if (orders.length > 0) {
    stopPoint('payments:before-paid-call')
    await vault.ordersPaid({ orders })
    stopPoint('payments:after-paid-call')
  }
  const refunds = rows.filter((row) => row.kind === 'refunded').map(refundedFact)
  if (refunds.length > 0) {
    stopPoint('payments:before-refunded-call')
    await vault.ordersRefunded({ refunds })
    stopPoint('payments:after-refunded-call')
  }
  await markTold(pool, { rows: rows.map((row) => row.row), now: clock() })
  return rows.length === rowsAtOnce
}

function paidFact({ order, reference, amount, currency, provider, lines, happenedAt }: Untold) {
  const sum = { amount: amount as Minor, currency }
  return { order, intent: reference, ...sum, provider, lines, paidAt: happenedAt.getTime() }
}

function refundedFact({ order, reference, amount, currency, happenedAt }: Untold) {
  return { refund: reference, order, amount, currency, refundedAt: happenedAt.getTime() }
}
