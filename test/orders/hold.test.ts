import assert from 'node:assert/strict'
import type pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { holdOrder } from '#market/orders/commands.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { sessionsWaiting } from '#test/ground/waiting.ts'
import { type PracticeMarket, practiceMarket, practiceStart } from '#test/money/market.ts'

const waitMillis = 10_000

let market: PracticeMarket
beforeAll(async () => {
  market = await practiceMarket({ connections: 20 })
})
afterAll(() => market.end())

const later = (minutes: number) => new Date(practiceStart.getTime() + minutes * 60_000)

function refused(code: RefusalCode, about?: string) {
  return (thrown: unknown) => isRefusal(thrown, code) && thrown.details.about === about
}

async function countOf(table: string, where: string, id: string): Promise<number> {
  const { rows } = await market.admin.query(
    `select count(*)::integer as count from ${table} where ${where} = $1`,
    [id],
  )
  return rows[0].count
}

/** Keeps the work's stock locked until those who ask have read it, and wait to take it. */
async function whileLocked<T>(work: string, ask: () => Promise<T>): Promise<T> {
  const client = await market.admin.connect()
  try {
    await client.query('begin')
    await client.query('select from stocks where work_id = $1 for update', [work])
    const asked = ask()
    await pollUntil(
      'several wait for the stock',
      async () => (await sessionsWaiting(market.admin)) >= 5,
      waitMillis,
    )
    await client.query('commit')
    return await asked
  } finally {
    client.release()
  }
}

test('one copy left and 50 buyers at once: exactly one holds it, the others hear "sold out"', async () => {
  const work = await market.work({ copies: 1 })
  const carts = await Promise.all(Array.from({ length: 50 }, () => market.cartWith(work)))
  // Every connection stands, so that the fifty really meet.
  await Promise.all(carts.map(() => market.storefront.query('select pg_sleep(0.01)')))
  const outcomes = await whileLocked(work, () =>
    Promise.allSettled(carts.map((cart) => market.hold(cart))),
  )
  const told = outcomes.filter((each) => each.status === 'rejected')
  assert.equal(told.length, 49)
  for (const { reason } of told) assert.ok(refused('sold-out', work)(reason))
  assert.equal(await market.copiesLeft(work), 0)
  assert.equal(await countOf('order_lines', 'work_id', work), 1)
})

test('the same version of a cart, asked 20 times at once, is one order', async () => {
  const work = await market.work({ copies: 5 })
  const cart = await market.cartWith(work)
  const orders = await Promise.all(Array.from({ length: 20 }, () => market.hold(cart)))
  assert.equal(new Set(orders).size, 1)
  assert.equal(await market.copiesLeft(work), 4)
  assert.equal(await countOf('orders', 'cart_id', cart), 1)
})

test('orders of the same limited works in any order never wait for each other in a circle', async () => {
  const works = await Promise.all([1, 2, 3].map(() => market.work({ copies: 60 })))
  const carts = await Promise.all(
    Array.from({ length: 40 }, (_, n) => market.cartWith(...(n % 2 ? works : works.toReversed()))),
  )
  await Promise.all(carts.map((cart) => market.hold(cart)))
  for (const work of works) assert.equal(await market.copiesLeft(work), 20)
})

/**
 * The way to the database on which what is asked first of one cart alone arrives last: after all
 * that is asked before it has arrived.
 */
function slowForTheFirst(): pg.Pool {
  const pool = market.storefront
  const others: Promise<unknown>[] = []
  let isFirst = true
  const query = async (asked: pg.QueryConfig) => {
    if (asked.name !== 'hold-order') return pool.query(asked)
    if (!isFirst) {
      const answer = pool.query(asked)
      others.push(answer)
      return answer
    }
    isFirst = false
    // Whoever does not wait for their turn has asked by now.
    for (let turns = 0; turns < 5; turns += 1) await new Promise((done) => setImmediate(done))
    await Promise.all(others)
    return pool.query(asked)
  }
  return Object.create(pool, { query: { value: query } })
}

test('of a button pressed several times the last pass lets in: it is the one followed', async () => {
  const cart = await market.cartWith(await market.work())
  const pool = slowForTheFirst()
  const press = (ticket: number) =>
    holdOrder(pool, {
      ...{ order: market.newId(), cart, version: 1, ticketHash: Buffer.alloc(32, ticket) },
      ...{ holdMinutes: 30, locale: 'ja', now: later(0) },
    })
  const [{ order } = { order: '' }] = await Promise.all([1, 2, 3, 4].map(press))
  const { rows } = await market.admin.query('select ticket_hash from orders where id = $1', [order])
  assert.deepEqual(rows[0].ticket_hash, Buffer.alloc(32, 4))
})

