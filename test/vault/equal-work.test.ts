import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { askedDuring } from '#test/ground/asked.ts'
import { openingNames } from '#trust/vault/purposes.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, browser, guestOrder, inTime, nextLetter, signIn } from './people.ts'

const member = 'known@people.example'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(2 * 3_600_000)
  await signIn(town, member)
  await allLetters(town)
})

/** What the database was asked and the log was told while this was done. */
async function workOf(work: () => Promise<unknown>) {
  const newest = 'select coalesce(max(index), -1)::int as entry from log_entries'
  const [before] = await town.look<{ entry: number }>(newest)
  const asked = await askedDuring(work)
  const told = await town.look<{ purpose: string; kind: string }>(
    'select purpose, kind from log_entries where index > $1 order by index',
    [before!.entry],
  )
  return {
    statements: asked.filter(({ role }) => role === 'vault').map(({ name, text }) => name || text),
    entries: told.map(({ purpose, kind }) => `${purpose} ${kind}`),
    openings: told.filter(({ purpose }) => openingNames.some((each) => each === purpose)).length,
  }
}

/** Does it for the member's mailbox and for one that nobody has. */
async function bothTimes(work: (address: string) => Promise<unknown>) {
  const known = await workOf(() => work(member))
  const unknown = await workOf(() => work(`nobody-${randomUUID()}@people.example`))
  return { known, unknown }
}

async function asked(address: string) {
  const browserSecret = randomBytes(16)
  const want = { address, browserSecret, locale: 'ja', source: randomUUID(), known: null } as const
  const { attempt } = await town.ask.accounts.startSignIn(want, inTime)
  return { attempt, browserSecret }
}

test('asking for a code is the same work for a member and for nobody', async () => {
  const { known, unknown } = await bothTimes(asked)
  assert.deepEqual(unknown, known)
  assert.equal(known.statements.length, 1)
  assert.equal(known.openings, 0)
})

test('a wrong code is the same work for a member and for nobody', async () => {
  const tryOne = async (address: string) => {
    const mine = await asked(address)
    const answer = async () =>
      town.ask.accounts.answerCode({ ...mine, code: '2222 2222', browser }, inTime)
    await assert.rejects(answer, (error) => isRefusal(error, 'wrong-code'))
  }
  const { known, unknown } = await bothTimes(tryOne)
  assert.deepEqual(unknown, known)
})

test('the right code is as many statements and openings, also where it makes a member', async () => {
  const enter = async (address: string) => {
    const mine = await asked(address)
    const { code } = await nextLetter(town)
    await town.ask.accounts.answerCode({ ...mine, code, browser }, inTime)
  }
  const { known, unknown } = await bothTimes(enter)
  assert.equal(unknown.statements.length, known.statements.length)
  assert.equal(unknown.openings, known.openings)
})

test("a guest's order is the same work with a member's address and with a new one", async () => {
  const { known, unknown } = await bothTimes((address) => guestOrder(town, address, 'A. Guest'))
  assert.deepEqual(unknown, known)
  assert.equal(known.statements.length, 1)
})

test("the link to an order's receipt is the same work whose order it ever is", async () => {
  const ofGuest = await guestOrder(town, 'guest@people.example', 'A. Guest')
  const ofMember = await guestOrder(town, member)
  await signIn(town, member)
  await allLetters(town)
  const ask = (order: string) => async () => {
    const browserSecret = randomBytes(16)
    const want = { order, browserSecret, locale: 'ja', source: randomUUID(), known: null } as const
    const { attempt } = await town.ask.accounts.startOrderAccess(want, inTime)
    const wrong = { attempt, browserSecret, code: '2222 2222' }
    const answer = async () => town.ask.accounts.answerOrderAccess(wrong, inTime)
    await assert.rejects(answer, (error) => isRefusal(error, 'wrong-code'))
    const look = { order, session: null, orderAccess: randomBytes(32) }
    const receipt = async () => town.ask.accounts.receiptOf(look, inTime)
    await assert.rejects(receipt, (error) => isRefusal(error, 'ticket-unknown'))
  }
  const works = []
  for (const order of [randomUUID(), ofGuest, ofMember]) {
    // A made-up pass is in the log once a minute, whose order it ever is.
    town.clock.advance(60_000)
    works.push(await workOf(ask(order)))
  }
  assert.deepEqual(works[1], works[0])
  assert.deepEqual(works[2], works[0])
})
