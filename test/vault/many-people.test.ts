import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { importLines } from '#processes/supervisor/import-people.ts'
import { listHash } from '#trust/affected/client.ts'
import { actHash } from '#trust/identity/acts.ts'
import type { Authenticator } from './authenticator.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { firstOperator, guestOrder, inTime, signIn } from './people.ts'

let town: TestVault
let osamu: { session: Buffer; device: Authenticator }
beforeAll(async () => {
  town = await openTestVault()
  osamu = await firstOperator(town)
})
afterAll(() => town.drop())

const refuses = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)
const add = (addresses: string[]) => town.ask.supervisor.importPeople({ addresses }, inTime)
const street = (count: number, name: string) =>
  Array.from({ length: count }, (_, at) => `${name}.${at}@people.example`)
const idsOf = async (purpose: string) =>
  town.look<{ index: string; subject_tag: Buffer }>(
    'select index::text, subject_tag from log_entries where purpose = $1 order by index',
    [purpose],
  )

async function members(): Promise<string[]> {
  const rows = await town.look<{ id: string }>(
    `select s.id from subjects s where kind = 'member' order by id`,
  )
  return rows.map(({ id }) => id)
}

async function confirmed(lists: string[][], device = osamu.device) {
  const { session } = osamu
  const hashes = lists.map(listHash)
  const wish = { requestId: randomUUID(), reason: 'the shop was broken into' }
  const act = actHash({
    kind: 'open-recipients',
    ...wish,
    lists: hashes.map((hash) => hash.toString('hex')),
  })
  const challenge = await town.ask.console.operatorActChallenge({ session, act }, inTime)
  const assertion = device.answer(challenge)
  const want = { session, ...wish, lists: hashes, assertion }
  return { want, ask: async () => town.ask.console.confirmRecipients(want, inTime) }
}

const opened = async (people: string[], pass: Buffer) =>
  town.ask.console.openRecipients({ session: osamu.session, people, pass }, inTime)

test('a list of addresses becomes members, each with an entry, and twice given changes nothing', async () => {
  await signIn(town, 'aiko@people.example')
  const list = [
    ...street(300, 'moved'),
    'AIKO@people.example',
    'no address',
    'Moved.7@People.example',
  ]
  const first = await add(list)
  assert.deepEqual(first, { enrolled: 300, known: 2, refused: [301] })
  const entries = (await idsOf('member-made')).slice(-300)
  assert.equal(new Set(entries.map((entry) => entry.subject_tag.toString('hex'))).size, 300)
  assert.deepEqual(await add(list), { enrolled: 0, known: 302, refused: [301] })
})

test('one line that cannot be an address keeps nobody else out', async () => {
  const long = `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example`
  const strange = [
    long,
    'tab\t@people.example',
    '\u202eaiko@people.example',
    '',
    'a@b',
    '@people.example',
  ]
  const { enrolled, refused } = await add([...strange, 'kept.in@people.example'])
  assert.equal(enrolled, 1)
  assert.deepEqual(refused, [0, 1, 2, 3, 4, 5])
})

test('whoever was moved here signs in by a code, as the same person', async () => {
  await add(['moved.here@people.example'])
  const before = (await members()).length
  await signIn(town, 'moved.here@people.example')
  assert.equal((await members()).length, before)
})

test('two lists at once make nobody twice', async () => {
  const both = street(120, 'both')
  const [one, other] = await Promise.all([add(both), add([...both].reverse())])
  assert.equal(one.enrolled + other.enrolled, 120)
  assert.equal(one.known + other.known, 120)
})

test('one passkey opens many lists: each address once, its entry first', async () => {
  await add(street(90, 'told'))
  const everyone = await members()
  const lists = [everyone.slice(0, 60), everyone.slice(60)]
  const { ask } = await confirmed(lists)
  const { passes } = await ask()
  const before = (await idsOf('recipients')).length
  const found = []
  for (const [at, list] of lists.entries()) found.push(await opened(list, passes[at]!))
  const people = found.flatMap(({ recipients }) => recipients)
  assert.equal(people.length, everyone.length)
  assert.ok(people.some(({ address }) => address === 'told.89@people.example'))
  assert.equal((await idsOf('recipients')).length - before, everyone.length)
  const acts = await town.look<{ leaf: string }>(
    `select leaf from log_entries where purpose = 'act-verified' and kind = 'open-recipients'`,
  )
  assert.ok(JSON.parse(acts.at(-1)!.leaf).ref)
})

test('a pass opens its own list and no other, for ten minutes', async () => {
  const everyone = await members()
  const list = everyone.slice(0, 5)
  const { passes } = await (await confirmed([list])).ask()
  const entriesBefore = (await idsOf('recipients')).length
  for (const other of [everyone.slice(0, 6), [...list].reverse(), []]) {
    await assert.rejects(opened(other, passes[0]!), refuses('not-allowed'))
  }
  await assert.rejects(opened(list, Buffer.alloc(32, 1)), refuses('ticket-unknown'))
  assert.equal((await idsOf('recipients')).length, entriesBefore)
  assert.equal((await opened(list, passes[0]!)).recipients.length, 5)
  town.clock.advance(10 * 60_000)
  await assert.rejects(opened(list, passes[0]!), refuses('ticket-expired'))
})

test('a passkey that was asked for one set of lists confirms no other', async () => {
  const everyone = await members()
  const { want } = await confirmed([everyone.slice(0, 5)])
  const more = { ...want, lists: [...want.lists, listHash(everyone)] }
  const ask = async () => town.ask.console.confirmRecipients(more, inTime)
  await assert.rejects(ask(), refuses('passkey-needed'))
})

test('what was opened in a window is counted by process, purpose and kind, people once', async () => {
  const { session } = osamu
  town.clock.advance(60_000)
  const from = town.clock().getTime()
  const aiko = await signIn(town, 'aiko@people.example')
  for (let times = 0; times < 3; times += 1) {
    await town.ask.accounts.myContact({ session: aiko.session }, inTime)
  }
  await guestOrder(town, 'guest@people.example')
  town.clock.advance(60_000)
  const to = town.clock().getTime()
  const within = (want: { principals: string[]; from: number; to: number }) =>
    town.ask.console.openingsWithin({ session, ...want }, inTime)
  const { openings, people } = await within({ principals: ['accounts'], from, to })
  const contact = {
    principal: 'accounts',
    purpose: 'my-contact',
    kind: 'contact',
    count: 3,
    people: 1,
  }
  assert.deepEqual(
    openings.find(({ purpose }) => purpose === 'my-contact'),
    contact,
  )
  assert.equal(people, 1)
  assert.deepEqual((await within({ principals: ['payments'], from, to })).openings, [])
  assert.deepEqual(await within({ principals: ['accounts'], from: to, to: to + 1 }), {
    people: 0,
    openings: [],
  })
})

test('a file of addresses is read to its end, and its bad lines are told by number', async () => {
  const lines = [...street(600, 'file'), '', 'not an address', ' file.3@people.example ', '＠']
  const progress = { lines: 0, enrolled: 0, known: 0, refused: [], refusedCount: 0 }
  const read = Readable.from(lines) as AsyncIterable<string>
  const vault = { importPeople: async (want: { addresses: string[] }) => add(want.addresses) }
  await importLines(vault, read, progress)
  assert.deepEqual(progress, {
    lines: 604,
    enrolled: 600,
    known: 1,
    refused: [602, 604],
    refusedCount: 2,
  })
})
