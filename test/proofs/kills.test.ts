import assert from 'node:assert/strict'
import { beforeAll, test } from 'vitest'
import { type StopPointName, stopPoints } from '#processes/stop-points.ts'
import { type KeyHolder, sendWithPasskey } from '#test/cast/key-holder.ts'
import { newOperator } from '#test/cast/operator.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { wordsOf } from '#test/cast/visitor.ts'
import { assertBooksBalance, assertBought, assertGivenUp, assertOneLetter } from './agreement.ts'
import {
  buysStubbornly,
  hears,
  type LimitedWork,
  offerLimited,
  type Plan,
  type Purchase,
  stubbornCheckout,
} from './buyer.ts'
import {
  armed,
  isReached,
  killDatabase,
  killProcess,
  persistently,
  processOf,
} from './kill-town.ts'

const oneMillis = 120_000
let town: Town
let operator: KeyHolder
const bought: Purchase[] = []

beforeAll(async () => {
  town = await theTown('kills')
  operator = await newOperator(town)
}, 240_000)

const newWork = (title: string): Promise<LimitedWork> => offerLimited(town, title)
const isOf = (part: RegExp) => (point: StopPointName) => part.test(point)

const refundPoints = stopPoints.filter(
  isOf(/-(act-call|refund-commit|refund-call|refund-end-commit|refunded-call)$/),
)
const releasePoints = stopPoints.filter(isOf(/-release-commit$/))
/** A killed mailer's letter comes again when its lease is over, so these go first. */
const rest = stopPoints.filter(
  (each) => !refundPoints.includes(each) && !releasePoints.includes(each),
)
const mailPoints = rest.filter(isOf(/^mailer|lease|sent-commit/))
const purchasePoints = [...mailPoints, ...rest.filter((each) => !mailPoints.includes(each))]

/** What a buyer must do for the point to be passed at all. */
function planFor(point: StopPointName): Plan {
  if (/-(close-call|ending-commit)$/.test(point)) return { first: 'konbini' }
  // Without a webhook it is the buyer's return that asks the provider.
  if (/-status-call$/.test(point)) return { card: 'webhook-never' }
  return {}
}

test.for(purchasePoints)(
  'killed at %s, a purchase is one charge, one sale, one right to download',
  { timeout: oneMillis },
  async (point) => {
    const work = await newWork(point)
    await armed(town, point)
    const purchase = await buysStubbornly(town, work, planFor(point))
    await hears(purchase, 'paid')
    await pollUntil(`${point} was reached`, async () => isReached(town, point), 20_000)
    await settled(point)
    await assertBought(town, purchase)
    bought.push(purchase)
  },
)

test.for(releasePoints)(
  'killed at %s, an order given up keeps no copy',
  { timeout: oneMillis },
  async (point) => {
    const work = await newWork(point)
    const buyer = town.visitor()
    const { order } = await stubbornCheckout(buyer, work.id)
    await armed(town, point)
    await town.books.sql('market', 'update orders set hold_until = now() where id = $1', [order])
    const purchase = { buyer, work, order, address: '' }
    await hears(purchase, 'released')
    await pollUntil(`${point} was reached`, async () => isReached(town, point), 20_000)
    await assertGivenUp(town, purchase)
  },
)

test.for(refundPoints)(
  'killed at %s, money goes back once, and the books say so',
  { timeout: oneMillis },
  async (point) => {
    const work = await newWork(point)
    const purchase = await buysStubbornly(town, work)
    await hears(purchase, 'paid')
    await armed(town, point)
    await givesBack(purchase)
    await waitsLess(purchase)
    await hears(purchase, 'refunded')
    await pollUntil(`${point} was reached`, async () => isReached(town, point), 20_000)
    await settled(point)
    await assertGivenBack(purchase)
  },
)

/** Up again, and nothing left to tell the vault. */
async function settled(point: StopPointName): Promise<void> {
  const [name = ''] = point.split(':')
  await pollUntil(`${name} is up again`, async () => processOf(town, name).ready, 20_000)
  await pollUntil(
    'the vault was told',
    async () => {
      const untold = await town.books.sql('market', 'select 1 from outbox where told_at is null')
      return untold.length === 0
    },
    30_000,
  )
}

