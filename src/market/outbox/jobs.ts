import { isRefusal } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { markTold } from './commands.ts'
import { type Untold, untold } from './queries.ts'

const rowsAtOnce = 500

/**
 * Tells the vault what it has not heard yet, in order, at most 500 facts at once: first who has
 * paid, then who got money back, so no refund arrives before its payment. Only then the rows are
 * marked; told twice is once, by order and by refund. True when there may be more.
 *
 * A vault that is away throws, and everything waits. One that cannot take a batch is told each
 * fact by itself, so that a bad one holds up no other; it stays, and a person is called.
 */
export async function tellVault(needs: PaymentNeeds): Promise<boolean> {
  const rows = await untold(needs.pool, rowsAtOnce)
  if (rows.length === 0) return false
  const told = await tellAll(needs, rows)
  await markTold(needs.pool, { rows: told.map((row) => row.row), now: needs.clock() })
  return rows.length === rowsAtOnce && told.length > 0
}

async function tellAll(needs: PaymentNeeds, rows: Untold[]): Promise<Untold[]> {
  try {
    await tell(needs, rows)
    return rows
  } catch (error) {
    if (isRefusal(error, 'unavailable') || isRefusal(error, 'timeout')) throw error
    if (rows.length === 1) {
      needs.log.error('vault-does-not-take-fact', { row: rows[0]!.row, error })
      return []
    }
  }
  const told: Untold[] = []
  for (const row of rows) told.push(...(await tellAll(needs, [row])))
  return told
}

async function tell({ vault }: PaymentNeeds, rows: Untold[]): Promise<void> {
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
}

function paidFact({ reference, happenedAt, ...row }: Untold) {
  const { order, amount, currency, provider, lines, sellers } = row
  const paidAt = happenedAt.getTime()
  return { order, intent: reference, amount, currency, provider, lines, paidAt, sellers }
}

function refundedFact({ order, reference, amount, currency, settled, happenedAt }: Untold) {
  const refundedAt = happenedAt.getTime()
  return { refund: reference, order, amount, currency, refundedAt, settled }
}
