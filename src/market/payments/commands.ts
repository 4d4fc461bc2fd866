import type pg from 'pg'
import { saidNo } from '#lib/db/said-no.ts'
import type { Money } from '#lib/money.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { type IntentRow, intentColumns, readIntent } from './queries.ts'
import type { FinishOutcome, Intent, IntentMethod } from './types.ts'

export interface IntentWish {
  id: string
  order: string
  provider: string
  method: IntentMethod
  money: Money
  now: Date
  /** When the sweeper first asks about it. */
  askAfter: Date
}

/**
 * Opens the one way to pay for an order, or gives the one that is open or paid already: the
 * database decides between two at once. One statement, one commit.
 *
 * Refuses: ticket-expired when what the order kept has been given back.
 */
export async function openIntent(pool: pg.Pool, wish: IntentWish): Promise<Intent> {
  stopPoint('payments:before-intent-commit')
  const { rows } = await pool
    .query<IntentRow>({
      name: 'open-intent',
      text: `select ${intentColumns} from open_intent($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        wish.id,
        wish.order,
        wish.provider,
        wish.method,
        wish.money.amount,
        wish.money.currency,
        wish.now,
        wish.askAfter,
      ],
    })
    .catch((error: unknown) => {
      throw saidNo(error)
    })
  stopPoint('payments:after-intent-commit')
  return readIntent(rows[0]!)
}

/**
 * Notes the provider's session; the browser leaves for it next. It waits for the disk: an intent
 * that was paid and whose session was lost in a crash could not be refunded.
 */
export async function recordHandOff(
  pool: pg.Pool,
  to: { intent: string; session: string; url: string; now: Date },
): Promise<void> {
  stopPoint('payments:before-hand-off-commit')
  await pool.query({
    name: 'record-hand-off',
    text: `update intents set session = $2, session_url = $3,
             handed_off_at = coalesce(handed_off_at, $4),
             state = case state when 'created' then 'handed-off' else state end
           where id = $1`,
    values: [to.intent, to.session, to.url, to.now],
  })
  stopPoint('payments:after-hand-off-commit')
}

/** Ends an intent that will not be paid; false when it had ended before. */
export async function endIntent(
  pool: pg.Pool,
  end: { intent: string; state: 'failed' | 'expired'; now: Date },
): Promise<boolean> {
  stopPoint('payments:before-ending-commit')
  const { rows } = await pool.query<{ ended: boolean }>({
    name: 'end-intent',
    text: 'select end_intent($1, $2, $3) as ended',
    values: [end.intent, end.state, end.now],
  })
  stopPoint('payments:after-ending-commit')
  return rows[0]!.ended
}

export interface ToldPayment {
  provider: string
  /** Unique at the provider; for an answer to our own question, made from the session. */
  event: string
  kind: 'paid' | 'asked' | 'free'
  intent: string
  money: Money
  now: Date
  /** Ids for what may come of it: postings, and a refund of late money. */
  transaction: string
  refund: string
}

/**
 * The last commit of a purchase, all or nothing, in one statement (db/functions): event, ledger,
 * sale, entitlement, and the word to the vault. Refuses: not-found for an intent that is not ours.
 */
export async function finishPayment(pool: pg.Pool, told: ToldPayment): Promise<FinishOutcome> {
  stopPoint('payments:before-finish-commit')
  const { rows } = await pool
    .query<{ outcome: FinishOutcome }>({
      name: 'finish-payment',
      text: 'select finish_payment($1, $2, $3, $4, $5, $6, $7, $8, $9) as outcome',
      values: [
        told.provider,
        told.event,
        told.kind,
        told.intent,
        told.money.amount,
        told.money.currency,
        told.now,
        told.transaction,
        told.refund,
      ],
    })
    .catch((error: unknown) => {
      throw saidNo(error)
    })
  stopPoint('payments:after-finish-commit')
  return rows[0]!.outcome
}

/** Notes how far a repeated walk has come. */
export async function moveCursor(pool: pg.Pool, name: string, position: string): Promise<void> {
  await pool.query({
    name: 'move-cursor',
    text: `insert into payment_cursors (name, position) values ($1, $2)
           on conflict (name) do update set position = excluded.position`,
    values: [name, position],
  })
}
