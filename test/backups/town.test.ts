import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { type RunningTown, runTown } from '#test/cast/run-town.ts'
import { proveOrder, signInByCode } from '#test/cast/sign-in.ts'
import { type Town, townAt } from '#test/cast/town.ts'
import {
  buysStubbornly,
  downloadedHash,
  hears,
  offerLimited,
  type Purchase,
} from '#test/proofs/buyer.ts'
import { dozo } from './dozo.ts'

/** Two starts of all of Dozo, and a dozen commands. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let folder: string
let running: RunningTown | undefined
let town: Town
let bought: Purchase
const env: Record<string, string> = {}
const at = (name: string) => join(folder, name)
const disk = () => at('disk')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dozo-restore-'))
  running = await runTown({ bare: true })
  town = townAt(running.facts)
  const work = await offerLimited(town, '星の本')
  bought = await buysStubbornly(town, work)
  await hears(bought, 'paid')
  await signInByCode(town, town.visitor(), 'aiko@people.example')
  Object.assign(env, { DOZO_DATA: town.data, PORT: String(town.port), DOZO_DEMO_TOWN: '0' })
})
afterAll(async () => {
  await running?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function backedUp(): Promise<{ id: string; told: boolean }> {
  const made = await dozo(['backup', disk(), `--keys=${at('keys')}`, '--json'], env)
  assert.equal(made.code, 0, made.err)
  return JSON.parse(made.out)
}

test('a backup of an open market: keys and data apart, an interrupted one is none', async () => {
  const key = await dozo(['backup', `--new-key=${at('data.key')}`], env)
  const keysKey = await dozo(['backup', `--new-key=${at('keys.key')}`], env)
  const without = await dozo(['backup', disk()], env)
  assert.match(without.err, /BACKUP_RECIPIENT must be an age recipient/)
  env.BACKUP_RECIPIENT = key.out.trim()
  env.BACKUP_KEYS_RECIPIENT = key.out.trim()
  const same = await dozo(['backup', disk(), `--keys=${at('keys')}`], env)
  assert.match(same.err, /another than the backups/)
  env.BACKUP_KEYS_RECIPIENT = keysKey.out.trim()
  const together = await dozo(['backup', disk(), `--keys=${join(disk(), 'keys')}`], env)
  assert.match(together.err, /lies together with what its keys open/)
  const inside = await dozo(['backup', join(town.data, 'backups')], env)
  assert.match(inside.err, /lies together with the data it must outlive/)

  const killed = await dozo(['backup', disk()], env, /^market: /m)
  assert.equal(killed.code, null)
  const list = JSON.parse((await dozo(['backup', disk(), '--list', '--json'], env)).out)
  assert.deepEqual([list.backups.length, list.unfinished.length], [0, 1])
  const nothing = await dozo(['restore', disk(), `--identity=${at('data.key')}`], env)
  assert.match(nothing.err, /holds no whole backup/)

  const { id, told } = await backedUp()
  assert.equal(told, true)
  const after = JSON.parse((await dozo(['backup', disk(), '--list', '--json'], env)).out)
  assert.deepEqual(after.unfinished, [])
  assert.equal(after.backups[0].id, id)
})

test('onto an empty machine: an interrupted restore opens nothing, a whole one all', async () => {
  await backedUp()
  const mirror = at('mirror')
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await cp(join(town.data, 'log'), mirror, { recursive: true })
  const { port } = town
  await running!.stop()
  running = undefined

  const there = { DOZO_DATA: at('empty'), PORT: String(port), DOZO_DEMO_TOWN: '0' }
  const words = ['restore', disk(), `--identity=${at('data.key')}`, `--log=${mirror}`, '--json']
  const noKeys = await dozo(words, there)
  assert.match(noKeys.err, /key ring is not in/)
  words.push(`--keys=${at('keys')}`, `--keys-identity=${at('keys.key')}`)
  const swapped = words.map((word) => word.replace('data.key', 'keys.key'))
  const wrongKey = await dozo(swapped, there)
  assert.match(wrongKey.err, /closed to another key/)
  const killed = await dozo(words, there, /^market: \d+ tables/m)
  assert.equal(killed.code, null)
  const refused = await dozo(['start'], there)
  assert.equal(refused.code, 78)
  assert.match(refused.err, /A restore was interrupted here/)

  const whole = await dozo(words, there)
  assert.equal(whole.code, 0, whole.err)
  assert.match(whole.err, /^next: dozo start$/m)
  const again = await dozo(words, there)
  assert.match(again.err, /dozo_vault and dozo_market is there already/)
  await sellsAndServes(port)
})

async function sellsAndServes(port: number): Promise<void> {
  running = await runTown({ bare: true, place: { data: at('empty'), port } })
  const open = townAt(running.facts)
  const buyer = open.visitor()
  await proveOrder(open, buyer, bought)
  assert.equal(await downloadedHash({ ...bought, buyer }), bought.work.sha256)
  await signInByCode(open, open.visitor(), 'aiko@people.example')
  const members = await open.books.sql('vault', `select id from subjects where kind = 'member'`)
  assert.equal(members.length, 1)
  const next = await buysStubbornly(open, bought.work)
  await hears(next, 'paid')
  assert.equal(await downloadedHash(next), bought.work.sha256)
}
