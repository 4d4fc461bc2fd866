import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { mostRecords } from '#trust/own-data/calls.ts'
import { newRecord } from '#trust/vault/records.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { inTime, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

test('of whom more is kept than one answer holds, gets the rest by going on', async () => {
  const { session, member } = await signIn(town, 'much@people.example')
  const { core } = town.vault
  const orders = Array.from({ length: mostRecords + 1 }, () => randomUUID())
  const value = { name: '森 愛子' }
  const records = orders.map((about) =>
    newRecord(core, { kind: 'receipt-name', subject: member, about, value }),
  )
  await core.append({ writes: { records } })
  const { accounts } = town.ask
  const first = await accounts.myRecords({ session, after: null }, inTime)
  assert.equal(first.records.length, mostRecords)
  const rest = await accounts.myRecords({ session, after: first.next }, inTime)
  assert.equal(rest.next, null)
  const seen = [...first.records, ...rest.records].map(({ about }) => about)
  assert.deepEqual(seen, [null, ...orders])
})
