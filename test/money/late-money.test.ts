import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { openDb } from '#lib/db/open.ts'
import { money, yen } from '#lib/money.ts'
import { accountSums, unbalancedTransactions } from '#market/ledger/queries.ts'
import { orderFacts } from '#market/orders/queries.ts'
import { bookEvent } from '#market/payments/jobs.ts'
import type { ProviderEvent } from '#market/payments/port.ts'
import { reconcile } from '#market/reconciliation/jobs.ts'
import { sweepRefunds } from '#market/refunds/jobs.ts'
import { releaseOverdue, sweepIntents } from '#market/sweeps/jobs.ts'
import { workDue } from '#market/sweeps/queries.ts'
import { browse, until } from '#test/sandbox/browse.ts'
import { payWith } from '#test/sandbox/town.ts'
import { type Counter, openCounter } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.end())

const minute = 60_000

async function heldOrder(copies?: number) {
  const { market, clock } = counter
  const work = await market.work({ copies })
  const cart = await market.cartWith(work)
  const order = await market.hold(cart, { now: clock() })
  return { order, work, cart, pass: counter.passFor(order) }
}

async function stateOf(order: string): Promise<string> {
  const { rows } = await counter.market.admin.query('select state from order_facts where id = $1', [
    order,
  ])
  return rows[0].state
}

async function intentOf(order: string) {
  const { rows } = await counter.market.admin.query(
    'select * from intents where order_id = $1 order by created_at desc limit 1',
    [order],
  )
  return rows[0]
}

function paidEvent(intent: string, over: Partial<ProviderEvent> = {}): ProviderEvent {
  return {
    id: counter.market.newId(),
    kind: 'paid',
    session: 'ses',
    intent,
    money: yen(1200),
    providerRefund: null,
    at: new Date(),
    ...over,
  }
}

/** Until nothing is left to be asked or given back. */
async function sweepAll(): Promise<void> {
  await sweepIntents(counter.needs)
  while (await releaseOverdue(counter.needs)) {}
}

test('an order nobody began to pay gives its copy back after its time, and not before', async () => {
  const { order, work } = await heldOrder(1)
  counter.clock.advance(29 * minute)
  await sweepAll()
  assert.equal(await stateOf(order), 'held')
  counter.clock.advance(2 * minute)
  await sweepAll()
  assert.equal(await stateOf(order), 'released')
  assert.equal(await counter.market.copiesLeft(work), 1)
  assert.equal((await workDue(counter.needs.pool, counter.clock())).orders, false)
})

test('an order in the middle of paying keeps its copy until the provider says it is over', async () => {
  const { order, work, pass } = await heldOrder(1)
  counter.clock.advance(20 * minute)
  await counter.press(pass)
  counter.clock.advance(15 * minute)
  await sweepAll()
  assert.equal(await stateOf(order), 'awaiting-payment')
  assert.equal(await counter.market.copiesLeft(work), 0)
  counter.clock.advance(16 * minute)
  await sweepAll()
  assert.equal(await stateOf(order), 'released')
  assert.equal(await counter.market.copiesLeft(work), 1)
})

test('a provider that is away gives nothing back: nobody knows whether it was paid', async () => {
  const { order, work, pass } = await heldOrder(1)
  await payWith((await counter.press(pass)).location, 'webhook-never')
  await counter.provider.crash()
  counter.clock.advance(90 * minute)
  await sweepAll()
  assert.equal(await counter.market.copiesLeft(work), 0)
  await counter.provider.restart()
  counter.clock.advance(90 * minute)
  await sweepAll()
  assert.equal(await stateOf(order), 'paid')
  assert.equal(await counter.market.copiesLeft(work), 0)
})

