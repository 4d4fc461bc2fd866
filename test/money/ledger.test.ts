import assert from 'node:assert/strict'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { openDb } from '#lib/db/open.ts'
import {
  accountSums,
  balanceOf,
  postingsOf,
  unbalancedTransactions,
} from '#market/ledger/queries.ts'
import { type PracticeMarket, practiceMarket, practiceStart } from './market.ts'

let market: PracticeMarket
beforeAll(async () => {
  market = await practiceMarket()
})
afterAll(() => market.end())

const roles = ['storefront', 'accounts', 'payments', 'worker', 'console'] as const

/** One connection as this role, or as the owner of all tables. */
async function as<T>(role: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await market.admin.connect()
  try {
    await client.query(`set role ${role}`)
    return await work(client)
  } finally {
    await client.query('reset role')
    client.release()
  }
}

const sqlState =
  (...codes: string[]) =>
  (error: unknown) =>
    codes.includes((error as { code?: string }).code ?? '')

/** An order, and a sale of it that takes 1,000 yen from the provider for the market alone. */
async function heldOrder(): Promise<string> {
  return market.hold(await market.cartWith(await market.work({ price: 1000 })))
}

async function post(client: pg.PoolClient, order: string, amounts: [string, number, string][]) {
  const transaction = market.newId()
  await client.query(
    `insert into ledger_transactions (id, kind, reference, order_id, posted_at)
     values ($1, 'sale', $1, $2, $3)`,
    [transaction, order, practiceStart],
  )
  await client.query(
    `insert into ledger_postings (transaction_id, position, account, currency, amount)
     select $1, place, account, currency, amount
     from unnest($2::text[], $3::bigint[], $4::text[]) with ordinality
       as p (account, amount, currency, place)`,
    [transaction, amounts.map(([a]) => a), amounts.map(([, b]) => b), amounts.map(([, , c]) => c)],
  )
  return transaction
}

for (const role of [...roles, 'dozo_owner']) {
  test(`${role} cannot change, remove or empty what is in the ledger`, async () => {
    await as(role, async (client) => {
      for (const table of ['ledger_postings', 'ledger_transactions']) {
        const no = sqlState('42501', 'DZ101')
        await assert.rejects(
          client.query(`update ${table} set posted_at = now()`),
          sqlState('42501', 'DZ101', '42703'),
        )
        await assert.rejects(client.query(`delete from ${table}`), no)
        await assert.rejects(client.query(`truncate ${table} cascade`), no)
      }
    })
  })
}

for (const role of roles) {
  test(`${role} can post nothing by itself`, async () => {
    const order = await heldOrder()
    await as(role, (client) =>
      assert.rejects(
        post(client, order, [
          ['market:commission', 5, 'JPY'],
          ['provider:sandbox', -5, 'JPY'],
        ]),
        sqlState('42501'),
      ),
    )
  })
}

test('not even the owner can post what does not sum to zero, in each currency by itself', async () => {
  const order = await heldOrder()
  await as('dozo_owner', async (client) => {
    const wrong: [string, number, string][][] = [
      [['market:commission', 5, 'JPY']],
      [
        ['market:commission', 5, 'JPY'],
        ['provider:sandbox', -4, 'JPY'],
      ],
      [
        ['market:commission', 5, 'JPY'],
        ['provider:sandbox', -5, 'USD'],
      ],
    ]
    for (const amounts of wrong) {
      await client.query('begin')
      await assert.rejects(post(client, order, amounts), sqlState('DZ100'))
      await client.query('rollback')
    }
    await client.query('begin')
    await post(client, order, [
      ['market:commission', 5, 'JPY'],
      ['provider:sandbox', -5, 'JPY'],
    ])
    await client.query('rollback')
  })
})

type Step = { do: 'pay' | 'pay-late' | 'refund'; share: number }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom('pay', 'pay-late', 'refund'),
    share: fc.integer({ min: 1, max: 100 }),
  }),
  { minLength: 1, maxLength: 6 },
)

