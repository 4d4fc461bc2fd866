import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { raiseOwnAlarm } from '#trust/letters/alarms.ts'
import { letterId } from '#trust/letters/outbox.ts'
import { kinds } from '#trust/vault/kinds.ts'
import { open } from '#trust/vault/openings.ts'
import { type OpeningName, openingNames } from '#trust/vault/purposes.ts'
import type { SealedRecord } from '#trust/vault/records.ts'
import { seal } from '#trust/vault/seal.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, guestOrder, inTime, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault({ quotas: { 'my-contact': 20 } })
  await firstOperator(town)
})
afterAll(() => town.drop())

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)

const told = async (purpose: string) =>
  (await town.look('select 1 from log_entries where purpose = $1', [purpose])).length

/** The subjects of what the operators were written since the last look. */
async function alarmLetters(): Promise<string[]> {
  const letters = await allLetters(town)
  return letters.filter(({ to }) => to === 'osamu@people.example').map(({ subject }) => subject)
}

interface Row extends SealedRecord {
  [column: string]: unknown
}

/** A member, what their contact looks like in the table, and a way to ask for it. */
async function memberWithContact(name: string) {
  const { session, member } = await signIn(town, `${name}@people.example`)
  const [row] = await town.look<Row>(
    `select * from records where subject_id = $1 and kind = 'contact'`,
    [member],
  )
  const ask = async () => town.ask.accounts.myContact({ session }, inTime)
  return { session, member, row: row!, ask }
}

async function put(row: Partial<Row>): Promise<void> {
  const names = Object.keys(row)
  const places = names.map((_, at) => `$${at + 1}`)
  await town.look(`insert into records (${names}) values (${places})`, Object.values(row))
}

test('a blob that does not belong where it is alarms the operators once an hour', async () => {
  const one = await memberWithContact('one')
  const two = await memberWithContact('two')
  await alarmLetters()
  await town.look('update records set sealed = $1, wrapped = $2 where id = $3', [
    two.row.sealed,
    two.row.wrapped,
    one.row.id,
  ])
  for (let times = 0; times < 3; times += 1) await assert.rejects(one.ask, { name: 'BrokenSeal' })
  assert.equal(await told('seal-broken'), 3)
  const letters = await alarmLetters()
  assert.equal(letters.length, 1)
  assert.match(letters[0]!, /封印/)
  town.clock.advance(3_600_000)
  await assert.rejects(one.ask, { name: 'BrokenSeal' })
  assert.equal((await alarmLetters()).length, 1)
})

test('a record that was destroyed and put back from an older copy is refused and alarmed', async () => {
  const { session } = await memberWithContact('replayed')
  const order = randomUUID()
  const bound = { order, session, address: null, locale: 'ja' } as const
  await town.ask.accounts.bindOrder({ ...bound, receiptName: '古い名前' }, inTime)
  const [old] = await town.look<Row>('select * from records where about = $1', [order])
  const holder = { order, session, orderAccess: null }
  await town.ask.accounts.setReceiptName({ ...holder, name: '新しい名前' }, inTime)
  await town.look('delete from records where about = $1', [order])
  await put(old!)
  town.clock.advance(3_600_000)
  await alarmLetters()
  const before = await told('seal-broken')
  await assert.rejects(async () => town.ask.accounts.receiptOf(holder, inTime), {
    name: 'BrokenSeal',
  })
  assert.equal(await told('seal-broken'), before + 1)
  assert.equal((await alarmLetters()).length, 1)
})

test('a blob whose row says another schema than it was sealed under is refused', async () => {
  const { row, ask } = await memberWithContact('schema')
  await town.look('update records set schema = 2 where id = $1', [row.id])
  await assert.rejects(ask, { name: 'BrokenSeal' })
  await town.look('update records set schema = 1 where id = $1', [row.id])
  await ask()
})

test('a record of a newer release is refused, not guessed at', async () => {
  const { member, row, ask } = await memberWithContact('newer')
  const { ring, random } = town.vault.core
  const place = { kind: 'contact', id: row.id, subject: member, about: null, schema: 2 }
  const blob = seal({ ring, random }, place, '{"address":"newer@people.example","more":1}')
  await town.look('update records set schema = 2, sealed = $1, wrapped = $2 where id = $3', [
    blob.sealed,
    blob.wrapped,
    row.id,
  ])
  await assert.rejects(ask, { name: 'BrokenSeal' })
})

