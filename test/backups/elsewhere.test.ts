import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { withAdmin } from '#adapters/postgres/admin.ts'
import { backupsIn } from '#processes/backup/manifest.ts'
import { type RunningTown, runTown } from '#test/cast/run-town.ts'
import { proveOrder, signInByCode } from '#test/cast/sign-in.ts'
import { type Town, townAt } from '#test/cast/town.ts'
import type { Visitor } from '#test/cast/visitor.ts'
import {
  buysStubbornly,
  downloadedHash,
  hears,
  offerLimited,
  type Purchase,
} from '#test/proofs/buyer.ts'
import { dozo } from './dozo.ts'
import { type Elsewhere, serverElsewhere } from './elsewhere.ts'

/*
 * Backup and restore where PostgreSQL is somebody else's: addresses with passwords, TCP by TLS
 * alone, an administrator who is no superuser, and another server that holds nothing yet.
 */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let folder: string
let [before, after]: Elsewhere[] = []
let running: RunningTown | undefined
let town: Town
let bought: Purchase
const gone = 'gone.aiko@people.example'
const stays = 'stays.aiko@people.example'
const env: Record<string, string> = {}
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dozo-elsewhere-'))
  ;[before, after] = await Promise.all([serverElsewhere(), serverElsewhere()])
  const { settings, superuser } = before
  running = await runTown({ bare: true, env: settings, elsewhere: superuser })
  town = townAt(running.facts)
  bought = await buysStubbornly(town, await offerLimited(town, '星の本'))
  await hears(bought, 'paid')
  const { data, port } = town
  Object.assign(env, settings, { DOZO_DATA: data, PORT: String(port), DOZO_DEMO_TOWN: '0' })
  const keys = ['data', 'keys'].map((name) => dozo(['backup', `--new-key=${at(name)}.key`], env))
  const [key, keysKey] = await Promise.all(keys)
  env.BACKUP_RECIPIENT = key!.out.trim()
  env.BACKUP_KEYS_RECIPIENT = keysKey!.out.trim()
})
afterAll(async () => {
  await running?.stop()
  await Promise.all([before?.stop(), after?.stop()])
  await rm(folder, { recursive: true, force: true })
})

/** Erases the account of whoever is signed in, as its page says. */
async function erasesEverything(visitor: Visitor): Promise<void> {
  const page = await visitor.open(`${town.origins.account}/data/erasure`)
  const answer = await visitor.follow(await visitor.submit(page, '/data/erasure', { sure: 'yes' }))
  assert.match(answer.url, /\/erased$/)
}

test('a mode of TLS that checks less than it seems to is refused', async () => {
  const url = env.VAULT_DATABASE_ADMIN_URL!.replace('verify-full', 'require')
  const other = { ...env, DOZO_DATA: at('other'), PORT: '8975', VAULT_DATABASE_ADMIN_URL: url }
  const check = await dozo(['check-config'], other)
  assert.match(check.err, /VAULT_DATABASE_ADMIN_URL: sslmode of a PostgreSQL must be verify-full/)
})

test('of a market on a server elsewhere nothing is backed up without its address', async () => {
  const { MARKET_DATABASE_ADMIN_URL: _, ...without } = env
  const untold = await dozo(['backup', at('disk')], without)
  assert.equal(untold.code, 78)
  assert.match(untold.err, /runs on a PostgreSQL at localhost: set MARKET_DATABASE_ADMIN_URL/)
  assert.deepEqual(backupsIn(at('disk')), [])
})

/** Who of Dozo is connected in the clear. */
function withoutTls(): Promise<unknown[]> {
  const text = `select usename from pg_stat_ssl join pg_stat_activity using (pid)
    where not ssl and client_port > 0`
  return town.books.sql('market', text)
}

test('onto an empty server elsewhere: all is there but who was erased since the backup', async () => {
  const leaving = town.visitor()
  await signInByCode(town, leaving, gone)
  await signInByCode(town, town.visitor(), stays)
  assert.deepEqual(await withoutTls(), [])
  const made = await dozo(['backup', at('disk'), `--keys=${at('keys')}`, '--json'], env)
  assert.equal(made.code, 0, made.err)
  assert.equal(JSON.parse(made.out).told, true, made.err)
  const members = `select id from subjects where kind = 'member' and forgotten_at is null`
  assert.equal((await town.books.sql('vault', members)).length, 2)
  await erasesEverything(leaving)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await cp(join(town.data, 'log'), at('mirror'), { recursive: true })
  await running!.stop()

  const there = { DOZO_DATA: at('empty'), PORT: env.PORT!, DOZO_DEMO_TOWN: '0' }
  const words = ['restore', at('disk'), `--identity=${at('data.key')}`, `--log=${at('mirror')}`]
  words.push(`--keys=${at('keys')}`, `--keys-identity=${at('keys.key')}`, '--json')
  const whole = await dozo(words, { ...there, ...after!.settings })
  assert.equal(whole.code, 0, whole.err)
  assert.ok(JSON.parse(whole.out).toForget > 0, whole.out)
  const again = await dozo(words, { ...there, ...after!.settings })
  assert.match(again.err, /dozo_vault and dozo_market is there already/)
  const restored = () =>
    withAdmin(after!.superuser, 'dozo_vault', async (client) => (await client.query(members)).rows)
  assert.equal((await restored()).length, 2)

  const place = { data: at('empty'), port: town.port }
  const { settings: more, superuser } = after!
  running = await runTown({ bare: true, place, env: more, elsewhere: superuser })
  assert.equal((await restored()).length, 1)
  assert.equal(existsSync(join(place.data, 'postgres')), false)
  await sellsAndServes(townAt(running.facts))
})

async function sellsAndServes(open: Town): Promise<void> {
  const buyer = open.visitor()
  await proveOrder(open, buyer, bought)
  assert.equal(await downloadedHash({ ...bought, buyer }), bought.work.sha256)
  const people = async (kind: string) =>
    (await open.books.sql('vault', `select id from subjects where kind = '${kind}'`)).length
  const known = await people('member')
  await signInByCode(open, open.visitor(), stays)
  assert.equal(await people('member'), known)
  await signInByCode(open, open.visitor(), gone)
  assert.equal(await people('member'), known + 1)
  const next = await buysStubbornly(open, bought.work)
  await hears(next, 'paid')
  assert.equal(await downloadedHash(next), bought.work.sha256)
}