test('whatever is sold, paid late and given back, every sum is zero and sellers are owed their postings', async () => {
  const seller = await market.seller()
  const other = await market.seller()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 3 }),
      steps,
      async (prices, story) => {
        const works = await Promise.all(
          prices.map((price, n) => market.work({ seller: n % 2 ? other : seller, price })),
        )
        const order = await market.hold(await market.cartWith(...works))
        for (const step of story) await live(order, step)
      },
    ),
    { numRuns: 30 },
  )
  const payments = openDb('payments', market.payments)
  assert.deepEqual(await unbalancedTransactions(payments, 10), [])
  const sums = await accountSums(payments, 1000)
  assert.equal(
    sums.reduce((total, { sum }) => total + sum.amount, 0n),
    0n,
  )
  const shop = openDb('storefront', market.storefront)
  for (const each of [seller, other]) {
    const [balance] = await balanceOf(shop, each)
    const postings = await postingsOf(shop, { seller: each, limit: 1000 })
    const posted = postings.reduce((total, { amount }) => total + amount.amount, 0n)
    assert.equal(balance?.amount ?? 0n, posted)
    assert.equal(sums.find((one) => one.account === `seller:${each}`)?.sum.amount ?? 0n, posted)
    for (const { kind, amount, lines } of postings) {
      const share = lines.reduce((total, line) => total + line.sellerShare, 0n)
      if (kind === 'sale') assert.equal(amount.amount, share)
      else assert.ok(amount.amount < 0n && -amount.amount <= share)
    }
  }
})

/** One thing that happens to an order; what cannot happen now is refused by the database. */
async function live(order: string, step: Step): Promise<void> {
  const { payments, admin, newId } = market
  const { rows } = await admin.query(
    `select total, (select id from intents where order_id = orders.id limit 1) as intent,
       (select id from intents where order_id = orders.id and state = 'paid') as paid
     from orders where id = $1`,
    [order],
  )
  const { total, paid } = rows[0]
  if (total === 0n) return
  if (step.do === 'refund') return paid === null ? undefined : giveBack(order, paid, step.share)
  const intent = newId()
  const state = step.do === 'pay-late' || paid !== null ? 'expired' : 'created'
  await admin.query(
    `insert into intents (id, order_id, provider, method, amount, currency, state, created_at,
       ask_after) values ($1, $2, 'sandbox', 'card', $3, 'JPY', $4, $5, $5)
     on conflict do nothing`,
    [intent, order, total, state, practiceStart],
  )
  await payments.query(
    `select finish_payment('sandbox', $1, 'paid', id, $2, 'JPY', $3, $4, $5)
     from intents where id = $1::uuid`,
    [intent, total, practiceStart, newId(), newId()],
  )
}

async function giveBack(order: string, intent: string, share: number): Promise<void> {
  const { payments, admin, newId } = market
  const lines = await admin.query(
    `select position, price - coalesce((select sum(p.amount) from refund_lines p
       join refunds r on r.id = p.refund_id
       where r.order_id = l.order_id and p.position = l.position), 0)::bigint as left
     from order_lines l where order_id = $1 order by position`,
    [order],
  )
  const parts = lines.rows
    .map((line) => ({ position: line.position, amount: (line.left * BigInt(share)) / 100n }))
    .filter((part) => part.amount > 0n)
  if (parts.length === 0) return
  const refund = newId()
  await admin.query(
    `insert into refunds (id, request_id, order_id, intent_id, amount, currency, reason,
       requested_at, ask_after) values ($1, $1, $2, $3, $4, 'JPY', 'defect', $5, $5)`,
    [refund, order, intent, parts.reduce((sum, part) => sum + part.amount, 0n), practiceStart],
  )
  for (const { position, amount } of parts) {
    await admin.query('insert into refund_lines values ($1, $2, $3)', [refund, position, amount])
  }
  await payments.query('select finish_refund($1, $2, $3)', [refund, practiceStart, newId()])
}

test('postings come newest first, in pages, with the lines they are made of', async () => {
  const seller = await market.seller()
  const shop = openDb('storefront', market.storefront)
  assert.deepEqual(await balanceOf(shop, seller), [])
  for (const price of [100, 200, 300]) {
    const order = await market.hold(await market.cartWith(await market.work({ seller, price })))
    await live(order, { do: 'pay', share: 1 })
  }
  const first = await postingsOf(shop, { seller, limit: 2 })
  assert.deepEqual(
    first.map((each) => each.amount.amount),
    [270n, 180n],
  )
  assert.deepEqual(first[0]?.lines, [
    { title: 'Harbour at night', price: 300n, marketShare: 30n, sellerShare: 270n },
  ])
  const rest = await postingsOf(shop, { seller, before: first[1]!.transaction, limit: 2 })
  assert.deepEqual(
    rest.map((each) => each.amount.amount),
    [90n],
  )
})
