import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import type { Call } from '#lib/call/call.ts'
import { isRefusal } from '#lib/refusal.ts'
import { calls } from '#processes/calls.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { browser, guestOrder, inTime, paid, passkeyFor, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const everyCall = Object.entries(calls.vault).flatMap(([caller, list]) =>
  Object.entries(list as Record<string, Call<unknown, unknown>>).map(
    ([name, call]) => [`${caller} ${name}`, call] as const,
  ),
)

/** Anything that JSON can carry, with texts that parsers like to fall over. */
const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e',
  'null',
  '-0',
  '１',
  'a'.repeat(5_000),
)
const anything = fc.jsonValue({ maxDepth: 3 })
const input = fc.oneof(anything, nasty, fc.dictionary(fc.oneof(fc.string(), nasty), anything))

test('whatever is sent as an input is parsed or refused, never a fault', () => {
  for (const [name, call] of everyCall) {
    fc.assert(
      fc.property(input, (value) => {
        try {
          call.in.parse(value)
        } catch (error) {
          assert.ok(isRefusal(error, 'bad-input'), `${name}: ${error}`)
        }
      }),
      { numRuns: 150 },
    )
  }
})

test('a field too much, too little or of another type is refused in every call', () => {
  const secret = 'never repeat this'
  for (const [name, call] of everyCall) {
    for (const wrong of [{ [secret]: secret }, [secret], secret, 7]) {
      assert.throws(
        () => call.in.parse(wrong),
        (error: Error) => isRefusal(error, 'bad-input') && !error.message.includes(secret),
        name,
      )
    }
  }
})

/** Well-formed inputs that nobody was ever given: every one is a refusal with a name. */
test('secrets, codes and ids that were never given out open nothing', async () => {
  const bytes = (size: number) => randomBytes(size)
  const session = () => bytes(32)
  const assertion = () => ({
    challenge: town.options.newId(),
    credential: bytes(32),
    clientData: bytes(80),
    authenticatorData: bytes(37),
    signature: bytes(70),
  })
  const proof = () => ({
    attempt: randomUUID(),
    browserSecret: bytes(16),
    code: 'ABCD2345',
    browser,
  })
  const { accounts, storefront, payments, console } = town.ask
  const order = randomUUID()
  const tries: (() => unknown)[] = [
    () => accounts.answerCode(proof(), inTime),
    () => accounts.answerOrderAccess(proof(), inTime),
    () => accounts.signInByPasskey({ assertion: assertion(), browser }, inTime),
    () => accounts.sessionOf({ session: session() }, inTime),
    () => accounts.myRecords({ session: session(), after: null }, inTime),
    () => accounts.receiptOf({ order, session: session(), orderAccess: null }, inTime),
    () => accounts.receiptOf({ order, session: null, orderAccess: bytes(32) }, inTime),
    () => accounts.receiptOf({ order, session: null, orderAccess: bytes(3) }, inTime),
    () => accounts.receiptOf({ order, session: null, orderAccess: null }, inTime),
    () => accounts.erase({ session: session(), plan: 'x'.repeat(64) }, inTime),
    () => storefront.renewSession({ handle: session() }, inTime),
    () => storefront.exchangeCode({ code: 'x', nonce: bytes(32) }, inTime),
    () => payments.orderOfTicket({ ticket: bytes(32) }, inTime),
    () => payments.orderOfTicket({ ticket: bytes(0) }, inTime),
    () => payments.verifyAct({ act: bytes(32), kind: 'refund', assertion: assertion() }, inTime),
    () => console.operatorOf({ session: session() }, inTime),
    () => console.operatorSignIn({ assertion: assertion(), browser }, inTime),
    () => console.openings({ session: session(), before: null, limit: 1 }, inTime),
  ]
  for (const each of tries) {
    await assert.rejects(
      async () => each(),
      (error) => isRefusal(error),
      each.toString(),
    )
  }
  // Ending what is not there is no error, so that it tells nothing.
  await accounts.signOut({ session: session() }, inTime)
  await storefront.endSession({ handle: session() }, inTime)
})

const marks = {
  address: 'mark-7c1f@people.example',
  name: 'しるし 七',
  label: 'Marked telephone',
}

test('no table of the vault, and no file of its log, holds a name or address in clear', async () => {
  const { session } = await signIn(town, marks.address)
  await passkeyFor(town, session)
  const order = await guestOrder(town, marks.address, marks.name)
  await paid(town, order)
  const ask = {
    browserSecret: randomBytes(16),
    locale: 'ja',
    source: '203.0.113.7',
    known: null,
  } as const
  await town.ask.accounts.startSignIn({ ...ask, address: marks.address }, inTime)
  const tables = await town.look<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r'
      and relnamespace = 'public'::regnamespace`,
  )
  assert.ok(tables.length > 15)
  for (const { name } of tables) {
    const rows = await town.look<{ text: string }>(`select t::text as text from ${name} t`)
    const whole = rows.map(({ text }) => text).join('\n')
    for (const mark of [...Object.values(marks), 'mark-7c1f', '203.0.113.7', 'My telephone']) {
      for (const form of ['utf8', 'hex', 'base64'] as const) {
        assert.ok(!whole.includes(Buffer.from(mark).toString(form)), `${name}: ${mark} as ${form}`)
      }
    }
  }
})

test('an error of the database says neither what was asked nor about whom', async () => {
  const { db } = town.vault.core
  const wrong = db.rows({ name: '', text: 'select $1::uuid' }, [marks.address])
  await assert.rejects(wrong, (error: Error) => {
    assert.equal(error.message, 'database: 22P02')
    assert.ok(!JSON.stringify(Object.entries(error)).includes('mark-7c1f'))
    return error.cause === undefined
  })
})