test('a slip may be paid for days; the order keeps its copy, and is paid at the counter', async () => {
  const { order, work, pass } = await heldOrder(1)
  const away = await counter.press(pass, 'konbini')
  await browse(`${away.location}/slip`, { form: { shop: 'れんしゅうストア' } })
  const till = /href="(\/till\/\d+)/.exec((await browse(away.location)).text)![1]
  counter.clock.advance(26 * 60 * minute)
  await sweepAll()
  assert.equal(await stateOf(order), 'awaiting-payment')
  assert.equal(await counter.market.copiesLeft(work), 0)
  const { slip } = (await orderFacts(openDb('storefront', counter.market.storefront), order))!
  assert.ok(slip?.shop === 'れんしゅうストア' && till!.endsWith(slip.number))
  assert.ok(slip.payBefore > counter.clock())
  await browse(`${counter.provider.origin}${till}`, { form: {} })
  await until(async () => (await stateOf(order)) === 'paid')
})

test('who went for a slip and took none keeps nothing longer than others', async () => {
  const { order, pass } = await heldOrder(1)
  await counter.press(pass, 'konbini')
  counter.clock.advance(31 * minute)
  await sweepAll()
  assert.equal(await stateOf(order), 'released')
})

async function releasedOrder(copies?: number) {
  const held = await heldOrder(copies)
  await counter.press(held.pass)
  const intent = await intentOf(held.order)
  counter.clock.advance(31 * minute)
  await sweepAll()
  assert.equal(await stateOf(held.order), 'released')
  return { ...held, intent: intent.id as string }
}

test('late money takes the copy again while there is one', async () => {
  const { order, work, intent } = await releasedOrder(1)
  await bookEvent(counter.needs, 'sandbox', paidEvent(intent))
  assert.equal(await stateOf(order), 'paid')
  assert.equal(await counter.market.copiesLeft(work), 0)
})

test('late money for a copy that is gone goes back where it came from, and nothing is granted', async () => {
  const { order, work, intent } = await releasedOrder(1)
  const { market } = counter
  await market.hold(await market.cartWith(work), { now: counter.clock() })
  await bookEvent(counter.needs, 'sandbox', paidEvent(intent))
  assert.equal(await stateOf(order), 'late-refunding')
  assert.ok(counter.woken.includes('refunds'))
  const { rows } = await market.admin.query('select * from entitlements where order_id = $1', [
    order,
  ])
  assert.equal(rows.length, 0)
  // The provider never took this money, so it refuses to give it back, and a person is called.
  counter.logged.length = 0
  await sweepRefunds(counter.needs)
  assert.ok(counter.logged.some((each) => each.event === 'refund-failed'))
})

test('late money that the provider really has is given back once, and the ledger forgets none', async () => {
  const { order, work, pass } = await heldOrder(1)
  const { market, needs } = counter
  const away = await counter.press(pass)
  // Given up by us while the provider still takes money: the race no lock can end.
  const intent = await intentOf(order)
  counter.clock.advance(31 * minute)
  await market.payments.query(`select end_intent($1, 'expired', $2)`, [intent.id, counter.clock()])
  assert.equal(await stateOf(order), 'released')
  await market.hold(await market.cartWith(work), { now: counter.clock() })
  await payWith(away.location, 'success')
  await until(async () => (await stateOf(order)) === 'late-refunding')
  counter.clock.advance(minute)
  while (await sweepRefunds(needs)) {}
  await sweepRefunds(needs)
  assert.equal(await stateOf(order), 'released')
  const kinds = await market.admin.query(
    'select kind from ledger_transactions where order_id = $1 order by posted_at',
    [order],
  )
  assert.deepEqual(
    kinds.rows.map((each) => each.kind),
    ['late-payment', 'late-refund'],
  )
})

test('money for an order that the same cart has paid for since goes back', async () => {
  const { market, clock, needs } = counter
  const { order, cart, intent } = await releasedOrder()
  const again = await market.hold(cart, { now: clock() })
  await counter.press(counter.passFor(again))
  await bookEvent(needs, 'sandbox', paidEvent((await intentOf(again)).id))
  assert.equal(await stateOf(again), 'paid')
  await bookEvent(needs, 'sandbox', paidEvent(intent))
  assert.equal(await stateOf(order), 'late-refunding')
})

