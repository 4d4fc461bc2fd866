import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, inTime } from './people.ts'

const hourMillis = 3_600_000

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
  await firstOperator(town)
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(25 * hourMillis)
  await allLetters(town)
})

type Kind = 'page-changed' | 'page-away'

const raise = (kind: Kind, at = town.clock().getTime(), id: string = randomUUID()) =>
  town.ask.monitor.raiseAlarm({ id, kind, at, detail: '' }, inTime)

const raised = (kind: string) =>
  town.look('select 1 from alarms where kind = $1 and at >= $2', [kind, town.clock()])

/** What the log has of alarms left out, once all is written. */
async function leftOut() {
  await town.vault.core.append({})
  const rows = await town.look<{ kind: string }>(
    `select kind from log_entries where purpose = 'alarm-left-out' and at >= $1 order by index`,
    [town.clock()],
  )
  return rows.map(({ kind }) => kind)
}

test('a monitor that raises alarms without end is heard six times an hour, and the rest counted', async () => {
  for (let count = 0; count < 500; count += 1) await raise('page-away')
  assert.equal((await raised('page-away')).length, 6)
  assert.deepEqual(await leftOut(), ['page-away 1'])
  // Nobody who raises one waits for the word that there were too many.
  while ((await raised('alarm-left-out')).length === 0) await pause(10)
  assert.equal((await allLetters(town)).length, 7)
  town.clock.advance(10 * 60_000)
  await raise('page-away')
  assert.deepEqual(await leftOut(), ['page-away 494'])
})

test('whoever makes one thing come and go buries no alarm of another kind', async () => {
  for (let count = 0; count < 20; count += 1) await raise('page-away')
  while ((await raised('alarm-left-out')).length === 0) await pause(10)
  await raise('page-changed')
  assert.equal((await raised('page-changed')).length, 1)
})

test('an alarm told again is not another one, even when there were enough', async () => {
  const ids = Array.from({ length: 6 }, () => randomUUID())
  for (let times = 0; times < 3; times += 1) {
    for (const id of ids) await raise('page-away', undefined, id)
  }
  assert.equal((await raised('page-away')).length, 6)
  assert.deepEqual(await leftOut(), [])
})

test('an alarm that says it is of tomorrow does not stay above all others', async () => {
  await raise('page-away', town.clock().getTime() + 1_000 * hourMillis)
  town.clock.advance(1)
  await raise('page-changed')
  const newest = await town.look('select kind from alarms order by at desc limit 2')
  assert.deepEqual(newest, [{ kind: 'page-changed' }, { kind: 'page-away' }])
})
