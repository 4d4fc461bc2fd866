import type pg from 'pg'
import { saidNo } from '#lib/db/said-no.ts'
import { together } from '#lib/db/together.ts'
import type { Money } from '#lib/money.ts'
import { stopPoint } from '#lib/stop-point.ts'
import type { Slip } from './port.ts'
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
 * database decides between two at once. One statement, one commit, with other orders that are
 * handed off at about the same time.
 *
 * Refuses: ticket-expired when what the order kept has been given back.
 */
export async function openIntent(pool: pg.Pool, wish: IntentWish): Promise<Intent> {
  stopPoint('payments:before-intent-commit')
  const intent = await openTogether(pool, wish)
  stopPoint('payments:after-intent-commit')
  return intent
}

const openTogether = together({ all: openMany, alone: openAlone })

async function openMany(pool: pg.Pool, wishes: IntentWish[]): Promise<(Intent | undefined)[]> {
  const asked = wishes.map(({ id, order, provider, method, money, now, askAfter }) => ({
    id,
    order_id: order,
    provider,
    method,
    amount: String(money.amount),
    currency: money.currency,
    at: now,
    ask_after: askAfter,
  }))
  const { rows } = await pool.query<IntentRow>({
    name: 'open-intents',
    text: `select ${intentColumns} from open_intents($1)`,
    values: [JSON.stringify(asked)],
  })
  const opened = new Map(rows.map((row) => [row.id, readIntent(row)]))
  return wishes.map(({ id }) => opened.get(id))
}

async function openAlone(pool: pg.Pool, wish: IntentWish): Promise<Intent> {
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
  return readIntent(rows[0]!)
}

export interface HandedOff {
  intent: string
  session: string
  url: string
  now: Date
}

/**
 * Notes the provider's session; the browser leaves for it next. It does not wait for the disk: the
 * same key gives the same session again, and a payment brings its session along.
 */
export async function recordHandOff(pool: pg.Pool, to: HandedOff): Promise<void> {
  stopPoint('payments:before-hand-off-commit')
  await recordTogether(pool, to)
  stopPoint('payments:after-hand-off-commit')
}

const recordTogether = together({
  all: async (pool: pg.Pool, handedOff: HandedOff[]): Promise<(true | undefined)[]> => {
    await recordMany(pool, handedOff)
    return handedOff.map(() => true)
  },
  alone: (pool, one) => recordMany(pool, [one]).then(() => true as const),
})

async function recordMany(pool: pg.Pool, handedOff: HandedOff[]): Promise<void> {
  // Each once: of two rows for one intent PostgreSQL would take either.
  const byIntent = new Map(handedOff.map((each) => [each.intent, each]))
  await pool.query({
    name: 'record-hand-offs',
    text: `with quick as (select set_config('synchronous_commit', 'off', true)),
             noted as (
               select i.id, n.session, n.url, n.now from json_to_recordset($1)
                 as n (intent uuid, session text, url text, now timestamptz)
               join intents i on i.id = n.intent order by i.id for update of i
             )
           update intents i set session = n.session, session_url = n.url,
             handed_off_at = coalesce(i.handed_off_at, n.now),
             state = case i.state when 'created' then 'handed-off' else i.state end
           from noted n, quick where i.id = n.id`,
    values: [JSON.stringify([...byIntent.values()])],
  })
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
  /** The provider's name for the session; null where it does not tell. */
  session: string | null
  money: Money
  now: Date
  /** Ids for what may come of it: postings, and a refund of late money. */
  transaction: string
  refund: string
}

/**
 * The last commit of a purchase, all or nothing, in one statement (db/functions): event, ledger,
 * sale, entitlement, and the word to the vault, with other payments that are told at about the
 * same time. Refuses: not-found for an intent that is not ours.
 */
export async function finishPayment(pool: pg.Pool, told: ToldPayment): Promise<FinishOutcome> {
  stopPoint('payments:before-finish-commit')
  const outcome = await finishTogether(pool, told)
  stopPoint('payments:after-finish-commit')
  return outcome
}

const finishTogether = together({ all: finishMany, alone: finishAlone })

async function finishMany(
  pool: pg.Pool,
  told: ToldPayment[],
): Promise<(FinishOutcome | undefined)[]> {
  const asked = told.map(({ provider, event, kind, intent, session, money, now, transaction }) => ({
    provider,
    event,
    kind,
    intent,
    session,
    amount: String(money.amount),
    currency: money.currency,
    transaction,
    at: now,
  }))
  const { rows } = await pool.query<{ transaction: string }>({
    name: 'finish-payments',
    text: 'select finish_payments($1) as transaction',
    values: [JSON.stringify(asked)],
  })
  const booked = new Set(rows.map(({ transaction }) => transaction))
  return told.map(({ transaction }) => (booked.has(transaction) ? 'finished' : undefined))
}

async function finishAlone(pool: pg.Pool, told: ToldPayment): Promise<FinishOutcome> {
  const { rows } = await pool
    .query<{ outcome: FinishOutcome }>({
      name: 'finish-payment',
      text: 'select finish_payment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as outcome',
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
        told.session,
      ],
    })
    .catch((error: unknown) => {
      throw saidNo(error)
    })
  return rows[0]!.outcome
}

/** Keeps the number with which an order is paid over a counter; one lost in a crash comes again. */
export async function noteSlip(pool: pg.Pool, slip: Slip & { intent: string }): Promise<void> {
  await pool.query({
    name: 'note-slip',
    text: `insert into slips as s (intent_id, shop, number, pay_before) values ($1, $2, $3, $4)
           on conflict (intent_id) do update
             set shop = excluded.shop, number = excluded.number, pay_before = excluded.pay_before
             where (s.shop, s.number, s.pay_before)
               is distinct from (excluded.shop, excluded.number, excluded.pay_before)`,
    values: [slip.intent, slip.shop, slip.number, slip.payBefore],
  })
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
