import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { publicTag } from '#trust/log/entry.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { readerKey } from '#trust/vault/tags.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, guestOrder, inTime, paid, passkeyFor, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)
const dayMillis = 86_400_000

async function memberOrder(session: Buffer, receiptName: string) {
  const order = randomUUID()
  const want = { order, session, address: null, receiptName, locale: 'ja' } as const
  await town.ask.accounts.bindOrder(want, inTime)
  return order
}

test('a member sees every record about them, and every opening of it', async () => {
  const { session } = await signIn(town, 'aiko@people.example')
  const order = await memberOrder(session, '森 愛子')
  const { accounts } = town.ask
  await accounts.receiptOf({ order, session, orderAccess: null }, inTime)
  const { records } = await accounts.myRecords({ session, after: null }, inTime)
  assert.deepEqual(
    records.map(({ kind, about, fields }) => ({ kind, about, fields })),
    [
      { kind: 'contact', about: null, fields: [{ name: 'address', value: 'aiko@people.example' }] },
      { kind: 'receipt-name', about: order, fields: [{ name: 'name', value: '森 愛子' }] },
    ],
  )
  const { openings } = await accounts.myOpenings(
    { session, like: null, before: null, limit: 50 },
    inTime,
  )
  assert.deepEqual(
    openings.map(({ principal, purpose, kind }) => `${principal} ${purpose} ${kind}`),
    [
      'accounts my-records receipt-name',
      'accounts my-records contact',
      'accounts receipt receipt-name',
      'accounts receipt contact',
      'accounts mailbox-proven attempt',
    ],
  )
  const rest = await accounts.myOpenings(
    { session, like: null, before: openings[1]!.entry, limit: 2 },
    inTime,
  )
  assert.deepEqual(rest.openings, openings.slice(2, 4))
})

test('in the public log a person finds their own entries, and nobody else finds two of one', async () => {
  const { session, member } = await signIn(town, 'finds@people.example')
  await town.ask.accounts.myContact({ session }, inTime)
  await town.ask.accounts.myContact({ session }, inTime)
  type Row = { index: string; about: string | null; leaf: string }
  const rows = await town.look<Row>('select index, about, leaf from log_entries order by index')
  const tags = rows.flatMap(({ leaf }) => JSON.parse(leaf).who ?? [])
  assert.equal(new Set(tags).size, tags.length)
  const key = readerKey(town.vault.core.ring, member)
  const mine = rows.filter(
    ({ index, about, leaf }) => JSON.parse(leaf).who === publicTag(key, Number(index), about),
  )
  assert.deepEqual(
    mine.map(({ leaf }) => JSON.parse(leaf).do),
    ['mailbox-proven', 'member-made', 'signed-in', 'my-contact', 'my-contact'],
  )
  assert.ok(rows.every(({ leaf }) => !leaf.includes(member)))
})

test('erasing does what its plan said: now what may go, on its date what is pinned', async () => {
  const { session, member } = await signIn(town, 'gone@people.example')
  await passkeyFor(town, session)
  const bought = await memberOrder(session, '領収書 一')
  await paid(town, bought)
  const open = await memberOrder(session, '領収書 二')
  const { accounts } = town.ask
  const { plan, steps } = await accounts.erasurePlan({ session }, inTime)
  const now = town.clock().getTime()
  const taxDate = new Date(now)
  taxDate.setUTCFullYear(taxDate.getUTCFullYear() + 7)
  const pinned = { count: 1, at: now + 7 * dayMillis, need: 'open-order' }
  assert.deepEqual(
    [...steps].sort((a, b) => `${a.what} ${a.need}`.localeCompare(`${b.what} ${b.need}`)),
    [
      { what: 'contact', ...pinned },
      { what: 'passkey', count: 1, at: null, need: null },
      { what: 'passkeys', count: 1, at: null, need: null },
      { what: 'receipt-name', ...pinned },
      { what: 'receipt-name', count: 1, at: taxDate.getTime(), need: 'tax-document' },
      { what: 'sessions', count: 1, at: null, need: null },
    ],
  )
  await accounts.setReceiptName(
    { order: open, session, orderAccess: null, name: 'another' },
    inTime,
  )
  const old = async () => accounts.erase({ session, plan }, inTime)
  await assert.rejects(old, refused('cart-changed'))
  const again = await accounts.erasurePlan({ session }, inTime)
  await accounts.erase({ session, plan: again.plan }, inTime)
  await assert.rejects(
    async () => accounts.sessionOf({ session }, inTime),
    refused('sign-in-needed'),
  )
  await onlyTheReceiptStays(member, open)
})

