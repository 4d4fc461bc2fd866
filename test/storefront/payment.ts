import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Stall } from './stall.ts'

/** Pays for an order as payments would, by the function of the database alone. */
export async function payFor(stall: Stall, order: string): Promise<void> {
  const { rows } = await stall.query('select total from orders where id = $1', [order])
  const { total } = rows[0]
  const intent = randomUUID()
  await stall.query(
    `insert into intents (id, order_id, provider, method, amount, currency, state, created_at,
       ask_after)
     values ($1, $2, 'sandbox', 'card', $3, 'JPY', 'handed-off', now(), now())`,
    [intent, order, total],
  )
  const told = ['sandbox', randomUUID(), 'paid', intent, total, 'JPY', new Date()]
  const done = await stall.query(
    'select finish_payment($1, $2, $3, $4, $5, $6, $7, $8, $9) as outcome',
    [...told, randomUUID(), randomUUID()],
  )
  assert.equal(done.rows[0].outcome, 'finished')
}