test('money twice for one order by two intents: the second goes back, the order stays paid', async () => {
  const { order, pass } = await heldOrder()
  await counter.press(pass, 'card')
  const first = await intentOf(order)
  await counter.press(pass, 'wallet')
  const second = await intentOf(order)
  await bookEvent(counter.needs, 'sandbox', paidEvent(second.id))
  await bookEvent(counter.needs, 'sandbox', paidEvent(first.id))
  assert.equal(await stateOf(order), 'paid')
  const { rows } = await counter.market.admin.query(
    'select reason, amount, intent_id from refunds where order_id = $1',
    [order],
  )
  assert.deepEqual(rows, [{ reason: 'late-payment', amount: 1200n, intent_id: first.id }])
})

for (const [what, wrong] of [
  ['amount', { money: yen(1199) }],
  ['currency', { money: money(1200, 'USD') }],
] as const) {
  test(`an event with another ${what} books nothing, is kept, and calls a person`, async () => {
    const { order, pass } = await heldOrder()
    await counter.press(pass)
    const { id } = await intentOf(order)
    counter.logged.length = 0
    await bookEvent(counter.needs, 'sandbox', paidEvent(id, wrong))
    assert.equal(await stateOf(order), 'awaiting-payment')
    assert.ok(counter.logged.some((each) => each.event === 'payment-mismatch'))
    const { rows } = await counter.market.admin.query(
      'select outcome from provider_events where intent_id = $1',
      [id],
    )
    assert.deepEqual(rows, [{ outcome: 'mismatch' }])
    const told = await counter.market.admin.query(
      'select kind, amount, expected from unsettled_money where order_id = $1',
      [order],
    )
    const { amount } = paidEvent(id, wrong).money
    assert.deepEqual(told.rows, [{ kind: 'mismatch', amount, expected: 1200n }])
  })
}

test('an event of one provider does not pay the intent of another', async () => {
  const { order, pass } = await heldOrder()
  await counter.press(pass)
  await bookEvent(counter.needs, 'somebody', paidEvent((await intentOf(order)).id))
  assert.equal(await stateOf(order), 'awaiting-payment')
})

test('ten webhooks at once, the same or each its own, are one sale', async () => {
  for (const id of [undefined, 'evt-same']) {
    const { order, pass } = await heldOrder()
    await counter.press(pass)
    const { id: intent } = await intentOf(order)
    const events = Array.from({ length: 10 }, () => paidEvent(intent, id ? { id } : {}))
    await Promise.all(events.map((event) => bookEvent(counter.needs, 'sandbox', event)))
    const { rows } = await counter.market.admin.query(
      `select (select count(*) from ledger_transactions where order_id = $1)::integer as sales,
         (select count(*) from entitlements where order_id = $1)::integer as rights,
         (select count(*) from outbox where order_id = $1)::integer as words`,
      [order],
    )
    assert.deepEqual(rows, [{ sales: 1, rights: 1, words: 1 }])
  }
})

test('what no webhook told and no sweep asked, the provider’s own list brings in', async () => {
  const { order, pass } = await heldOrder()
  await payWith((await counter.press(pass)).location, 'webhook-never')
  const [provider] = counter.needs.providers.all
  while (await reconcile(counter.needs, provider!)) {}
  assert.equal(await stateOf(order), 'paid')
})

test('money at the provider for an intent that is not ours calls a person', async () => {
  const [provider] = counter.needs.providers.all
  const { url } = await provider!.createSession({
    intent: counter.market.newId(),
    money: yen(500),
    method: 'card',
    locale: 'ja',
    returnUrl: `${counter.origin}/return/x`,
    expiresAt: new Date(Date.now() + 10 * minute),
  })
  await payWith(url, 'webhook-never')
  counter.logged.length = 0
  while (await reconcile(counter.needs, provider!)) {}
  assert.ok(counter.logged.some((each) => each.event === 'payment-without-intent'))
})

test('after all this every transaction and the whole ledger sum to zero', async () => {
  const { db } = counter.needs
  assert.deepEqual(await unbalancedTransactions(db, 10), [])
  const sums = await accountSums(db, 1000)
  assert.equal(
    sums.reduce((total, { sum }) => total + sum.amount, 0n),
    0n,
  )
})
