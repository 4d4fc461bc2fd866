import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type pg from 'pg'
import type { PaymentsDatabase } from '#lib/db/tables.ts'
import { type Currency, isCurrency, type Minor, minorUnits } from '#lib/money.ts'
import type { RefundableLine, RefundPart } from './refundable.ts'

export type RefundState = 'pending' | 'confirmed' | 'failed'

export interface RequestedRefund {
  refund: string
  order: string
  reason: string
  state: RefundState
  lines: RefundPart[]
}

type PaymentsDb = Kysely<PaymentsDatabase>

/** The refund a request made before, or undefined. Lines come in the order of positions. */
export async function refundOfRequest(
  db: PaymentsDb,
  request: string,
): Promise<RequestedRefund | undefined> {
  const rows = await db
    .selectFrom('refunds as r')
    .innerJoin('refund_lines as l', 'l.refund_id', 'r.id')
    .select(['r.id', 'r.order_id', 'r.reason', 'r.state', 'l.position', 'l.amount'])
    .where('r.request_id', '=', request)
    .orderBy('l.position')
    .limit(1000)
    .execute()
  const first = rows[0]
  if (!first) return undefined
  return {
    refund: first.id,
    order: first.order_id,
    reason: first.reason,
    state: first.state as RefundState,
    lines: rows.map((row) => ({ position: row.position, amount: minorUnits(row.amount) })),
  }
}

/** The order's lines with what was claimed back of each, confirmed or pending. */
export async function refundableLines(db: PaymentsDb, order: string): Promise<RefundableLine[]> {
  const rows = await db
    .selectFrom('order_lines as l')
    .select(['l.position', 'l.price'])
    .select((eb) =>
      eb
        .selectFrom('refund_lines as p')
        .innerJoin('refunds as r', 'r.id', 'p.refund_id')
        .whereRef('r.order_id', '=', 'l.order_id')
        .whereRef('p.position', '=', 'l.position')
        .where('r.state', 'in', ['pending', 'confirmed'])
        .select(sql<bigint>`coalesce(sum(p.amount), 0)::bigint`.as('amount'))
        .as('claimed'),
    )
    .where('l.order_id', '=', order)
    .orderBy('l.position')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    position: row.position,
    price: minorUnits(row.price),
    claimed: minorUnits(row.claimed ?? 0n),
  }))
}

/** What operators have asked back since this moment, failed ones aside. */
export async function askedBackSince(
  db: PaymentsDb,
  { since, currency }: { since: Date; currency: string },
): Promise<Minor> {
  const row = await db
    .selectFrom('refunds')
    .select(sql<bigint>`coalesce(sum(amount), 0)::bigint`.as('amount'))
    .where('requested_at', '>', since)
    .where('currency', '=', currency)
    .where('reason', '<>', 'late-payment')
    .where('state', '<>', 'failed')
    .executeTakeFirstOrThrow()
  return minorUnits(row.amount)
}

export interface RefundInMotion {
  refund: string
  intent: string
  provider: string
  /** The session the money came by; null only for an order that cost nothing. */
  session: string | null
  providerRefund: string | null
  amount: Minor
  currency: Currency
  state: RefundState
}

/** A refund with what the provider must be told. */
export async function refundInMotion(
  pool: pg.Pool,
  refund: string,
): Promise<RefundInMotion | undefined> {
  const { rows } = await pool.query(
    `select r.id, r.intent_id, i.provider, i.session, r.provider_refund, r.amount, r.currency,
       r.state from refunds r join intents i on i.id = r.intent_id where r.id = $1`,
    [refund],
  )
  const row = rows[0]
  if (!row) return undefined
  if (!isCurrency(row.currency)) throw new RangeError('a refund in an unknown currency')
  return {
    refund: row.id,
    intent: row.intent_id,
    provider: row.provider,
    session: row.session,
    providerRefund: row.provider_refund,
    amount: minorUnits(row.amount),
    currency: row.currency,
    state: row.state,
  }
}

/** Refunds of this intent that the provider has not settled yet. */
export async function pendingRefundsOf(pool: pg.Pool, intent: string): Promise<string[]> {
  const { rows } = await pool.query(
    `select id from refunds where intent_id = $1 and state = 'pending' order by id limit 100`,
    [intent],
  )
  return rows.map((row) => row.id)
}
