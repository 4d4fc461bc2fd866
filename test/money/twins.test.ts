import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { minorUnits } from '#lib/money.ts'
import { type CommissionRule, commissionFor } from '#market/pricing/commission.ts'
import { splitRefund, splitSale } from '#market/pricing/split-sale.ts'
import { type PracticeMarket, practiceMarket, practiceStart } from './market.ts'

// What TypeScript shows and what Postgres books are two texts of one rule.
let market: PracticeMarket
let sellers: string[]
beforeAll(async () => {
  market = await practiceMarket()
  sellers = [await market.seller(), await market.seller()]
})
afterAll(() => market.end())

const day = (n: number) => new Date(practiceStart.getTime() + n * 86_400_000)
const dayNumber = fc.integer({ min: -3, max: 3 })
const someRule = fc.record({
  category: fc.constantFrom(null, 'comic', 'photo'),
  seller: fc.constantFrom(null, 0, 1),
  rate: fc.integer({ min: 0, max: 10_000 }),
  from: dayNumber,
  until: fc.option(dayNumber),
})

test('the first rule that matches is the same in TypeScript and in Postgres', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someRule, { maxLength: 6 }),
      fc.constantFrom('comic', 'photo', 'audio'),
      fc.constantFrom(0, 1),
      dayNumber,
      async (wishes, category, seller, at) => {
        const rules = wishes.map(
          (wish, place): CommissionRule => ({
            position: place + 1,
            category: wish.category,
            sellerId: wish.seller === null ? null : sellers[wish.seller]!,
            rate: wish.rate,
            validFrom: day(wish.from),
            validUntil: wish.until === null ? null : day(wish.until),
          }),
        )
        await writeRules(rules)
        const { rows } = await market.admin.query('select commission_rate($1, $2, $3) as rate', [
          category,
          sellers[seller],
          day(at),
        ])
        const line = { category, sellerId: sellers[seller]! }
        assert.equal(rows[0].rate, commissionFor(rules, line, day(at)))
      },
    ),
    { numRuns: 150 },
  )
})

async function writeRules(rules: CommissionRule[]): Promise<void> {
  await market.admin.query('delete from commission_rules')
  for (const rule of rules) {
    await market.admin.query('insert into commission_rules values ($1, $2, $3, $4, $5, $6, $7)', [
      market.newId(),
      rule.position,
      rule.category,
      rule.sellerId,
      rule.rate,
      rule.validFrom,
      rule.validUntil,
    ])
  }
}

const price = fc.bigInt(0n, 10_000_000n)
const rate = fc.integer({ min: 0, max: 10_000 })

test('shares that a page shows are the shares that a line freezes', async () => {
  const lines = fc.array(fc.tuple(price, rate), { minLength: 1, maxLength: 50 })
  const order = await market.hold(await market.cartWith(await market.work()))
  await fc.assert(
    fc.asyncProperty(lines, async (sales) => {
      const { rows } = await market.admin.query(
        `with sold as (
           insert into order_lines (order_id, position, work_id, edition_id, seller_id, title,
             price, tax_rate, commission_rate)
           select order_id, 1 + sale.place, work_id, edition_id, seller_id, title, sale.price,
             tax_rate, sale.rate
           from order_lines, unnest($2::bigint[], $3::integer[]) with ordinality
             as sale (price, rate, place)
           where order_id = $1 and position = 1
           returning *)
         select market_share, seller_share from sold order by position`,
        [order, sales.map(([each]) => each), sales.map(([, each]) => each)],
      )
      await market.admin.query('delete from order_lines where order_id = $1 and position > 1', [
        order,
      ])
      for (const [place, [each, points]] of sales.entries()) {
        const { market: share, seller } = splitSale(minorUnits(each), points)
        assert.deepEqual(rows[place], { market_share: share, seller_share: seller })
      }
    }),
    { numRuns: 40 },
  )
})

test('a refund in parts is booked as the page splits it', async () => {
  const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(parts, rate, async (amounts, points) => {
      await writeRules([allSales(points)])
      const total = amounts.reduce((sum, each) => sum + each, 0)
      const { order, seller } = await paidOrder(total)
      let before = 0
      for (const amount of amounts) {
        const postings = await refund(order, amount)
        const part = { before: minorUnits(before), amount: minorUnits(amount) }
        const back = splitRefund(part, points)
        assert.equal(postings.get('market:commission') ?? 0n, -back.market)
        assert.equal(postings.get(`seller:${seller}`) ?? 0n, -back.seller)
        assert.equal(postings.get('provider:sandbox'), BigInt(amount))
        before += amount
      }
    }),
    { numRuns: 25 },
  )
})

function allSales(points: number): CommissionRule {
  const always = { validFrom: day(-1), validUntil: null }
  return { position: 1, category: null, sellerId: null, rate: points, ...always }
}

async function paidOrder(total: number) {
  const { admin, payments, newId } = market
  const seller = await market.seller()
  const order = await market.hold(
    await market.cartWith(await market.work({ seller, price: total })),
  )
  const intent = newId()
  await payments.query('select open_intent($1, $2, $3, $4, $5, $6, $7, $7)', [
    intent,
    order,
    'sandbox',
    'card',
    total,
    'JPY',
    practiceStart,
  ])
  await payments.query('select finish_payment($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    'sandbox',
    newId(),
    'paid',
    intent,
    total,
    'JPY',
    practiceStart,
    newId(),
    newId(),
  ])
  const { rows } = await admin.query('select state from order_facts where id = $1', [order])
  assert.equal(rows[0].state, 'paid')
  return { order, seller }
}

/** Books a confirmed refund of the order's first line, and gives what was posted, by account. */
async function refund(order: string, amount: number): Promise<Map<string, bigint>> {
  const { admin, payments, newId } = market
  const [id, transaction] = [newId(), newId()]
  await admin.query(
    `insert into refunds (id, request_id, order_id, intent_id, amount, currency, reason,
       requested_at, ask_after)
     select $1, $1, $2, id, $3, 'JPY', 'defect', $4, $4 from intents where order_id = $2`,
    [id, order, amount, practiceStart],
  )
  await admin.query('insert into refund_lines values ($1, 1, $2)', [id, amount])
  await payments.query('select finish_refund($1, $2, $3)', [id, practiceStart, transaction])
  const { rows } = await admin.query(
    'select account, amount from ledger_postings where transaction_id = $1',
    [transaction],
  )
  return new Map(rows.map((row) => [row.account, row.amount]))
}