test('asking again gives a fresh pass to the same order', async () => {
  const cart = await market.cartWith(await market.work())
  const order = await market.hold(cart)
  const passes = () =>
    market.admin.query('select ticket_hash, ticket_expires from orders where id = $1', [order])
  const before = (await passes()).rows[0]
  assert.equal(await market.hold(cart, { now: later(3) }), order)
  const after = (await passes()).rows[0]
  assert.notDeepEqual(after.ticket_hash, before.ticket_hash)
  assert.equal(after.ticket_expires.getTime() - before.ticket_expires.getTime(), 3 * 60_000)
})

test('a price that changed since the buyer saw it is never charged', async () => {
  const work = await market.work({ price: 500 })
  const cart = await market.cartWith(work)
  await market.admin.query('update works set price = 501 where id = $1', [work])
  await assert.rejects(market.hold(cart), refused('price-changed', work))
  assert.equal(await countOf('orders', 'cart_id', cart), 0)
})

test('what is taken down or withdrawn can no longer be ordered', async () => {
  const [withdrawn, takenDown] = [await market.work(), await market.work()]
  const carts = [await market.cartWith(withdrawn), await market.cartWith(takenDown)]
  await market.admin.query(`update works set state = 'withdrawn' where id = $1`, [withdrawn])
  await market.admin.query(
    `insert into takedowns (id, work_id, reason, taken_by, taken_at) values ($1, $2, 'rights', $3, $4)`,
    [market.newId(), takenDown, market.newId(), practiceStart],
  )
  await assert.rejects(market.hold(carts[0]!), refused('not-found', withdrawn))
  await assert.rejects(market.hold(carts[1]!), refused('not-found', takenDown))
})

test('a refused order keeps nothing of what it had already taken', async () => {
  const first = await market.work({ copies: 1 })
  const second = await market.work({ copies: 0 })
  await assert.rejects(
    market.hold(await market.cartWith(first, second)),
    refused('sold-out', second),
  )
  assert.equal(await market.copiesLeft(first), 1)
})

test('an empty cart, an older version of it, and a cart nobody has are no orders', async () => {
  await assert.rejects(market.hold(await market.cartWith()), refused('cart-empty'))
  const cart = await market.cartWith(await market.work())
  await assert.rejects(market.hold(cart, { version: 2 }), refused('cart-changed'))
  await assert.rejects(market.hold(market.newId()), refused('cart-changed'))
})

test('price, tax rate, commission and shares are frozen on the line', async () => {
  const work = await market.work({ price: 999 })
  const order = await market.hold(await market.cartWith(work))
  await market.admin.query('update works set price = 1, tax_rate = 0 where id = $1', [work])
  const { rows } = await market.admin.query('select * from order_lines where order_id = $1', [
    order,
  ])
  const { price, tax_rate, commission_rate, market_share, seller_share } = rows[0]
  assert.deepEqual([price, tax_rate, commission_rate], [999n, 1000, 1000])
  assert.deepEqual([market_share, seller_share], [99n, 900n])
})

test('an order that was given up is held anew as the next version of the cart, once', async () => {
  const work = await market.work({ copies: 1 })
  const cart = await market.cartWith(work)
  const first = await market.hold(cart)
  await market.payments.query('select release_hold($1, $2)', [first, later(31)])
  assert.equal(await market.copiesLeft(work), 1)
  const second = await market.hold(cart, { now: later(32) })
  assert.notEqual(second, first)
  assert.equal(await market.copiesLeft(work), 0)
  assert.equal(await market.hold(cart, { version: 2, now: later(33) }), second)
  await assert.rejects(market.hold(cart, { now: later(33) }), refused('cart-changed'))
})

test('who holds anew is told the version of the cart by which the order is found again', async () => {
  const cart = await market.cartWith(await market.work())
  const first = await market.hold(cart)
  await market.payments.query('select release_hold($1, $2)', [first, later(31)])
  const ask = (version: number) =>
    holdOrder(market.storefront, {
      ...{ order: market.newId(), cart, version, ticketHash: Buffer.alloc(32), holdMinutes: 30 },
      ...{ locale: 'ja', now: later(32) },
    })
  const held = await ask(1)
  assert.equal(held.version, 2)
  assert.equal((await ask(held.version)).order, held.order)
})

test('nothing is given back before the time of the order is over', async () => {
  const work = await market.work({ copies: 1 })
  const order = await market.hold(await market.cartWith(work))
  const { rows } = await market.payments.query('select release_hold($1, $2) as released', [
    order,
    later(29),
  ])
  assert.equal(rows[0].released, false)
  assert.equal(await market.copiesLeft(work), 0)
})
