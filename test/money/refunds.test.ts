import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { openDb } from '#lib/db/open.ts'
import { minorUnits } from '#lib/money.ts'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { balanceOf, unbalancedTransactions } from '#market/ledger/queries.ts'
import { orderWhole } from '#market/moderation/queries.ts'
import { tellVault } from '#market/outbox/jobs.ts'
import { type RefundRequest, requestRefund, sweepRefunds } from '#market/refunds/jobs.ts'
import { browse, until } from '#test/sandbox/browse.ts'
import { askApi, keys, type PaymentTown, payWith } from '#test/sandbox/town.ts'
import { actHash } from '#trust/identity/acts.ts'
import { type Counter, openCounter } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter({ SANDBOX_PROVIDER_LATE_SECONDS: '3600' })
})
beforeEach(() => {
  // A day later nothing counts towards the ceiling any more.
  counter.clock.advance(25 * 60 * 60 * 1000)
  counter.vault.isDoubting = false
})
afterAll(() => counter.end())

const refused = (code: RefusalCode) => (thrown: unknown) => isRefusal(thrown, code)

/** A paid order of one seller's works at these prices. */
async function paidOrder({ prices = [1200], card = 'success' } = {}) {
  const { market, clock } = counter
  const seller = await market.seller()
  const works = []
  for (const price of prices) works.push(await market.work({ seller, price }))
  const order = await market.hold(await market.cartWith(...works), { now: clock() })
  const away = await counter.press(counter.passFor(order))
  await browse((await payWith(away.location, card)).location)
  await tellVault(counter.needs)
  return { order, seller }
}

function request(order: string, parts: [number, number][], over: Partial<RefundRequest> = {}) {
  const bytes = Buffer.alloc(8)
  return {
    requestId: counter.market.newId(),
    order,
    lines: parts.map(([position, amount]) => ({ position, amount: minorUnits(amount) })),
    currency: 'JPY',
    reason: 'defect' as const,
    assertion: {
      challenge: counter.market.newId(),
      credential: bytes,
      clientData: bytes,
      authenticatorData: bytes,
      signature: bytes,
    },
    ...over,
  }
}

const ask = (order: string, parts: [number, number][], over?: Partial<RefundRequest>) =>
  requestRefund(counter.needs, request(order, parts, over))

async function balance(seller: string): Promise<bigint> {
  const db = openDb('storefront', counter.market.storefront)
  return (await balanceOf(db, seller))[0]?.amount ?? 0n
}

async function factsOf(order: string) {
  const { rows } = await counter.market.admin.query(
    'select state, refunded, refund_pending from order_facts where id = $1',
    [order],
  )
  return rows[0]
}

async function rightsOf(order: string): Promise<boolean[]> {
  const { rows } = await counter.market.admin.query(
    'select revoked_at from entitlements where order_id = $1 order by position',
    [order],
  )
  return rows.map((each) => each.revoked_at === null)
}

test('a whole refund takes back what the sale gave, ends the right, and is told to the vault', async () => {
  const { order, seller } = await paidOrder({ prices: [999] })
  assert.equal(await balance(seller), 900n)
  const { refund, state } = await ask(order, [[1, 999]])
  assert.equal(state, 'confirmed')
  assert.equal(await balance(seller), 0n)
  assert.deepEqual(await factsOf(order), { state: 'refunded', refunded: 999n, refund_pending: 0n })
  assert.deepEqual(await rightsOf(order), [false])
  await tellVault(counter.needs)
  assert.equal(counter.vault.refunded.get(refund)?.amount, 999n)
})

test('the vault hears to whom a sale owes something, and of a refund to whom nothing any more', async () => {
  const { order, seller } = await paidOrder({ prices: [999] })
  const part = await ask(order, [[1, 99]])
  await tellVault(counter.needs)
  assert.deepEqual(counter.vault.paid.get(order)?.sellers, [seller])
  assert.deepEqual(counter.vault.refunded.get(part.refund)?.settled, [])
  const rest = await ask(order, [[1, 900]])
  await tellVault(counter.needs)
  assert.equal(await balance(seller), 0n)
  assert.deepEqual(counter.vault.refunded.get(rest.refund)?.settled, [seller])
})

test('parts of a line that add up to its price leave neither a yen too much nor too little', async () => {
  const { order, seller } = await paidOrder({ prices: [999, 500] })
  for (const amount of [1, 7, 333, 658]) {
    assert.equal((await ask(order, [[1, amount]])).state, 'confirmed')
  }
  assert.equal(await balance(seller), 450n)
  assert.equal((await factsOf(order)).state, 'partly-refunded')
  assert.deepEqual(await rightsOf(order), [false, true])
})

test('the desk offers of a line what is left of it, also while a part is on its way back', async () => {
  const { order } = await paidOrder({ prices: [1000, 600] })
  const left = async () => {
    const whole = await orderWhole(openDb('console', counter.market.console), order)
    return whole?.lines.map((line) => line.left)
  }
  assert.deepEqual(await left(), [1000n, 600n])
  await ask(order, [[1, 300]])
  assert.deepEqual(await left(), [700n, 600n])
  const { admin } = counter.market
  const setState = (state: string) =>
    admin.query('update refunds set state = $2 where order_id = $1', [order, state])
  await setState('pending')
  assert.deepEqual(await left(), [700n, 600n])
  await setState('confirmed')
})

test('a free work stays when the paid one beside it is given back', async () => {
  const { order } = await paidOrder({ prices: [0, 800] })
  const position = (await linePrices(order)).indexOf(800n) + 1
  await ask(order, [[position, 800]])
  const rights = await rightsOf(order)
  assert.equal(rights[position - 1], false)
  assert.equal(rights[2 - position], true)
})

