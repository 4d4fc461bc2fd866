import type pg from 'pg'
import { stopPoint } from '#lib/stop-point.ts'

/** The vault knows these rows of the outbox now. Forgotten in a crash they are told again. */
export async function markTold(
  pool: pg.Pool,
  { rows, now }: { rows: bigint[]; now: Date },
): Promise<void> {
  stopPoint('payments:before-told-commit')
  await pool.query({
    name: 'mark-told',
    text: `with quick as (select set_config('synchronous_commit', 'off', true))
           update outbox set told_at = $2 from quick where id = any ($1::bigint[])`,
    values: [rows, now],
  })
  stopPoint('payments:after-told-commit')
}