/** The open order can still be paid for and confirmed; then all goes on its date. */
async function onlyTheReceiptStays(member: string, open: string): Promise<void> {
  await allLetters(town)
  await paid(town, open)
  assert.deepEqual(
    (await allLetters(town)).map(({ to }) => to),
    ['gone@people.example'],
  )
  const kindsLeft = async () =>
    (await town.look('select kind from records where subject_id = $1 order by kind', [member])).map(
      ({ kind }) => kind,
    )
  assert.deepEqual(await kindsLeft(), ['contact', 'receipt-name', 'receipt-name'])
  town.clock.advance(8 * dayMillis)
  assert.equal(await forgetOverdue(town.vault.core), 2)
  assert.deepEqual(await kindsLeft(), ['receipt-name'])
  town.clock.advance(7 * 366 * dayMillis)
  await forgetOverdue(town.vault.core)
  assert.deepEqual(await kindsLeft(), [])
  const [shreds] = await town.look<{ n: number }>('select count(*)::int n from shreds')
  assert.ok(shreds!.n >= 4)
}

test('whoever comes back after erasing is somebody new, with none of the old orders', async () => {
  const first = await signIn(town, 'back@people.example')
  await memberOrder(first.session, '')
  const { plan } = await town.ask.accounts.erasurePlan(first, inTime)
  await town.ask.accounts.erase({ session: first.session, plan }, inTime)
  const second = await signIn(town, 'back@people.example')
  assert.notEqual(second.member, first.member)
  const { orders } = await town.ask.accounts.myOrders({ session: second.session, limit: 9 }, inTime)
  assert.deepEqual(orders, [])
})

test('a guest who never paid is forgotten after thirty days, one who paid is not', async () => {
  const unpaid = await guestOrder(town, 'unpaid@people.example', 'Nobody')
  const bought = await guestOrder(town, 'bought@people.example', 'Somebody')
  await paid(town, bought)
  town.clock.advance(31 * dayMillis)
  await forgetOverdue(town.vault.core)
  const recordsOf = (order: string) =>
    town.look(
      `select r.id from bindings b join records r on r.subject_id = b.subject_id
       where b.order_id = $1`,
      [order],
    )
  assert.equal((await recordsOf(unpaid)).length, 0)
  assert.equal((await recordsOf(bought)).length, 2)
  const told = await town.look(`select 1 from log_entries where purpose = 'forgotten-by-rule'`)
  assert.ok(told.length >= 2)
})

test('names on receipts go seven years after payment, also of people who stay', async () => {
  town.clock.set('2028-02-29T12:00:00Z')
  const { session, member } = await signIn(town, 'stays@people.example')
  const ofMember = await memberOrder(session, '森 愛子')
  const unpaid = await memberOrder(session, '森 蓮')
  const ofGuest = await guestOrder(town, 'guest-stays@people.example', 'Somebody')
  await paid(town, ofMember)
  await paid(town, ofGuest)
  const named = async () => {
    const orders = [ofMember, ofGuest, unpaid]
    const text = 'select about from records where about = any($1)'
    return (await town.look<{ about: string }>(text, [orders])).map(({ about }) => about)
  }
  town.clock.set('2035-02-28T23:59:59Z')
  await forgetOverdue(town.vault.core)
  assert.equal((await named()).length, 3)
  town.clock.set('2035-03-01T12:00:00Z')
  await forgetOverdue(town.vault.core)
  assert.deepEqual(await named(), [unpaid])
  const contacts = await town.look(
    `select 1 from records r where r.kind = 'contact' and (r.subject_id = $1
       or r.subject_id = (select subject_id from bindings where order_id = $2))`,
    [member, ofGuest],
  )
  assert.equal(contacts.length, 2)
})