test('a statement sealed under the first schema opens as one of today', async () => {
  const { member, session } = await signIn(town, 'first-schema@people.example')
  const { ring, random } = town.vault.core
  const [id, seller] = [randomUUID(), randomUUID()]
  const place = { kind: 'disclosure', id, subject: member, about: seller, schema: 1 }
  const fields = [{ name: 'business-name', value: '花屋' }]
  const blob = seal({ ring, random }, place, JSON.stringify({ fields }))
  const now = town.clock()
  await put({
    id,
    subject_id: member,
    kind: 'disclosure',
    about: seller,
    schema: 1,
    ...blob,
    made_at: now,
  })
  await town.look('insert into disclosures values ($1, $2, $3, $4)', [seller, member, id, now])
  const published = await town.ask.accounts.disclosureOf({ seller }, inTime)
  assert.deepEqual(published.fields, fields)
  const { records } = await town.ask.accounts.myRecords({ session, after: null }, inTime)
  assert.deepEqual(records.find(({ kind }) => kind === 'disclosure')?.fields, fields)
})

test('over its quota a purpose alarms the operators, once an hour however much is asked', async () => {
  town.clock.advance(3_600_000)
  const { ask } = await memberWithContact('busy')
  await alarmLetters()
  for (let times = 0; times < 20; times += 1) await ask()
  for (let times = 0; times < 30; times += 1) await assert.rejects(ask, refused('over-quota'))
  town.clock.advance(61_000)
  await assert.rejects(ask, refused('over-quota'))
  assert.equal((await alarmLetters()).length, 1)
  assert.equal(await told('over-quota'), 2)
})

test('wishes that no fact allows are in the log, and many of them alarm', async () => {
  town.clock.advance(3_600_000)
  const { session } = await signIn(town, 'curious@people.example')
  await alarmLetters()
  const ask = async () => {
    const order = await guestOrder(town, 'somebody@people.example')
    return town.ask.accounts.receiptOf({ order, session, orderAccess: null }, inTime)
  }
  await assert.rejects(ask, refused('not-yours'))
  assert.equal(await told('without-fact'), 1)
  assert.deepEqual(await alarmLetters(), [])
  for (let times = 0; times < 60; times += 1) await assert.rejects(ask, refused('not-yours'))
  assert.equal(await told('without-fact'), 1)
  assert.equal((await alarmLetters()).length, 1)
})

test('a pass that was made up is in the log like any wish without a fact', async () => {
  town.clock.advance(3_600_000)
  const order = await guestOrder(town, 'somebody@people.example')
  const before = await told('without-fact')
  for (let times = 0; times < 3; times += 1) {
    const want = { order, session: null, orderAccess: randomBytes(32) }
    await assert.rejects(
      async () => town.ask.accounts.receiptOf(want, inTime),
      refused('ticket-unknown'),
    )
  }
  assert.equal(await told('without-fact'), before + 1)
})

test('a purpose opens only the kinds that name it as their reader', async () => {
  const { member, row } = await memberWithContact('readers')
  const { core } = town.vault
  const before = await told('my-passkeys')
  for (const purpose of openingNames.filter((name) => !isReader(name))) {
    const want = { purpose, subject: member, about: null, blobs: [row] }
    await assert.rejects(open(core, want), RangeError, purpose)
  }
  assert.equal(await told('my-passkeys'), before)
})

const isReader = (name: OpeningName) => kinds.contact.readers.some((reader) => reader === name)

test('whoever speaks as the monitor cannot use up the alarms of the vault', async () => {
  const one = await memberWithContact('quiet')
  await alarmLetters()
  town.clock.advance(3_600_000)
  const hour = String(Math.floor(town.clock().getTime() / 3_600_000))
  // The names an intruder could work out from our source.
  const [kind, matter] = ['seal-broken', 'contact']
  const guesses = [letterId('alarm', kind, matter, hour), letterId('alarm', kind, matter)]
  for (const id of guesses) {
    const at = town.clock().getTime()
    await town.ask.monitor.raiseAlarm({ id, kind: 'page-away', at, detail: '' }, inTime)
  }
  await alarmLetters()
  await town.look('update records set sealed = $1 where id = $2', [Buffer.alloc(60), one.row.id])
  await assert.rejects(one.ask)
  assert.equal((await alarmLetters()).length, 1)
})

test('certificates that end soon are one letter a day, whichever they are', async () => {
  await alarmLetters()
  const alarms = async (day: string) => {
    await raiseOwnAlarm(town.vault.core, 'certificate-ends', 'calls', day)
    return alarmLetters()
  }
  const [first = ''] = await alarms('2026-11-22')
  assert.match(first, /証明書|certificate/)
  assert.deepEqual(await alarms('2026-11-22'), [])
  assert.equal((await alarms('2026-11-23')).length, 1)
})
