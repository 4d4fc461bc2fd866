import assert from 'node:assert/strict'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { isDatabaseAway } from '#lib/db/away.ts'
import { inTransaction, openDb, openLookups, openPool } from '#lib/db/open.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'

let databases: FreshDatabases
beforeAll(async () => {
  databases = await freshDatabases()
})
afterAll(() => databases.drop())

test('a sum of money arrives as a bigint, not as text or a rounded number', async () => {
  const pool = openPool('payments', databases.urlOf('payments'), { max: 1 })
  const { rows } = await pool.query(
    'select 9007199254740993::bigint as one, array[1,null]::bigint[] as many',
  )
  assert.deepEqual(rows, [{ one: 9007199254740993n, many: [1n, null] }])
  await pool.end()
})

test('a role is refused by the database of the other kind', async () => {
  const pool = openPool('vault', databases.urlOf('storefront').replace('storefront', 'vault'), {
    max: 1,
  })
  await assert.rejects(pool.query('select 1'), { code: '42501' })
  await pool.end()
})

test('what a role may not read, its handle does not have', async () => {
  const db = openDb('storefront', databases.urlOf('storefront'), { max: 1 })
  assert.deepEqual(await db.selectFrom('works').select('id').limit(1).execute(), [])
  // @ts-expect-error the storefront has no grant on intents, so its handle has no such table
  await assert.rejects(db.selectFrom('intents').selectAll().execute(), { code: '42501' })
  await db.destroy()
})

test('a transaction that Postgres asks to repeat is repeated, and not for ever', async () => {
  const db = openDb('storefront', databases.urlOf('storefront'), { max: 1 })
  let tries = 0
  const refused = inTransaction(db, async () => {
    tries += 1
    throw Object.assign(new Error('could not serialize access'), { code: '40001' })
  })
  await assert.rejects(refused, { code: '40001' })
  assert.equal(tries, 4)
  await db.destroy()
})

test('a look-up is planned once per connection, however often it is asked', async () => {
  const pool = openPool('storefront', databases.urlOf('storefront'), { max: 1 })
  const db = openLookups('storefront', pool)
  const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
  for (const id of ids) {
    const found = db.selectFrom('works').select('title').where('id', '=', id)
    assert.deepEqual(await found.execute(), [])
  }
  const { rows } = await pool.query('select statement from pg_prepared_statements')
  assert.equal(rows.length, 1)
  await db.destroy()
})

test('a server that says nothing more is given up in time, and its connection thrown away', async () => {
  const pool = openPool('storefront', databases.urlOf('storefront'), {
    max: 1,
    statementMillis: 200,
  })
  const db = openDb('storefront', pool)
  onTestFinished(() => db.destroy())
  const asked = () => db.selectFrom('works').select('id').limit(1).execute()
  for (const ask of [asked, () => pool.query('select 1'), () => inTransaction(db, asked)]) {
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
    const { pid } = rows[0]!
    process.kill(pid, 'SIGSTOP')
    onTestFinished(() => letGo(pid))
    const began = performance.now()
    await assert.rejects(ask(), (error) => isDatabaseAway(error))
    assert.ok(performance.now() - began < 6_000)
    await asked()
    letGo(pid)
  }
  assert.equal(pool.totalCount, 1)
}, 20_000)

/** A connection thrown away ends by itself, once it may go on. */
function letGo(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // It is gone already.
  }
}
