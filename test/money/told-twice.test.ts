import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type PracticeMarket, practiceMarket, practiceStart } from './market.ts'

let market: PracticeMarket
beforeAll(async () => {
  market = await practiceMarket()
})
afterAll(() => market.end())

const openText = `insert into intents
  (id, order_id, provider, method, amount, currency, state, created_at, ask_after)
  values ($1, $2, 'sandbox', 'card', 1200, 'JPY', 'handed-off', $3, $3)`

/** An intent of 1,200 yen that has gone to the provider. */
async function openIntent(): Promise<{ order: string; intent: string }> {
  const order = await market.hold(await market.cartWith(await market.work()))
  const intent = market.newId()
  await market.admin.query(openText, [intent, order, practiceStart])
  return { order, intent }
}

async function tell(intent: string, event: string): Promise<string> {
  const { rows } = await market.payments.query(
    `select finish_payment('sandbox', $1, 'paid', $2, 1200, 'JPY', $3, $4, $5) as outcome`,
    [event, intent, practiceStart, market.newId(), market.newId()],
  )
  return rows[0].outcome
}

/** How often this order stands in every book that a payment writes. */
async function timesBooked(order: string): Promise<unknown> {
  const { rows } = await market.admin.query(
    `select
       (select count(*)::int from ledger_transactions where order_id = $1) as ledger,
       (select count(*)::int from entitlements where order_id = $1) as rights,
       (select count(*)::int from outbox where order_id = $1) as told,
       (select count(*)::int from refunds where order_id = $1) as refunds`,
    [order],
  )
  return rows[0]
}
const once = { ledger: 1, rights: 1, told: 1, refunds: 0 }

test('a payment told twenty times at the same moment is booked once', async () => {
  const { order, intent } = await openIntent()
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => tell(intent, 'evt-1')))
  assert.deepEqual(await timesBooked(order), once)
  assert.equal(outcomes.filter((each) => each === 'finished').length, 1)
  assert.ok(outcomes.every((each) => each === 'finished' || each === 'already'))
})

test('a payment told by several events, as webhook, return and sweep do, is booked once', async () => {
  const { order, intent } = await openIntent()
  const events = ['evt-2', 'return:2', 'sweep:2', 'evt-2-again']
  const outcomes = await Promise.all(events.map((event) => tell(intent, event)))
  assert.deepEqual(await timesBooked(order), once)
  assert.equal(outcomes.filter((each) => each === 'finished').length, 1)
  assert.equal(await tell(intent, 'evt-2'), 'already')
})
