import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { type Db, inTransaction, openDb } from '#lib/db/open.ts'
import { liftTakedown, takeDown } from '#market/moderation/commands.ts'
import {
  commissionRules,
  ordersNewest,
  orderWhole,
  sellersByName,
  unsettledMoney,
  worksNewest,
  workWhole,
} from '#market/moderation/queries.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { stockRoom } from './stock-room.ts'

let databases: FreshDatabases
let db: Db<'console'>
let shelf: Awaited<ReturnType<typeof stockRoom>>

beforeAll(async () => {
  databases = await freshDatabases()
  db = openDb('console', databases.urlOf('console'))
  shelf = await stockRoom(databases)
})
afterAll(async () => {
  await shelf.close()
  await db.destroy()
  await databases.drop()
})

const act = (work: string) => ({
  id: randomUUID(),
  work,
  reason: 'rights' as const,
  note: 'the picture is somebody else’s',
  operator: randomUUID(),
  now: new Date('2026-11-02T00:00:00Z'),
})
const listed = async (work: string) =>
  (await shelf.owner.query('select id from listings where id = $1', [work])).rowCount === 1

test('a listing taken down is gone from the shop at once, and back when the operator lifts it', async () => {
  const work = await shelf.work(await shelf.seller())
  await inTransaction(db, (tx) => takeDown(tx, act(work)))
  assert.equal(await listed(work), false)
  assert.equal((await workWhole(db, work))?.reason, 'rights')
  await inTransaction(db, (tx) => liftTakedown(tx, { work, now: new Date() }))
  assert.equal(await listed(work), true)
})

test('two operators at once take a listing down once', async () => {
  const work = await shelf.work(await shelf.seller())
  const both = await Promise.allSettled([
    inTransaction(db, (tx) => takeDown(tx, act(work))),
    inTransaction(db, (tx) => takeDown(tx, act(work))),
  ])
  assert.deepEqual(both.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
})

test('taking down what is not there says so', async () => {
  await assert.rejects(
    inTransaction(db, (tx) => takeDown(tx, act(randomUUID()))),
    { code: 'not-found' },
  )
})

test('the operator reads sellers, works, orders and rules in order and in bounds', async () => {
  const seller = await shelf.seller('Hana 花屋')
  await shelf.work(seller)
  const sellers = await sellersByName(db, { from: '', limit: 50 })
  assert.equal(sellers.find((each) => each.id === seller)?.works, 1n)
  const works = await worksNewest(db, { seller, before: null, limit: 10 })
  assert.equal(works.length, 1)
  assert.deepEqual(await ordersNewest(db, { before: new Date(), limit: 10 }), [])
  assert.equal(await orderWhole(db, randomUUID()), undefined)
  assert.deepEqual(await commissionRules(db, 10), [])
  assert.deepEqual(await unsettledMoney(db, 10), [])
})
