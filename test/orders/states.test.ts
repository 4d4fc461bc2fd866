import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { openDb } from '#lib/db/open.ts'
import { orderFacts, orderLineFacts } from '#market/orders/queries.ts'
import { type IntentState, orderState } from '#market/orders/states.ts'
import { type PracticeMarket, practiceMarket, practiceStart } from '#test/money/market.ts'

let market: PracticeMarket
let work: string
beforeAll(async () => {
  market = await practiceMarket()
  work = await market.work({ price: 100 })
})
afterAll(() => market.end())

interface Story {
  intents: Exclude<IntentState, 'paid'>[]
  isPaid: boolean
  isReleased: boolean
  refunds: { amount: bigint; isLate: boolean; state: 'pending' | 'confirmed' | 'failed' }[]
}

/** Writes an order with this past, as no process could, to see every mixture of facts. */
async function orderWith(story: Story): Promise<string> {
  const { admin, newId } = market
  const order = await market.hold(await market.cartWith(work))
  let intent = newId()
  const open = story.intents.find((each) => each === 'created' || each === 'handed-off')
  const ended = story.intents.filter((each) => each === 'failed' || each === 'expired')
  const states = [...ended, ...(story.isPaid ? ['paid'] : open ? [open] : [])]
  for (const [age, state] of states.entries()) {
    intent = newId()
    const at = new Date(practiceStart.getTime() + age * 1_000)
    await admin.query(
      `insert into intents (id, order_id, provider, method, amount, currency, state, created_at,
         ended_at, ask_after) values ($1, $2, 'sandbox', 'card', 100, 'JPY', $3, $4, $4, $4)`,
      [intent, order, state, at],
    )
  }
  if (story.isReleased) {
    await admin.query('insert into releases values ($1, $2)', [order, practiceStart])
  }
  if (states.length === 0) return order
  for (const { amount, isLate, state } of story.refunds) {
    await admin.query(
      `insert into refunds (id, request_id, order_id, intent_id, amount, currency, reason, state,
         requested_at, ask_after) values ($1, $1, $2, $3, $4, 'JPY', $5, $6, $7, $7)`,
      [newId(), order, intent, amount, isLate ? 'late-payment' : 'defect', state, practiceStart],
    )
  }
  return order
}

const story: fc.Arbitrary<Story> = fc.record({
  intents: fc.array(fc.constantFrom('created', 'handed-off', 'failed', 'expired'), {
    maxLength: 3,
  }),
  isPaid: fc.boolean(),
  isReleased: fc.boolean(),
  refunds: fc.array(
    fc.record({
      amount: fc.constantFrom(30n, 100n),
      isLate: fc.boolean(),
      state: fc.constantFrom('pending', 'confirmed', 'failed'),
    }),
    { maxLength: 2 },
  ),
})

test('the database says where an order stands just as the pages do', async () => {
  const db = openDb('storefront', market.storefront)
  await fc.assert(
    fc.asyncProperty(story, async (past) => {
      const order = await orderWith(past)
      const facts = await orderFacts(db, order)
      const { rows } = await market.admin.query('select state from order_facts where id = $1', [
        order,
      ])
      assert.equal(rows[0].state, facts!.state)
      assert.equal(orderState(facts!), facts!.state)
    }),
    { numRuns: 150 },
  )
})

test('an order nobody held is not known, and lines come in their order', async () => {
  const db = openDb('accounts', market.storefront)
  assert.equal(await orderFacts(db, market.newId()), undefined)
  const other = await market.work({ price: 0 })
  const order = await market.hold(await market.cartWith(work, other))
  const lines = await orderLineFacts(db, [order])
  assert.deepEqual(lines.map((line) => line.price).sort(), [0n, 100n])
})
