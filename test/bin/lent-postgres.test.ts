import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { stateOf } from '#test/ground/state-of-cluster.ts'
import {
  type LentPostgres,
  lentPostgres,
  makersOfPostgres,
} from '../../bin/checks/lent-postgres.ts'

const root = join(import.meta.dirname, '../..')
const timeout = 60_000
let lent: LentPostgres

beforeAll(() => {
  lent = lentPostgres(root)
})
afterAll(() => lent.end())

const next = async (): Promise<Server> => JSON.parse(await lent.next())
const ask = (server: Server, text: string) =>
  withAdmin(server, 'postgres', async (client) => (await client.query(text)).rows)

test('a PostgreSQL left as it was is lent again', { timeout }, async () => {
  const first = await next()
  await ask(first, 'create database test_mine template template_vault')
  await ask(first, 'drop database test_mine')
  assert.deepEqual(await next(), first)
})

const leftBehind = [
  ['a right', 'grant dozo_owner to storefront', 'revoke dozo_owner from storefront'],
  ['a setting', 'alter role vault set jit = on', 'alter role vault reset all'],
  ['a database', 'create database left_behind', 'drop database left_behind'],
] as const

for (const [what, deed, undoing] of leftBehind) {
  test(`${what} that a run leaves behind is seen`, { timeout }, async () => {
    const server = await next()
    const before = await stateOf(server)
    await ask(server, deed)
    assert.notEqual(await stateOf(server), before)
    await ask(server, undoing)
    assert.equal(await stateOf(server), before)
  })
}

test('nobody gets into the templates that the next run copies', { timeout }, async () => {
  const server = await next()
  await assert.rejects(
    withAdmin(server, 'template_vault', (client) => client.query('select 1')),
    /not currently accepting connections/,
  )
})

test('one in which a session stays is not lent again', { timeout }, async () => {
  const busy = await next()
  await withAdmin(busy, 'postgres', async () => {
    assert.notEqual((await next()).host, busy.host)
  })
})

test('a run makes its own where what makes a PostgreSQL is broken', () => {
  const isMaker = makersOfPostgres(root)
  const makers = [
    'db/grants-vault.sql',
    'db/migrations/vault/0003-log.sql',
    'db/functions/market/any-name.sql',
    'src/adapters/postgres/roles.ts',
    'src/adapters/postgres/settings.ts',
    'test/ground/migrated.ts',
    'package-lock.json',
  ]
  assert.deepEqual(
    makers.filter((path) => !isMaker(path)),
    [],
  )
  assert.equal(isMaker('src/trust/vault/openings.ts'), false)
})
