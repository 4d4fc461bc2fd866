import { sql } from 'kysely'
import type pg from 'pg'
import { type Db, inTransaction, type Tx } from '#lib/db/open.ts'
import type { Currency, Minor } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { askedBackSince, refundableLines } from './queries.ts'
import { type RefundPart, refundTotal } from './refundable.ts'

export type RefundReason = 'buyer-asked' | 'defect' | 'fraud' | 'other'

export interface RefundWish {
  /** The id a new refund takes. */
  refund: string
  /** The operator's act, once: asked again it is the same refund. */
  request: string
  order: string
  lines: readonly RefundPart[]
  currency: Currency
  reason: RefundReason
  /** The operator's opaque subject id. */
  operator: string
  /** Most that operators may give back within 24 hours. */
  ceiling: Minor
  now: Date
}

const dayMillis = 24 * 60 * 60 * 1000
/** Any number, the same for all refunds: they are rare, and a ceiling counts them all. */
const refundLock = 6_039_618

/**
 * Puts a part of a paid order aside to be given back; the provider is asked only after this is
 * committed. Refuses: not-paid, bad-input, refund-too-large, refund-ceiling.
 */
export async function reserveRefund(db: Db<'payments'>, wish: RefundWish): Promise<void> {
  stopPoint('payments:before-refund-commit')
  await inTransaction(db, (tx) => reserve(tx, wish))
  stopPoint('payments:after-refund-commit')
}

async function reserve(tx: Tx<'payments'>, wish: RefundWish): Promise<void> {
  await sql`select pg_advisory_xact_lock(${refundLock})`.execute(tx)
  const intent = await tx
    .selectFrom('intents')
    .select(['id', 'currency'])
    .where('order_id', '=', wish.order)
    .where('state', '=', 'paid')
    .executeTakeFirst()
  if (!intent) throw new Refusal('not-paid', 'only a paid order can be given back')
  if (intent.currency !== wish.currency) {
    throw new Refusal('bad-input', 'paid in another currency', { field: 'currency' })
  }
  const amount = refundTotal(wish.lines, await refundableLines(tx, wish.order))
  await keepCeiling(tx, wish, amount)
  await tx
    .insertInto('refunds')
    .values({
      id: wish.refund,
      request_id: wish.request,
      order_id: wish.order,
      intent_id: intent.id,
      amount,
      currency: wish.currency,
      reason: wish.reason,
      requested_by: wish.operator,
      requested_at: wish.now,
      ask_after: new Date(wish.now.getTime() + firstAskMillis),
    })
    .execute()
  await tx
    .insertInto('refund_lines')
    .values(wish.lines.map((line) => ({ refund_id: wish.refund, ...line })))
    .execute()
}

async function keepCeiling(tx: Tx<'payments'>, wish: RefundWish, amount: Minor): Promise<void> {
  const since = new Date(wish.now.getTime() - dayMillis)
  const before = await askedBackSince(tx, { since, currency: wish.currency })
  if (before + amount > wish.ceiling) {
    throw new Refusal('refund-ceiling', 'more than may be given back in a day')
  }
}

/** The one who asked for it asks the provider at once; the sweeper only if that came to nothing. */
const firstAskMillis = 30_000

/** Books a refund the provider has confirmed; false when it was booked before. */
export async function finishRefund(
  pool: pg.Pool,
  end: { refund: string; now: Date; transaction: string },
): Promise<boolean> {
  stopPoint('payments:before-refund-end-commit')
  const { rows } = await pool.query<{ finished: boolean }>(
    'select finish_refund($1, $2, $3) as finished',
    [end.refund, end.now, end.transaction],
  )
  stopPoint('payments:after-refund-end-commit')
  return rows[0]!.finished
}

/** Ends a refund the provider refuses for good: what it claimed may be asked back anew. */
export async function failRefund(
  pool: pg.Pool,
  { refund, now }: { refund: string; now: Date },
): Promise<void> {
  await pool.query(
    `update refunds set state = 'failed', ended_at = $2 where id = $1 and state = 'pending'`,
    [refund, now],
  )
}

/** Notes the provider's own name of a refund, to ask for it later. */
export async function noteProviderRefund(
  pool: pg.Pool,
  { refund, providerRefund }: { refund: string; providerRefund: string },
): Promise<void> {
  await pool.query('update refunds set provider_refund = $2 where id = $1', [
    refund,
    providerRefund,
  ])
}

/** Takes the pending refunds whose turn it is, and sets their next turn before they are asked. */
export async function takeDueRefunds(
  pool: pg.Pool,
  { now, limit }: { now: Date; limit: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'take-due-refunds',
    text: `update refunds set asks = asks + 1,
             ask_after = $1 + least(interval '1 hour', interval '15 seconds' * 2 ^ least(asks, 12))
           where id in (
             select id from refunds where state = 'pending' and ask_after <= $1
             order by ask_after limit $2 for update skip locked)
           returning id`,
    values: [now, limit],
  })
  return rows.map((row) => row.id)
}
