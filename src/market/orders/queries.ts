import type { Kysely } from 'kysely'
import type { AccountsDatabase } from '#lib/db/tables.ts'
import { type Currency, isCurrency, type Minor, minorUnits } from '#lib/money.ts'
import { type IntentState, type OrderState, orderState } from './states.ts'

/** Any role that may read what the neighbours may know of an order. */
export type OrderFactsDb = Kysely<Pick<AccountsDatabase, 'order_facts' | 'order_line_facts'>>

export interface OrderFacts {
  id: string
  currency: Currency
  total: Minor
  locale: 'ja' | 'en'
  ticketHash: Buffer
  ticketExpires: Date
  heldAt: Date
  holdUntil: Date
  paidAt: Date | null
  releasedAt: Date | null
  provider: string | null
  method: string | null
  intentState: IntentState | null
  refunded: Minor
  refundPending: Minor
  latePending: Minor
  /** Where it stands (states.ts), from the fields above. */
  state: OrderState
}

/** What may be known of an order without knowing whose it is; undefined when there is none. */
export async function orderFacts(db: OrderFactsDb, order: string): Promise<OrderFacts | undefined> {
  const row = await db
    .selectFrom('order_facts')
    .select(['id', 'currency', 'total', 'locale', 'ticket_hash', 'ticket_expires', 'held_at'])
    .select(['hold_until', 'paid_at', 'released_at', 'provider', 'method', 'refunded'])
    .select(['intent_state', 'refund_pending', 'late_pending'])
    .where('id', '=', order)
    .executeTakeFirst()
  if (!row) return undefined
  const facts: Omit<OrderFacts, 'state'> = {
    id: row.id,
    currency: knownCurrency(row.currency),
    total: minorUnits(row.total),
    locale: row.locale === 'en' ? 'en' : 'ja',
    ticketHash: row.ticket_hash,
    ticketExpires: row.ticket_expires,
    heldAt: row.held_at,
    holdUntil: row.hold_until,
    paidAt: row.paid_at,
    releasedAt: row.released_at,
    provider: row.provider,
    method: row.method,
    intentState: row.intent_state as IntentState | null,
    refunded: minorUnits(row.refunded),
    refundPending: minorUnits(row.refund_pending),
    latePending: minorUnits(row.late_pending),
  }
  return { ...facts, state: orderState(facts) }
}

export interface OrderLineFacts {
  order: string
  position: number
  work: string
  title: string
  price: Minor
  taxRate: number
  seller: string
  sellerName: string
  sellerHandle: string
  /** The right to download began; null before payment. */
  grantedAt: Date | null
  /** It ended with a refund. */
  revokedAt: Date | null
}

const mostLines = 1_000

/** The lines of these orders as they were frozen, in their order; at most 1,000 of them. */
export async function orderLineFacts(
  db: OrderFactsDb,
  orders: readonly string[],
): Promise<OrderLineFacts[]> {
  if (orders.length === 0) return []
  const rows = await db
    .selectFrom('order_line_facts')
    .select([
      'order_id',
      'position',
      'work_id',
      'granted_at',
      'revoked_at',
      'title',
      'price',
      'tax_rate',
      'seller_id',
      'seller_name',
      'seller_handle',
    ])
    .where('order_id', 'in', orders)
    .orderBy('order_id')
    .orderBy('position')
    .limit(mostLines)
    .execute()
  return rows.map((row) => ({
    order: row.order_id,
    position: row.position ?? 0,
    work: row.work_id,
    title: row.title,
    price: minorUnits(row.price),
    taxRate: row.tax_rate,
    seller: row.seller_id,
    sellerName: row.seller_name,
    sellerHandle: row.seller_handle,
    grantedAt: row.granted_at,
    revokedAt: row.revoked_at,
  }))
}

function knownCurrency(currency: string): Currency {
  if (!isCurrency(currency)) throw new RangeError('an order in an unknown currency')
  return currency
}