async function linePrices(order: string): Promise<bigint[]> {
  const { rows } = await counter.market.admin.query(
    'select price from order_lines where order_id = $1 order by position',
    [order],
  )
  return rows.map((each) => each.price)
}

test('never more goes back than is left of a line, also when two operators ask at once', async () => {
  const { order } = await paidOrder()
  await assert.rejects(ask(order, [[1, 1201]]), refused('refund-too-large'))
  const outcomes = await Promise.allSettled([ask(order, [[1, 700]]), ask(order, [[1, 700]])])
  assert.deepEqual(outcomes.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  const no = outcomes.find((each) => each.status === 'rejected')
  assert.ok(refused('refund-too-large')(no?.reason))
  assert.equal((await factsOf(order)).refunded, 700n)
})

test('the same request asked again is the same refund; another under its name is refused', async () => {
  const { order } = await paidOrder()
  const asked = request(order, [[1, 300]])
  const first = await requestRefund(counter.needs, asked)
  assert.deepEqual(await requestRefund(counter.needs, asked), first)
  assert.equal((await factsOf(order)).refunded, 300n)
  const { requestId } = asked
  await assert.rejects(ask(order, [[1, 301]], { requestId }), refused('bad-input'))
})

test('the vault is asked to believe exactly this act, and without a passkey nothing moves', async () => {
  const { order } = await paidOrder()
  counter.vault.isDoubting = true
  await assert.rejects(ask(order, [[1, 300]]), refused('passkey-needed'))
  assert.equal((await factsOf(order)).refunded, 0n)
  counter.vault.isDoubting = false
  const asked = request(order, [[1, 300]])
  await requestRefund(counter.needs, asked)
  const { requestId, lines, currency, reason } = asked
  const act = actHash({ kind: 'refund', requestId, order, lines, currency, reason })
  assert.ok(counter.vault.acts.at(-1)?.equals(act))
})

test('what was not paid, in another currency, or of another line is refused', async () => {
  const { market, clock } = counter
  const held = await market.hold(await market.cartWith(await market.work()), { now: clock() })
  await assert.rejects(ask(held, [[1, 1]]), refused('not-paid'))
  const { order } = await paidOrder()
  await assert.rejects(ask(order, [[1, 1]], { currency: 'USD' }), refused('bad-input'))
  await assert.rejects(ask(order, [[2, 1]]), refused('bad-input'))
  await assert.rejects(ask(order, []), refused('bad-input'))
  await assert.rejects(ask(order, [[1, 0]]), refused('bad-input'))
})

test('within a day no more than the ceiling goes back, however many orders', async () => {
  const orders = []
  for (let n = 0; n < 3; n += 1) orders.push(await paidOrder({ prices: [40_000] }))
  await ask(orders[0]!.order, [[1, 40_000]])
  await ask(orders[1]!.order, [[1, 40_000]])
  await assert.rejects(ask(orders[2]!.order, [[1, 40_000]]), refused('refund-ceiling'))
  await ask(orders[2]!.order, [[1, 20_000]])
  await assert.rejects(ask(orders[2]!.order, [[1, 1]]), refused('refund-ceiling'))
  counter.clock.advance(25 * 60 * 60 * 1000)
  assert.equal((await ask(orders[2]!.order, [[1, 1]])).state, 'confirmed')
})

test('a refund the provider takes its time for reserves, and is booked when it is done', async () => {
  const { order, seller } = await paidOrder({ card: 'refund-later' })
  const before = await balance(seller)
  const { state } = await ask(order, [[1, 1200]])
  assert.equal(state, 'pending')
  assert.deepEqual(await factsOf(order), { state: 'paid', refunded: 0n, refund_pending: 1200n })
  assert.equal(await balance(seller), before)
  await assert.rejects(ask(order, [[1, 1]]), refused('refund-too-large'))
  await askApi(
    { origin: counter.provider.origin } as PaymentTown,
    '/v1/admin/deliveries',
    keys.SANDBOX_PROVIDER_SECRET_KEY,
    '',
  )
  await until(async () => (await factsOf(order)).state === 'refunded')
  assert.equal(await balance(seller), 0n)
})

test('a refund the provider refuses claims nothing any more, and a person is called', async () => {
  const { order, seller } = await paidOrder({ card: 'refund-fails' })
  const before = await balance(seller)
  counter.logged.length = 0
  assert.equal((await ask(order, [[1, 1200]])).state, 'failed')
  assert.ok(counter.logged.some((each) => each.event === 'refund-failed'))
  assert.deepEqual(await factsOf(order), { state: 'paid', refunded: 0n, refund_pending: 0n })
  assert.equal(await balance(seller), before)
})

test('with the provider away a refund waits, and goes out once when it is back', async () => {
  const { order } = await paidOrder()
  await counter.provider.crash()
  const { state } = await ask(order, [[1, 1200]])
  assert.equal(state, 'pending')
  await counter.provider.restart()
  counter.clock.advance(31_000)
  await sweepRefunds(counter.needs)
  assert.equal((await factsOf(order)).state, 'refunded')
  counter.clock.advance(60 * 60 * 1000)
  await sweepRefunds(counter.needs)
  assert.deepEqual(await factsOf(order), { state: 'refunded', refunded: 1200n, refund_pending: 0n })
})

test('after all this every transaction sums to zero', async () => {
  assert.deepEqual(await unbalancedTransactions(counter.needs.db, 10), [])
})