/** The operator confirms again, the very same wish, until the console takes it. */
async function givesBack({ order }: Purchase): Promise<void> {
  const { visitor } = operator
  const path = `/orders/${order}/refunds`
  const form = await persistently(() =>
    visitor.open(`${town.origins.console}${path}/new?position=1`),
  )
  const typed = { amount: '1200', reason: 'buyer-asked' }
  await pollUntil(
    'the console took the refund',
    async () => {
      const answer = await sendWithPasskey(operator, form, path, typed)
      if (answer.status === 303) return true
      throw new Error(`it said ${answer.status}: ${wordsOf(answer)}`)
    },
    30_000,
  )
}

/** A refund left in the middle is asked about after half a minute; that time is over now. */
async function waitsLess({ order }: Purchase): Promise<void> {
  const text = `update refunds set ask_after = now() where order_id = $1 and state = 'pending'`
  await town.books.sql('market', text, [order])
}

async function assertGivenBack({ order }: Purchase): Promise<void> {
  const [row] = await town.books.sql(
    'market',
    `select
       (select count(*)::int from refunds where order_id = $1 and state = 'confirmed') as refunds,
       (select count(*)::int from refunds where order_id = $1) as wishes,
       (select count(*)::int from ledger_transactions where order_id = $1 and kind = 'refund') as booked,
       (select sum(amount)::int from ledger_postings p join ledger_transactions t
          on t.id = p.transaction_id where t.order_id = $1 and account = 'provider:sandbox') as left`,
    [order],
  )
  assert.deepEqual(row, { refunds: 1, wishes: 1, booked: 1, left: 0 })
  const intents = await town.books.sql<{ id: string }>(
    'market',
    'select id from intents where order_id = $1',
    [order],
  )
  const record = (await town.books.providerRecord()).filter(({ session }) =>
    intents.some(({ id }) => id === session.reference),
  )
  const given = record.flatMap(({ refunds }) => refunds)
  assert.deepEqual(
    given.map(({ state, amount }) => ({ state, amount })),
    [{ state: 'done', amount: '1200' }],
  )
  const told = await town.books.sql('vault', 'select 1 from refunded_orders where order_id = $1', [
    order,
  ])
  assert.equal(told.length, 1)
}

test(
  'the database killed before every step of a purchase, it is still one purchase',
  async () => {
    const work = await newWork('Database')
    const purchase = await buysStubbornly(town, work, { between: () => killDatabase(town) })
    await hears(purchase, 'paid')
    await settled('payments:after-told-commit')
    await assertBought(town, purchase)
    bought.push(purchase)
  },
  oneMillis,
)

test(
  'the database killed in the middle of ten purchases, each of them is one or none',
  async () => {
    const works = await Promise.all(
      Array.from({ length: 10 }, (_, place) => newWork(`Storm ${place}`)),
    )
    const buying = works.map((work) => buysStubbornly(town, work))
    for (let kill = 0; kill < 3; kill++) await killDatabase(town)
    const purchases = await Promise.all(buying)
    for (const purchase of purchases) await hears(purchase, 'paid')
    await settled('payments:after-told-commit')
    for (const purchase of purchases) await assertBought(town, purchase)
    bought.push(...purchases)
  },
  oneMillis,
)

test(
  'every process killed in turn while people buy, nobody is charged twice and nobody for nothing',
  async () => {
    const works = await Promise.all(
      Array.from({ length: 8 }, (_, place) => newWork(`Turn ${place}`)),
    )
    const buying = works.map((work) => buysStubbornly(town, work))
    for (const name of ['storefront', 'accounts', 'vault', 'payments', 'mailer', 'gateway']) {
      await killProcess(town, name)
    }
    const purchases = await Promise.all(buying)
    for (const purchase of purchases) await hears(purchase, 'paid')
    await settled('payments:after-told-commit')
    for (const purchase of purchases) await assertBought(town, purchase)
    bought.push(...purchases)
  },
  oneMillis,
)

test(
  'after all of it every buyer has one letter, and the books balance',
  async () => {
    assert.ok(bought.length > 0)
    await Promise.all(bought.map((purchase) => assertOneLetter(town, purchase)))
    await assertBooksBalance(town)
  },
  oneMillis,
)
