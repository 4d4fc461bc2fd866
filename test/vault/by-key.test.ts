import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, guestOrder, inTime, paid, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

/** Without what only a start reads: the openings of the last hour, and the newest entries. */
const rowsRead = `
  select (select sum(seq_tup_read) from pg_stat_user_tables)
    + (select sum(idx_tup_read) from pg_stat_user_indexes
        where indexrelname not in ('log_entries_at', 'log_entries_pkey')) as rows`

/** How many rows the vault has read so far; a connection tells of its own when it ends. */
async function countRows(): Promise<number> {
  await town.reopen()
  const [{ rows } = { rows: '0' }] = await town.look<{ rows: string }>(rowsRead)
  return Number(rows)
}

async function aDayAsMember(address: string): Promise<void> {
  const { accounts } = town.ask
  const order = await guestOrder(town, address, 'Aiko')
  await paid(town, order)
  const { session } = await signIn(town, address)
  await accounts.sessionOf({ session }, inTime)
  await accounts.myContact({ session }, inTime)
  await accounts.myRecords({ session, after: null }, inTime)
  await accounts.myOpenings({ session, like: null, before: null, limit: 20 }, inTime)
  await accounts.receiptOf({ order, session, orderAccess: null }, inTime)
  await accounts.signOut({ session }, inTime)
}

async function rowsOfADay(address: string): Promise<number> {
  await allLetters(town)
  const before = await countRows()
  await aDayAsMember(address)
  return (await countRows()) - before
}

test('what one person does reads no more rows when the vault keeps hundreds of others', async () => {
  await aDayAsMember('first@people.example')
  const alone = await rowsOfADay('aiko@people.example')
  const others = Array.from({ length: 300 }, (_, index) => `guest.${index}@people.example`)
  await Promise.all(others.map((address) => guestOrder(town, address)))
  const among = await rowsOfADay('ren@people.example')
  assert.ok(
    among < alone + others.length / 5,
    `${alone} rows alone, ${among} among ${others.length}`,
  )
})
