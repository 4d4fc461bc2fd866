import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { takeDueAddressChanges } from '#trust/identity/address-change.ts'
import { BrokenSeal } from '#trust/vault/broken-seal.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, guestOrder, inTime, nextLetter, paid, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(2 * 3_600_000)
  await allLetters(town)
})

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)
const hourMillis = 3_600_000

async function asked(session: Buffer, address: string) {
  await allLetters(town)
  const browserSecret = randomBytes(16)
  const want = { session, address, browserSecret, locale: 'en', source: randomUUID() } as const
  const { attempt } = await town.ask.accounts.startAddressChange(want, inTime)
  const letter = await nextLetter(town)
  return { session, attempt, browserSecret, letter }
}

/** The new mailbox is proven; gives the link that the old one got. */
async function changing(session: Buffer, address: string) {
  const { letter, ...mine } = await asked(session, address)
  assert.equal(letter.to, address)
  const answer = { ...mine, code: letter.code }
  const { due } = await town.ask.accounts.answerAddressChange(answer, inTime)
  const notice = await nextLetter(town)
  const link = /link=([A-Za-z0-9_-]{43})/.exec(notice.text)?.[1] ?? ''
  return { due, notice, link: Buffer.from(link, 'base64url') }
}

const addressOf = async (session: Buffer) =>
  (await town.ask.accounts.myContact({ session }, inTime)).address

test('a new mailbox is taken a day after it was proven, and not before', async () => {
  const { session, member } = await signIn(town, 'old@people.example')
  const { due, notice } = await changing(session, 'new@people.example')
  assert.equal(notice.to, 'old@people.example')
  assert.equal(due, town.clock().getTime() + 24 * hourMillis)
  town.clock.advance(24 * hourMillis - 1)
  assert.equal(await takeDueAddressChanges(town.vault.core), 0)
  assert.equal(await addressOf(session), 'old@people.example')
  town.clock.advance(1)
  assert.equal(await takeDueAddressChanges(town.vault.core), 1)
  assert.equal(await addressOf(session), 'new@people.example')
  assert.deepEqual(
    (await allLetters(town)).map(({ to }) => to),
    ['new@people.example'],
  )
  assert.equal((await signIn(town, 'new@people.example')).member, member)
  assert.notEqual((await signIn(town, 'old@people.example')).member, member)
})

test('the old mailbox stops it by its link, which also signs everybody out', async () => {
  const { session } = await signIn(town, 'victim@people.example')
  const { link } = await changing(session, 'thief@people.example')
  await town.ask.accounts.addressChangeOf({ link }, inTime)
  await town.ask.accounts.stopAddressChange({ link }, inTime)
  await assert.rejects(
    async () => town.ask.accounts.sessionOf({ session }, inTime),
    refused('sign-in-needed'),
  )
  for (const again of ['stopAddressChange', 'takeAddressChange', 'addressChangeOf'] as const) {
    await assert.rejects(
      async () => town.ask.accounts[again]({ link }, inTime),
      refused('ticket-used'),
    )
  }
  town.clock.advance(48 * hourMillis)
  assert.equal(await takeDueAddressChanges(town.vault.core), 0)
  const back = await signIn(town, 'victim@people.example')
  assert.equal(await addressOf(back.session), 'victim@people.example')
  const kept = await town.look(`select from records where kind = 'new-address'`)
  assert.equal(kept.length, 0)
})

test('with a word from the old mailbox too, there is no wait', async () => {
  const { session } = await signIn(town, 'quick@people.example')
  const { link } = await changing(session, 'quicker@people.example')
  await town.ask.accounts.takeAddressChange({ link }, inTime)
  assert.equal(await addressOf(session), 'quicker@people.example')
  const told = await town.look<{ purpose: string }>(
    `select purpose from log_entries where purpose like 'address%' order by index desc limit 3`,
  )
  assert.deepEqual(
    told.map(({ purpose }) => purpose),
    ['address-taken', 'address-changed', 'address-change-proven'],
  )
})

