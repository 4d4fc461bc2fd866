import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { inTime } from '#test/vault/people.ts'
import type { RingKey } from '#trust/vault/ring.ts'
import { dayMillis, openRingTown, opens, type RingTown } from './ring-town.ts'

let town: RingTown
beforeEach(async () => {
  town = await openRingTown()
})
afterEach(() => town.drop())

const stateOf = async (use: string, version: number) => {
  const { versions } = await town.keeper.handlers().keysStanding(undefined, inTime)
  return versions.find((row) => row.use === use && row.version === version)?.state
}
const destroyNow = () => town.keeper.handlers().destroyKeys(undefined, inTime)

test('yesterday’s rows open with no key of today once their version is destroyed', async () => {
  await town.enrol(5)
  const yesterday = await town.rows()
  const before = JSON.parse(await town.ringFile())
  const [oldKey] = before.keys.filter(({ use }: RingKey) => use === 'record')
  await town.turn()
  for (const row of yesterday) await opens(town, row)

  town.clock.advance(35 * dayMillis)
  await town.keeper.round()
  assert.equal(await stateOf('record', 1), 'destroyed')
  assert.ok(!(await town.ringFile()).includes(oldKey.wrapped))
  assert.deepEqual(await town.told('ring-version-destroyed'), ['record 1'])
  for (const row of yesterday) {
    await assert.rejects(opens(town, row), /no ring version 1/)
    for (const { version } of town.vault.core.ring.versions('record')) {
      await assert.rejects(opens(town, { ...row, ring: version }), { name: 'BrokenSeal' })
    }
  }
  for (const row of await town.rows()) await opens(town, row)
})

test('a version goes neither while it is current, nor before the last backup of it', async () => {
  await town.enrol(2)
  await destroyNow()
  assert.equal(await stateOf('record', 1), 'current')
  await town.turn()
  const keepUntil = new Date(town.clock().getTime() + 60 * dayMillis)
  await town.look(
    `insert into backups (id, taken_at, keep_until, manifest, ring_versions)
      values ($1, now(), $2, $3, '{1}')`,
    [randomUUID(), keepUntil, Buffer.alloc(32)],
  )
  town.clock.advance(34 * dayMillis)
  await destroyNow()
  assert.equal(await stateOf('record', 1), 'live')
  town.clock.advance(2 * dayMillis)
  await destroyNow()
  assert.equal(await stateOf('record', 1), 'live')
  await town.look('update backups set pruned_at = now()')
  await destroyNow()
  assert.equal(await stateOf('record', 1), 'destroyed')
})

test('a version with live records is not destroyed, however old it is', async () => {
  const source = randomUUID()
  const asked = { address: 'aiko@people.example', browserSecret: Buffer.alloc(16), source }
  // The address in a code that waits for its answer is under the version of its day.
  await town.ask.accounts.startSignIn({ ...asked, known: null, locale: 'en' }, inTime)
  await town.turn()
  town.clock.advance(36 * dayMillis)
  await destroyNow()
  assert.equal(await stateOf('record', 1), 'live')
})

test('what came late under an old version is wrapped anew before that one is destroyed', async () => {
  await town.enrol(2)
  const [early] = await town.rows()
  await town.turn()
  town.clock.advance(36 * dayMillis)
  await town.look('update records set ring = 1, wrapped = $1 where id = $2', [
    early!.wrapped,
    early!.id,
  ])
  await destroyNow()
  assert.equal(await stateOf('record', 1), 'destroyed')
  for (const row of await town.rows()) await opens(town, row)
})

test('a copy of the ring from before, put back, does not bring a destroyed key with it', async () => {
  await town.enrol(2)
  await town.turn()
  const copy = await town.ringFile()
  town.clock.advance(35 * dayMillis)
  await destroyNow()
  const file = join(town.options.keysFolder, 'ring.json')
  await town.whileClosed(() => writeFile(file, copy, { mode: 0o600 }))
  assert.equal(await stateOf('record', 1), 'destroyed')
  assert.equal(JSON.parse(await town.ringFile()).keys.length, 5)
})

test('a database from before the destruction still fits the ring, and is told of it', async () => {
  await town.enrol(2)
  await town.turn()
  town.clock.advance(35 * dayMillis)
  await destroyNow()
  await town.look(`update ring_keys set destroyed_at = null where use = 'record' and version = 1`)
  await town.whileClosed(async () => {})
  assert.equal(await stateOf('record', 1), 'destroyed')
  assert.deepEqual(await town.told('ring-version-destroyed'), ['record 1', 'record 1'])
})
