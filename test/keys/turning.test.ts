import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, test } from 'vitest'
import { pollUntil } from '#test/cast/poll.ts'
import { inTime, signIn } from '#test/vault/people.ts'
import { wrapAnew } from '#trust/keys/wrapping-anew.ts'
import { dropping } from '#trust/vault/records.ts'
import type { Change } from '#trust/vault/sequencer.ts'
import { dayMillis, openRingTown, opens, type RingTown } from './ring-town.ts'

let town: RingTown
beforeEach(async () => {
  town = await openRingTown()
})
afterEach(() => town.drop())

const versionsUsed = async () =>
  (await town.look<{ ring: number }>('select distinct ring from records')).map(({ ring }) => ring)

test('the ring turns while people read and enrol, and nobody notices', async () => {
  await town.enrol(1_500)
  const readers = []
  for (let at = 0; at < 10; at += 1) readers.push(await signIn(town, `reader${at}@people.example`))
  let isOver = false
  const faults: unknown[] = []
  let [read, enrolled] = [0, 0]
  const reading = readers.map(async ({ session }) => {
    for (let times = 0; times < 100 && !isOver; times += 1) {
      await town.ask.accounts.myContact({ session }, inTime)
      read += 1
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  const enrolling = (async () => {
    while (!isOver) {
      await town.enrol(5)
      enrolled += 5
    }
  })()
  const people = Promise.all([...reading, enrolling]).catch((error) => faults.push(error))
  await town.turn()
  const isEnough = async () => faults.length > 0 || (read > 20 && enrolled > 20)
  await pollUntil('many came, before, meanwhile and afterwards', isEnough, 30_000)
  isOver = true
  await people
  assert.deepEqual(faults, [])
  assert.deepEqual(await versionsUsed(), [2])
  for (const row of (await town.rows()).slice(0, 300)) await opens(town, row)
  assert.deepEqual(await town.told('ring-turned'), ['record 2'])
  assert.deepEqual(await town.told('ring-version-emptied'), ['record 1'])
}, 60_000)

test('a turn asked for twice is one turn, and what waits in the mail turns with it', async () => {
  await town.enrol(2)
  const source = randomUUID()
  const asked = { address: 'aiko@people.example', browserSecret: Buffer.alloc(16), source }
  await town.ask.accounts.startSignIn({ ...asked, locale: 'en', known: null }, inTime)
  const { turnRing } = town.keeper.handlers()
  await Promise.all([1, 2, 3].map(() => turnRing({ after: 1, stolen: false }, inTime)))
  await town.keeper.round()
  assert.deepEqual(await town.told('ring-turned'), ['record 2'])
  const letters = await town.look('select ring from letters where sealed is not null')
  assert.deepEqual(letters, [{ ring: 2 }])
  const { letter } = await town.ask.mailer.takeLetter({ waitMillis: 0 }, inTime)
  assert.equal(letter?.to, 'aiko@people.example')
})

test('the ring turns by itself once it is thirty days old, and not before', async () => {
  await town.enrol(3)
  town.clock.advance(30 * dayMillis - 1)
  await town.keeper.round()
  assert.deepEqual(await versionsUsed(), [1])
  town.clock.advance(1)
  await town.keeper.round()
  assert.deepEqual(await versionsUsed(), [2])
  await town.keeper.round()
  assert.deepEqual(await town.told('ring-turned'), ['record 2'])
})

test('what is dropped at the moment its key is wrapped anew stays dropped', async () => {
  await town.enrol(10)
  await town.keeper.handlers().turnRing({ after: 1, stolen: false }, inTime)
  const { core } = town.vault
  const append = async (change: Change) => {
    const ids = (change.writes?.turnRecords ?? []).map(({ id }) => String(id))
    const dropped = { writes: dropping(ids, town.clock(), 'erased') }
    const [outcome] = await Promise.all([core.append(change), core.append(dropped)])
    return outcome
  }
  await wrapAnew({ ...core, append }, { stolen: new Set(), told: new Set() })
  assert.deepEqual(await town.rows(), [])
})

test('a row that does not open is told of, left as it is, and stops nothing', async () => {
  await town.enrol(5)
  const [first, second] = await town.rows()
  await town.look('update records set wrapped = $1 where id = $2', [second!.wrapped, first!.id])
  await town.turn()
  await town.keeper.round()
  assert.deepEqual((await versionsUsed()).sort(), [1, 2])
  assert.deepEqual(await town.told('seal-broken'), ['contact'])
  assert.deepEqual(await town.told('ring-version-emptied'), ['record 1'])
})

test('a destroyed record that is put back in its row does not open', async () => {
  await town.enrol(1)
  const [kept] = await town.look('select id, to_json(r) as row from records r')
  const { core } = town.vault
  await core.append({ writes: dropping([kept!.id], town.clock(), 'erased') })
  const putBack = 'insert into records select * from json_populate_record(null::records, $1)'
  await town.look(putBack, [kept!.row])
  const [again] = await town.rows()
  await assert.rejects(opens(town, again!), /destroyed record is there again/)
  assert.deepEqual(await town.told('seal-broken'), ['contact'])
})
