import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { afterEach, beforeEach, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { inTime } from '#test/vault/people.ts'
import { orderOfTicket } from '#trust/bindings/orders.ts'
import { passFor } from '#trust/vault/passes.ts'
import type { SealedRecord } from '#trust/vault/records.ts'
import { Ring, type RingKey } from '#trust/vault/ring.ts'
import { unseal } from '#trust/vault/seal.ts'
import { openRingTown, opens, type RingTown } from './ring-town.ts'

let town: RingTown
beforeEach(async () => {
  town = await openRingTown()
})
afterEach(() => town.drop())

/** What somebody has who copied the ring file, now. */
async function stolenRing(): Promise<Ring> {
  const { id, keys } = JSON.parse(await town.ringFile()) as { id: string; keys: RingKey[] }
  const read = keys.map((each) => {
    return { ...each, key: createSecretKey(Buffer.from(each.wrapped, 'base64url')) }
  })
  return new Ring(id, read)
}

/** How many of these rows the ring reads. */
function readable(ring: Ring, rows: SealedRecord[]): number {
  return rows.filter((row) => {
    try {
      return unseal(ring, { ...row, subject: row.subject_id }, row).length > 0
    } catch {
      return false
    }
  }).length
}

test('after a turn a stolen ring reads what was taken with it, and nothing of today', async () => {
  await town.enrol(20)
  const ring = await stolenRing()
  const taken = await town.rows()
  await town.turn(true)
  await town.enrol(20)
  const today = await town.rows()
  assert.equal(readable(ring, taken), 20)
  assert.equal(readable(ring, today), 0)
  for (const row of today) await opens(town, row)
})

test('not even the key of a single record is of use after a theft, also when the vault died', async () => {
  await town.enrol(5)
  const ring = await stolenRing()
  const taken = await town.rows()
  const { turnRing } = town.keeper.handlers()
  await turnRing({ after: 1, stolen: true }, inTime)
  // Dies before a record was sealed anew, and goes on by itself.
  await town.whileClosed(async () => {})
  await town.keeper.round()
  const today = await town.rows()
  for (const [at, row] of today.entries()) {
    const old = taken[at]!
    const place = { ...row, subject: row.subject_id }
    const mixed = { ring: 1, wrapped: old.wrapped, sealed: row.sealed }
    assert.throws(() => unseal(ring, place, mixed), { name: 'BrokenSeal' })
  }
})

test('the log bounds a theft: which keys were taken when, and from when on none was in use', async () => {
  await town.enrol(2)
  await town.turn(true)
  const told = await town.look<{ said: string }>(
    `select purpose || ' ' || kind as said from log_entries where purpose like 'ring-%' order by index`,
  )
  assert.deepEqual(
    told.map(({ said }) => said),
    [
      ...['record', 'index', 'tag', 'pass', 'note'].map((use) => `ring-version-stolen ${use} 1`),
      'ring-turned record 2',
      'ring-turned pass 2',
      'ring-version-destroyed pass 1',
      'ring-version-emptied record 1',
    ],
  )
})

test('a pass made with a stolen key is worth nothing after the turn', async () => {
  const ring = await stolenRing()
  const order = '00000000-0000-7000-8000-000000000007'
  const forged = passFor(ring, 'pay', order, town.clock())
  assert.equal(orderOfTicket(town.vault.core, { ticket: forged }).order, order)
  await town.turn(true)
  assert.throws(
    () => orderOfTicket(town.vault.core, { ticket: forged }),
    (error) => isRefusal(error, 'ticket-unknown'),
  )
})
