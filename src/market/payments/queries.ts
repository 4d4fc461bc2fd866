import type pg from 'pg'
import { together } from '#lib/db/together.ts'
import { type Currency, isCurrency, type Minor, minorUnits } from '#lib/money.ts'
import type { PricedLine } from '#market/pricing/priced-order.ts'
import type { Intent } from './types.ts'

export interface PayableOrder {
  order: string
  currency: Currency
  total: Minor
  locale: 'ja' | 'en'
  holdUntil: Date
  lines: PricedLine[]
}

/**
 * An order with its lines as they were frozen, in one statement with others that are asked for at
 * about the same time; undefined when there is none.
 */
export async function payableOrder(
  pool: pg.Pool,
  order: string,
): Promise<PayableOrder | undefined> {
  return (await payableTogether(pool, order)) ?? undefined
}

const payableTogether = together<string, PayableOrder | null>({
  all: payableOrders,
  alone: async (pool, order) => (await payableOrders(pool, [order]))[0] ?? null,
})

async function payableOrders(pool: pg.Pool, orders: string[]): Promise<(PayableOrder | null)[]> {
  const { rows } = await pool.query({
    name: 'payable-orders',
    text: `select o.id, o.currency, o.total, o.locale, o.hold_until, l.price, l.tax_rate,
             l.commission_rate, l.market_share, l.seller_share
           from orders o join order_lines l on l.order_id = o.id
           where o.id = any ($1::uuid[]) order by o.id, l.position limit $2`,
    values: [orders, orders.length * mostLines],
  })
  const linesOf = Map.groupBy(rows, ({ id }) => id)
  return orders.map((order) => {
    const lines = linesOf.get(order)
    return lines ? readPayable(order, lines) : null
  })
}

const mostLines = 1000

// biome-ignore lint/suspicious/noExplicitAny: rows as the statement above names their columns
function readPayable(order: string, rows: any[]): PayableOrder {
  const [first] = rows
  return {
    order,
    currency: knownCurrency(first.currency),
    total: minorUnits(first.total),
    locale: first.locale,
    holdUntil: first.hold_until,
    lines: rows.map((row) => ({
      price: minorUnits(row.price),
      taxRate: row.tax_rate,
      commissionRate: row.commission_rate,
      marketShare: minorUnits(row.market_share),
      sellerShare: minorUnits(row.seller_share),
    })),
  }
}

/** An intent by its id, or undefined. */
export async function intentById(pool: pg.Pool, id: string): Promise<Intent | undefined> {
  const { rows } = await pool.query({
    name: 'intent-by-id',
    text: `select ${intentColumns} from intents where id = $1`,
    values: [id],
  })
  return rows[0] && readIntent(rows[0])
}

/** Which of these intents exist, by id; for reconciliation with a provider's list. */
export async function intentsByIds(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<Map<string, Intent>> {
  if (ids.length === 0) return new Map()
  const { rows } = await pool.query({
    name: 'intents-by-ids',
    text: `select ${intentColumns} from intents where id = any ($1::uuid[]) limit 1000`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, readIntent(row)]))
}

/** How far a repeated walk has come; '' at the beginning. */
export async function cursorOf(pool: pg.Pool, name: string): Promise<string> {
  const { rows } = await pool.query({
    name: 'cursor-of',
    text: 'select position from payment_cursors where name = $1',
    values: [name],
  })
  return rows[0]?.position ?? ''
}

export const intentColumns =
  'id, order_id, provider, method, amount, currency, state, session, session_url, created_at'

export interface IntentRow {
  id: string
  order_id: string
  provider: string
  method: Intent['method']
  amount: bigint
  currency: string
  state: Intent['state']
  session: string | null
  session_url: string | null
  created_at: Date
}

export function readIntent(row: IntentRow): Intent {
  return {
    id: row.id,
    order: row.order_id,
    provider: row.provider,
    method: row.method,
    amount: minorUnits(row.amount),
    currency: knownCurrency(row.currency),
    state: row.state,
    session: row.session,
    sessionUrl: row.session_url,
    createdAt: row.created_at,
  }
}

export function knownCurrency(currency: string): Currency {
  if (!isCurrency(currency)) throw new RangeError('an amount in an unknown currency')
  return currency
}
