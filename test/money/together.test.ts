import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, test } from 'vitest'
import { money } from '#lib/money.ts'
import { isRefusal } from '#lib/refusal.ts'
import { finishPayment, openIntent } from '#market/payments/commands.ts'
import { type PracticeMarket, practiceMarket, practiceStart } from './market.ts'

let market: PracticeMarket
beforeAll(async () => {
  market = await practiceMarket()
})
afterAll(() => market.end())

const price = money(1200n, 'JPY')

function open(order: string) {
  const { newId, payments } = market
  const when = { now: practiceStart, askAfter: practiceStart }
  const wish = { id: newId(), order, provider: 'sandbox', method: 'card', money: price } as const
  return openIntent(payments, { ...wish, ...when })
}

async function heldAndOpened(): Promise<{ order: string; intent: string }> {
  const order = await market.hold(await market.cartWith(await market.work()))
  return { order, intent: (await open(order)).id }
}

function tell(intent: string, more: { event?: string; amount?: bigint } = {}) {
  const { newId, payments } = market
  const { event = `evt-${intent}`, amount = 1200n } = more
  return finishPayment(payments, {
    ...{ provider: 'sandbox', event, kind: 'paid', intent, session: `ses-${intent}` },
    ...{ money: money(amount, 'JPY'), now: practiceStart, transaction: newId(), refund: newId() },
  })
}

async function timesBooked(order: string): Promise<number[]> {
  const { rows } = await market.admin.query(
    `select (select count(*)::int from ledger_transactions where order_id = $1) as ledger,
       (select count(*)::int from entitlements where order_id = $1) as rights,
       (select count(*)::int from outbox where order_id = $1) as told`,
    [order],
  )
  return Object.values(rows[0])
}

test('carts held at the same moment come out each as it would alone', async () => {
  const [plain, limited, dearer, gone] = await Promise.all([
    market.work(),
    market.work({ copies: 1 }),
    market.work(),
    market.work(),
  ])
  const carts = {
    plain: await market.cartWith(plain),
    both: await market.cartWith(plain, await market.work()),
    limited: await market.cartWith(limited),
    tooLate: await market.cartWith(limited),
    dearer: await market.cartWith(dearer, plain),
    gone: await market.cartWith(gone),
    empty: await market.cartWith(),
  }
  await market.admin.query('update works set price = 1300 where id = $1', [dearer])
  await market.admin.query(`update works set state = 'withdrawn' where id = $1`, [gone])
  const twice = [carts.plain, carts.plain]
  const all = [...twice, carts.both, carts.limited, carts.tooLate, carts.dearer, carts.gone]
  const came = await Promise.allSettled([
    ...[...all, carts.empty].map((cart) => market.hold(cart)),
    market.hold(carts.both, { version: 2 }),
  ])
  const said = came.map((each) => {
    if (each.status === 'fulfilled') return 'held'
    return isRefusal(each.reason) ? each.reason.code : String(each.reason)
  })
  assert.deepEqual(said.slice(0, 3), ['held', 'held', 'held'])
  assert.deepEqual(said.slice(3, 5).sort(), ['held', 'sold-out'])
  assert.deepEqual(said.slice(5), ['price-changed', 'not-found', 'cart-empty', 'cart-changed'])
  const [first, second] = came as PromiseFulfilledResult<string>[]
  assert.equal(first!.value, second!.value)
  const { rows } = await market.admin.query(
    `select position, l.work_id = $2 as is_first, market_share from order_lines l
     join orders o on o.id = l.order_id where o.cart_id = $1 order by position`,
    [carts.both, plain],
  )
  assert.deepEqual(rows, [
    { position: 1, is_first: true, market_share: 120n },
    { position: 2, is_first: false, market_share: 120n },
  ])
})

test('payments told at the same moment are booked each as it would be alone', async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, heldAndOpened))
  const [plain, twice, less, late, other, seen] = orders
  await market.admin.query('insert into releases values ($1, $2)', [late!.order, practiceStart])
  assert.equal(await tell(seen!.intent, { event: 'evt-known' }), 'finished')
  const outcomes = await Promise.all([
    tell(plain!.intent),
    tell(twice!.intent),
    tell(twice!.intent, { event: 'evt-again' }),
    tell(twice!.intent),
    tell(less!.intent, { amount: 1199n }),
    tell(late!.intent),
    tell(other!.intent),
    tell(seen!.intent, { event: 'evt-known' }),
    tell(market.newId()).catch((error: unknown) => isRefusal(error, 'not-found')),
  ])
  assert.deepEqual(outcomes.slice(1, 4).sort(), ['already', 'already', 'finished'])
  assert.equal(outcomes[0], 'finished')
  // Given back, but as many copies as one likes: the late money buys them after all.
  assert.deepEqual(outcomes.slice(4), ['mismatch', 'finished', 'finished', 'already', true])
  for (const { order } of [plain!, twice!, late!, other!, seen!]) {
    assert.deepEqual(await timesBooked(order), [1, 1, 1])
  }
  assert.deepEqual(await timesBooked(less!.order), [0, 0, 0])
  const { rows } = await market.admin.query('select session from intents where id = $1', [
    plain!.intent,
  ])
  assert.deepEqual(rows, [{ session: `ses-${plain!.intent}` }])
})

test('one event for two intents books the first and is refused for the second', async () => {
  const [first, second] = [await heldAndOpened(), await heldAndOpened()]
  const outcomes = await Promise.allSettled([
    tell(first.intent, { event: 'evt-shared' }),
    tell(second.intent, { event: 'evt-shared' }),
  ])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('an order that was given back is refused its intent, and the others get theirs', async () => {
  const orders = await Promise.all(
    [1, 2, 3].map(async () => market.hold(await market.cartWith(await market.work()))),
  )
  await market.admin.query('insert into releases values ($1, $2)', [orders[1], practiceStart])
  const [first, second, third] = await Promise.allSettled(orders.map(open))
  assert.equal(first?.status, 'fulfilled')
  assert.ok(second?.status === 'rejected' && isRefusal(second.reason, 'ticket-expired'))
  assert.equal(third?.status, 'fulfilled')
  const again = await open(orders[0]!)
  assert.equal(again.id, (first as PromiseFulfilledResult<{ id: string }>).value.id)
})

/** Sooner than the server gives a waiting statement up. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const bound = new AbortController()
  const late = wait(5_000, undefined, { signal: bound.signal }).then(() => {
    throw new Error('held up by another')
  })
  try {
    return await Promise.race([work, late])
  } finally {
    late.catch(() => {})
    bound.abort()
  }
}

test('a cart or a payment that somebody holds up holds up no other', async () => {
  const [cart, free] = [await market.cartWith(await market.work()), await market.work()]
  const { order, intent } = await heldAndOpened()
  const others = await heldAndOpened()
  const holder = await market.admin.connect()
  try {
    await holder.query('begin')
    await holder.query('select 1 from carts where id = $1 for update', [cart])
    await holder.query('select 1 from orders where id = $1 for update', [order])
    const waiting = [market.hold(cart), tell(intent)]
    await inTime(market.hold(await market.cartWith(free)))
    assert.equal(await inTime(tell(others.intent)), 'finished')
    await holder.query('rollback')
    await Promise.all(waiting)
  } finally {
    holder.release(true)
  }
  assert.deepEqual(await timesBooked(order), [1, 1, 1])
})
