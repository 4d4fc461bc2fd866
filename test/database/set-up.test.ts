import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { type Server, withAdmin } from '#adapters/postgres/admin.ts'
import { prepareDatabase, prepareRoles } from '#adapters/postgres/databases.ts'
import { migrate } from '#adapters/postgres/migrations.ts'
import { queueVersion } from '#adapters/postgres/queue.ts'
import { type Kind, rolesOf } from '#adapters/postgres/roles.ts'
import { type Throwaway, throwawayCluster } from '#test/ground/cluster.ts'
import lock from '../../package-lock.json' with { type: 'json' }

let cluster: Throwaway
let server: Server
let folder: string
beforeAll(async () => {
  cluster = await throwawayCluster()
  await withAdmin(cluster.server, 'postgres', (client) =>
    client.query(`create role administrator login createdb createrole password 'x'`),
  )
  server = { ...cluster.server, user: 'administrator', password: 'x' }
  folder = mkdtempSync(join(tmpdir(), 'db-'))
  cpSync(join(import.meta.dirname, '../../db'), folder, { recursive: true })
})
afterAll(async () => {
  await cluster.stop()
  rmSync(folder, { recursive: true })
})

async function setUp(say: (line: string) => void = () => {}): Promise<void> {
  for (const kind of Object.keys(rolesOf) as Kind[]) {
    await prepareRoles(server, kind, (role) => `of ${role}`)
    await prepareDatabase(server, `own_${kind}`, kind)
    await migrate({ server, database: `own_${kind}`, kind, folder, say })
  }
}

test('an administrator who is no superuser can set everything up, twice', async () => {
  await setUp()
  const said: string[] = []
  await setUp((line) => said.push(line))
  assert.deepEqual(said, [])
  const storefront = { ...server, user: 'storefront', password: 'of storefront' }
  await withAdmin(storefront, 'own_market', (client) => client.query('select id from works'))
  await assert.rejects(
    withAdmin(storefront, 'own_vault', (client) => client.query('select 1')),
    { code: '42501' },
  )
})

test('a new function or grant is applied without a migration', async () => {
  writeFileSync(
    join(folder, 'functions/market/99-new.sql'),
    'create or replace function new_one() returns int language sql as $$ select 7 $$;',
  )
  const said: string[] = []
  await setUp((line) => said.push(line))
  assert.deepEqual(said, ['market: functions and grants'])
})

test('a migration that was changed after it ran is refused', async () => {
  const file = join(folder, 'migrations/vault/0001-people-and-facts.sql')
  renameSync(file, `${file}.kept`)
  writeFileSync(file, '-- something else')
  await assert.rejects(setUp(), /changed after it ran/)
  renameSync(`${file}.kept`, file)
})

test('two migrations with one number are refused', async () => {
  const file = join(folder, 'migrations/vault/0001-too.sql')
  writeFileSync(file, 'select 1;')
  await assert.rejects(setUp(), /a number of its own/)
  rmSync(file)
})

test('a migration that fails leaves nothing behind and says in which line', async () => {
  const file = join(folder, 'migrations/vault/9999-broken.sql')
  writeFileSync(file, 'create table half_done (id int);\n\nselect nonsense;\n')
  await assert.rejects(setUp(), /broken\.sql:3: .*nonsense/)
  await withAdmin(server, 'own_vault', async (client) => {
    const { rows } = await client.query(`select to_regclass('half_done') as found`)
    assert.equal(rows[0].found, null)
  })
  rmSync(file)
})

test('the queue whose tables we make is the one that is installed', () => {
  assert.equal(lock.packages['node_modules/graphile-worker'].version, queueVersion)
})
