import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { openings } from '#trust/vault/purposes.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, inTime, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
  await firstOperator(town)
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(3 * hour)
  await letters()
})

const minute = 60_000
const hour = 60 * minute
const tenMinutes = 10 * minute
const longestWaitMillis = 5_000

/** The entries that tell of refusals, from the newest on, once all is written. */
async function told(purpose: string, after = -1) {
  await town.vault.core.append({})
  return town.look<{ index: number; principal: string; kind: string }>(
    `select index::int, principal, kind from log_entries
     where purpose = $1 and index > $2 order by index`,
    [purpose, after],
  )
}

async function newest(): Promise<number> {
  await town.vault.core.append({})
  const rows = await town.look<{ index: number }>(
    'select max(index)::int as index from log_entries',
  )
  return rows[0]!.index
}

/** How many letters the operator got. */
const letters = async () =>
  (await allLetters(town)).filter(({ to }) => to === 'osamu@people.example').length

/** Nobody who is refused waits for the alarm, so a letter may come a moment later. */
async function lettersToCome(): Promise<number> {
  const end = Date.now() + longestWaitMillis
  for (;;) {
    const count = await letters()
    if (count > 0 || Date.now() > end) return count
    await pause(50)
  }
}

async function refusedSession(session: Buffer): Promise<void> {
  const asked = async () => town.ask.accounts.myContact({ session }, inTime)
  await assert.rejects(asked, (error) => isRefusal(error, 'sign-in-needed'))
}

async function flood(count: number): Promise<void> {
  for (let done = 0; done < count; done += 100) {
    const many = Array.from({ length: 100 }, () => refusedSession(randomBytes(32)))
    await Promise.all(many)
  }
}

test('of a flood of made-up sessions the log has a number, and the operators one letter', async () => {
  const before = await newest()
  await flood(2_000)
  assert.equal(await lettersToCome(), 1)
  town.clock.advance(tenMinutes)
  await refusedSession(randomBytes(32))
  const entries = await told('session-refused', before)
  assert.deepEqual(
    entries.map(({ principal, kind }) => `${principal} ${kind}`),
    ['accounts unknown 1', 'accounts unknown 2000'],
  )
  const all = await newest()
  assert.equal(all - before, 4, 'two entries, the alarm, and its letter')
  // The same flood, hour after hour, is the same incident.
  for (let hours = 0; hours < 3; hours += 1) {
    town.clock.advance(hour)
    await flood(600)
  }
  assert.equal(await letters(), 0)
  town.clock.advance(hour)
  await refusedSession(randomBytes(32))
  town.clock.advance(hour)
  await flood(600)
  assert.equal(await lettersToCome(), 1, 'after a quiet hour it is another one')
})

test('what was counted is told when the vault stops', async () => {
  await refusedSession(randomBytes(32))
  const before = await newest()
  for (let times = 0; times < 7; times += 1) await refusedSession(randomBytes(32))
  assert.equal((await told('session-refused', before)).length, 0)
  town.vault.stopWaiting()
  assert.deepEqual(
    (await told('session-refused', before)).map(({ kind }) => kind),
    ['unknown 7'],
  )
  await town.reopen()
})

test('a session of another site, and one that was ended, are told apart', async () => {
  const { session } = await signIn(town, 'aiko@people.example')
  const before = await newest()
  const desk = async () => town.ask.console.operatorOf({ session }, inTime)
  for (let times = 0; times < 10; times += 1) {
    await assert.rejects(desk, (error) => isRefusal(error, 'sign-in-needed'))
  }
  assert.equal(await lettersToCome(), 1)
  await town.ask.accounts.signOut({ session }, inTime)
  for (let times = 0; times < 600; times += 1) await refusedSession(session)
  assert.equal(await letters(), 0, 'people come back with a session that is over')
  town.vault.stopWaiting()
  const counted = new Map<string, number>()
  for (const { principal, kind } of await told('session-refused', before)) {
    const [what = '', count] = kind.split(' ')
    const key = `${principal} ${what}`
    counted.set(key, (counted.get(key) ?? 0) + Number(count))
  }
  assert.deepEqual(Object.fromEntries(counted), { 'console foreign': 10, 'accounts over': 600 })
  await town.reopen()
})

test('letters left out are a number in the log, and from fifty in an hour alarm', async () => {
  const before = await newest()
  const { refusals } = town.vault.core
  for (let count = 0; count < 49; count += 1) refusals.leftOut('letter', 'order-access-code')
  assert.equal((await told('alarm-raised', before)).length, 0)
  refusals.leftOut('letter', 'order-access-code')
  assert.equal(await lettersToCome(), 1)
  town.clock.advance(tenMinutes)
  refusals.leftOut('letter', 'order-access-code')
  const kinds = (await told('letter-left-out', before)).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['order-access-code 1', 'order-access-code 50'])
})

test('one person over their limit is a number in the log, ten in an hour alarm', async () => {
  const { perPerson } = openings['my-contact']
  const before = await newest()
  for (let person = 0; person < 10; person += 1) {
    const { session } = await signIn(town, `eager.${person}@people.example`)
    await letters()
    const ask = async () => town.ask.accounts.myContact({ session }, inTime)
    for (let from = 0; from < perPerson; from += 40) {
      await Promise.all(Array.from({ length: 40 }, ask))
    }
    for (let times = 0; times < 5; times += 1) {
      await assert.rejects(ask, (error) => isRefusal(error, 'over-quota'))
    }
    assert.equal(await (person < 9 ? letters() : lettersToCome()), person < 9 ? 0 : 1)
  }
  town.vault.stopWaiting()
  const kinds = (await told('person-over-quota', before)).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['my-contact 1', 'my-contact 49'])
  await town.reopen()
})