test('over its quota a purpose is refused, the log says so once, and a restart forgets nothing', async () => {
  const small = await openTestVault({ quotas: { 'my-contact': 2 } })
  try {
    const { session } = await signIn(small, 'busy@people.example')
    const ask = async () => small.ask.accounts.myContact({ session }, inTime)
    await ask()
    await ask()
    await assert.rejects(ask, refused('over-quota'))
    await assert.rejects(ask, refused('over-quota'))
    await small.reopen()
    await assert.rejects(ask, refused('over-quota'))
    const told = await small.look(`select 1 from log_entries where purpose = 'over-quota'`)
    assert.equal(told.length, 2)
    small.clock.advance(3_600_000)
    await ask()
  } finally {
    await small.drop()
  }
})

test('after a restart what was opened counts as often as it was asked for, however many kinds', async () => {
  const small = await openTestVault({ quotas: { 'my-records': 4 } })
  try {
    const { session } = await signIn(small, 'kinds@people.example')
    const birthday = { name: 'みどり', born: '2020-05-05' }
    await small.ask.accounts.keepBirthday({ session, birthday }, inTime)
    const ask = async () => small.ask.accounts.myRecords({ session, after: null }, inTime)
    for (let times = 0; times < 2; times += 1) await ask()
    await small.reopen()
    for (let times = 0; times < 2; times += 1) await assert.doesNotReject(ask)
    await assert.rejects(ask, refused('over-quota'))
  } finally {
    await small.drop()
  }
})

test('one person over their own limit is refused alone, with one entry however often, for an hour', async () => {
  const small = await openTestVault({ quotas: { 'my-contact': 121 } })
  try {
    const eager = await signIn(small, 'eager@people.example')
    const calm = await signIn(small, 'calm@people.example')
    const ask = async ({ session }: { session: Buffer }) =>
      small.ask.accounts.myContact({ session }, inTime)
    for (let times = 0; times < 120; times += 1) await ask(eager)
    const entries = () => small.look('select index from log_entries')
    const before = await entries()
    for (let times = 0; times < 10; times += 1) {
      await assert.rejects(ask(eager), refused('over-quota'))
    }
    await small.vault.core.append({})
    assert.equal((await entries()).length, before.length + 1)
    await ask(calm)
    small.clock.advance(3_600_000)
    await ask(eager)
  } finally {
    await small.drop()
  }
})

test('a blob that was swapped in the database is refused, and the log says so', async () => {
  const one = await signIn(town, 'one@people.example')
  const two = await signIn(town, 'two@people.example')
  await town.look(
    `update records r set sealed = o.sealed, wrapped = o.wrapped from records o
     where r.subject_id = $1 and o.subject_id = $2 and r.kind = 'contact' and o.kind = 'contact'`,
    [one.member, two.member],
  )
  const ask = async () => town.ask.accounts.myContact(one, inTime)
  await assert.rejects(ask, { name: 'BrokenSeal' })
  const [entry] = await town.look<{ n: number }>(
    `select count(*)::int n from log_entries where purpose = 'seal-broken' and kind = 'contact'`,
  )
  assert.equal(entry!.n, 1)
})

test('a member asks for openings of some purposes and of some days only, and gets no others', async () => {
  const { session } = await signIn(town, 'likes@people.example')
  const { accounts } = town.ask
  const start = town.clock().getTime()
  await accounts.myContact({ session }, inTime)
  town.clock.advance(60_000)
  await accounts.myRecords({ session, after: null }, inTime)
  const asked = async (like: { purposes: 'my-contact'[] | null; from: number | null; to: null }) =>
    (await accounts.myOpenings({ session, like, before: null, limit: 9 }, inTime)).openings
  const contact = await asked({ purposes: ['my-contact'], from: start, to: null })
  assert.deepEqual(
    contact.map(({ purpose }) => purpose),
    ['my-contact'],
  )
  assert.deepEqual(await asked({ purposes: ['my-contact'], from: start + 1, to: null }), [])
  const later = await asked({ purposes: null, from: start + 1, to: null })
  assert.deepEqual(new Set(later.map(({ purpose }) => purpose)), new Set(['my-records']))
})