test('a mailbox proven while an earlier change is about to be taken has its own wait', async () => {
  const { session } = await signIn(town, 'twice@people.example')
  await changing(session, 'twice-one@people.example')
  town.clock.advance(24 * hourMillis)
  const fresh = await signIn(town, 'twice@people.example')
  const { db, ...core } = town.vault.core
  // The other one is proven when the due ones are known, and before their turn.
  const rows: typeof db.rows = async (statement, values) => {
    const found = await db.rows(statement, values)
    if (statement.name === 'address-changes-due') {
      await changing(fresh.session, 'twice-two@people.example')
    }
    return found as never
  }
  assert.equal(await takeDueAddressChanges({ ...core, db: { ...db, rows } }), 0)
  assert.equal(await addressOf(fresh.session), 'twice@people.example')
  // The tests below count what is taken.
  await town.ask.accounts.cancelAddressChange(fresh, inTime)
})

test('nothing changes before the old mailbox was written to, however long the mail takes', async () => {
  const { session } = await signIn(town, 'slow-mail@people.example')
  const { letter, ...mine } = await asked(session, 'slow-new@people.example')
  await town.ask.accounts.answerAddressChange({ ...mine, code: letter.code }, inTime)
  town.clock.advance(72 * hourMillis)
  assert.equal(await takeDueAddressChanges(town.vault.core), 0)
  const [notice] = await allLetters(town)
  assert.equal(notice!.to, 'slow-mail@people.example')
  assert.equal(await takeDueAddressChanges(town.vault.core), 1)
})

test('a session of yesterday changes no mailbox, and a foreign code proves none', async () => {
  const mine = await signIn(town, 'mine@people.example')
  const theirs = await signIn(town, 'theirs@people.example')
  const { letter, ...want } = await asked(mine.session, 'fresh@people.example')
  const foreign = { ...want, session: theirs.session, code: letter.code }
  await assert.rejects(
    async () => town.ask.accounts.answerAddressChange(foreign, inTime),
    refused('code-expired'),
  )
  town.clock.advance(16 * 60_000)
  await assert.rejects(asked(mine.session, 'late@people.example'), refused('sign-in-again'))
})

test('the mailbox of another member is not taken, proven or not', async () => {
  await signIn(town, 'other@people.example')
  const { session } = await signIn(town, 'wants@people.example')
  const want = changing(session, 'other@people.example')
  await assert.rejects(want, refused('address-taken'))
  const waiting = await changing(session, 'soon-taken@people.example')
  await signIn(town, 'soon-taken@people.example')
  await assert.rejects(
    async () => town.ask.accounts.takeAddressChange({ link: waiting.link }, inTime),
    refused('address-taken'),
  )
  assert.equal(await addressOf(session), 'wants@people.example')
})

test('a second change ends the first, and its member may call it off', async () => {
  const { session } = await signIn(town, 'unsure@people.example')
  const first = await changing(session, 'one@people.example')
  const second = await changing(session, 'two@people.example')
  await assert.rejects(
    async () => town.ask.accounts.takeAddressChange({ link: first.link }, inTime),
    refused('ticket-used'),
  )
  const { accounts } = town.ask
  assert.deepEqual(await accounts.myAddressChange({ session }, inTime), { due: second.due })
  await accounts.cancelAddressChange({ session }, inTime)
  assert.deepEqual(await accounts.myAddressChange({ session }, inTime), { due: null })
  town.clock.advance(48 * hourMillis)
  assert.equal(await takeDueAddressChanges(town.vault.core), 0)
})

test('a change that cannot be taken holds up no other', async () => {
  const broken = await signIn(town, 'broken@people.example')
  await changing(broken.session, 'broken-new@people.example')
  town.clock.advance(1_000)
  const whole = await signIn(town, 'whole@people.example')
  await changing(whole.session, 'whole-new@people.example')
  await town.look(
    `update records set sealed = sealed || 'x'::bytea where subject_id = $1 and kind = 'new-address'`,
    [broken.member],
  )
  town.clock.advance(25 * hourMillis)
  await assert.rejects(takeDueAddressChanges(town.vault.core), BrokenSeal)
  assert.equal(await addressOf(whole.session), 'whole-new@people.example')
})

test('an order and its receipt follow their member to the new mailbox', async () => {
  const { session } = await signIn(town, 'buyer@people.example')
  const order = await guestOrder(town, 'moved@people.example', 'B. Uyer')
  await paid(town, order)
  const { link } = await changing(session, 'moved@people.example')
  await town.ask.accounts.takeAddressChange({ link }, inTime)
  const again = await signIn(town, 'moved@people.example')
  const { orders } = await town.ask.accounts.myOrders({ ...again, limit: 10 }, inTime)
  assert.deepEqual(orders, [order])
})
