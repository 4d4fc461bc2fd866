import type pg from 'pg'
import { stopPoint } from '#lib/stop-point.ts'
import { type IntentRow, intentColumns, readIntent } from '#market/payments/queries.ts'
import type { Intent } from '#market/payments/types.ts'

export interface AskingTerms {
  now: Date
  limit: number
  /** First pause; doubles with every asking, up to an hour. */
  firstAskSeconds: number
  /** When a session of this kind ends: it is asked about then, not long after. */
  sessionMinutes: number
  konbiniMinutes: number
}

/** Takes the unfinished intents whose turn it is, and sets their next turn beforehand. */
export async function takeDueIntents(pool: pg.Pool, terms: AskingTerms): Promise<Intent[]> {
  const { rows } = await pool.query<IntentRow>({
    name: 'take-due-intents',
    text: `update intents i set asks = asks + 1, ask_after = least(
             $1 + least(interval '1 hour', make_interval(secs => $3 * 2 ^ least(asks, 16))),
             greatest($1 + make_interval(secs => $3), created_at + make_interval(
               mins => case method when 'konbini' then $5 else $4 end::integer, secs => 5)))
           where id in (
             select id from intents where state in ('created', 'handed-off') and ask_after <= $1
             order by ask_after limit $2 for update skip locked)
           returning ${intentColumns}`,
    values: [
      terms.now,
      terms.limit,
      terms.firstAskSeconds,
      terms.sessionMinutes,
      terms.konbiniMinutes,
    ],
  })
  return rows.map(readIntent)
}

/** Gives back what an unpaid order kept; false when it may not be, or was, given back. */
export async function releaseHold(
  pool: pg.Pool,
  { order, now }: { order: string; now: Date },
): Promise<boolean> {
  stopPoint('payments:before-release-commit')
  const { rows } = await pool.query<{ released: boolean }>({
    name: 'release-hold',
    text: 'select release_hold($1, $2) as released',
    values: [order, now],
  })
  stopPoint('payments:after-release-commit')
  return rows[0]!.released
}
