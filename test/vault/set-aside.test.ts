import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { openTestVault, settings, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, guestOrder, inTime, paid } from './people.ts'

/** A setting that some letters cannot be written with. */
const brokenHosts = new Proxy(settings.providerHosts, {
  getOwnPropertyDescriptor(hosts, name) {
    if (name === 'broken') throw new RangeError('planted')
    return Reflect.getOwnPropertyDescriptor(hosts, name)
  },
})

let town: TestVault
beforeAll(async () => {
  town = await openTestVault({ settings: { ...settings, providerHosts: brokenHosts } })
  await firstOperator(town)
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(3 * 3_600_000)
  await allLetters(town)
})

/** Who gets the next letter. */
async function next() {
  const letter = await take()
  await town.ask.mailer.letterSent({ letter: letter!.id }, inTime)
  return letter!.to
}

const take = async () => (await town.ask.mailer.takeLetter({ waitMillis: 0 }, inTime)).letter

/** A letter that waits, first of all. */
async function waitingLetter(to: string): Promise<string> {
  await paid(town, await guestOrder(town, to))
  const [letter] = await town.look<{ id: string }>(
    'select id from letters where finished_at is null order by due_at limit 1',
  )
  town.clock.advance(1)
  return letter!.id
}

const written = async () => (await allLetters(town)).map(({ to }) => to).sort()

const entriesOf = (id: string) =>
  town.look(`select kind from log_entries where purpose = 'letter-set-aside' and about = $1`, [id])

test('a letter that only a newer release knows is set aside, told of, and sent once it is known', async () => {
  const id = await waitingLetter('tomorrow@people.example')
  await town.look(`update letters set template = 'of-tomorrow' where id = $1`, [id])
  await paid(town, await guestOrder(town, 'behind@people.example'))
  assert.equal(await next(), 'behind@people.example')
  assert.deepEqual(await entriesOf(id), [{ kind: 'of-tomorrow' }])
  const alarms = await town.look(`select kind, matter from alarms order by at desc limit 1`)
  assert.deepEqual(alarms, [{ kind: 'letter-set-aside', matter: 'of-tomorrow' }])
  assert.deepEqual(await written(), ['osamu@people.example'])

  // Started again it is no better known, and nobody is told a second time.
  town.clock.advance(7 * 24 * 3_600_000)
  await town.reopen()
  assert.deepEqual(await written(), [])
  assert.equal((await entriesOf(id)).length, 1)

  await town.look(`update letters set template = 'order-confirmation' where id = $1`, [id])
  assert.deepEqual(await written(), [])
  await town.reopen()
  assert.deepEqual(await written(), ['tomorrow@people.example'])
})

test('a letter whose facts are of a newer release stops none of those behind it', async () => {
  const id = await waitingLetter('facts@people.example')
  const newer = `update letters set facts = (facts::jsonb || '{"more": 1}')::json where id = $1`
  await town.look(newer, [id])
  await paid(town, await guestOrder(town, 'behind@people.example'))
  assert.equal(await next(), 'behind@people.example')
  assert.deepEqual(await entriesOf(id), [{ kind: 'order-confirmation' }])
  const older = `update letters set facts = (facts::jsonb - 'more')::json where id = $1`
  await town.look(older, [id])
  await town.reopen()
  assert.deepEqual(await written(), ['facts@people.example', 'osamu@people.example'])
})

test('a letter that cannot be made into a mail keeps none from whoever takes others at once', async () => {
  const broken = { amount: 1n as never, currency: 'JPY', provider: 'broken', lines: 1 }
  await paid(town, await guestOrder(town, 'never@people.example'), [], broken)
  const readers = ['one', 'two', 'three'].map((name) => `${name}@people.example`)
  for (const reader of readers) await paid(town, await guestOrder(town, reader))
  const taken = await Promise.all([take(), take(), take(), take()])
  assert.deepEqual(taken.flatMap((letter) => letter?.to ?? []).sort(), readers.toSorted())
})
