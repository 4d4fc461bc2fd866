import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { accountForNight } from '#trust/forgetting/nightly.ts'
import { takeDueAddressChanges } from '#trust/identity/address-change.ts'
import { letGoOfLostPasskeys, lossWaitMillis } from '#trust/identity/passkey-loss.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { type GuardedVault, openGuardedVault } from './guarded-vault.ts'
import {
  allLetters,
  firstOperator,
  guestOrder,
  inTime,
  nextLetter,
  passkeyFor,
  signIn,
} from './people.ts'

const minute = 60_000
const day = 86_400_000
const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)

let house: GuardedVault
beforeEach(async () => {
  house = await openGuardedVault()
})
afterEach(() => house.town.drop())

const forget = () => forgetOverdue(house.core)
const night = () => accountForNight(house.core, house.town.options.logFolder)
const standing = async () => house.town.ask.supervisor.clock(undefined, inTime)
const doubted = async () => (await standing()).doubt?.cause ?? null
const today = () => house.town.clock().toISOString().slice(0, 10)
const confirm = async (date = today()) => house.town.ask.supervisor.confirmClock({ date }, inTime)
const told = async () => {
  const text = `select purpose, kind from log_entries where purpose like 'clock-%' order by index`
  const rows = await house.town.look<{ purpose: string; kind: string }>(text)
  return rows.map(({ purpose, kind }) => `${purpose} ${kind}`)
}

test('a clock that leaps ahead destroys nothing, and all goes on when it is right again', async () => {
  await guestOrder(house.town, 'unpaid@people.example', '森 愛子')
  assert.equal((await night())?.number, 1)
  house.leaps(40 * day)
  assert.equal(await forget(), 0)
  assert.equal(await night(), undefined)
  assert.equal(await doubted(), 'ahead')
  house.leaps(-40 * day)
  house.passes(29 * day)
  assert.equal(await forget(), 0)
  assert.equal(await doubted(), null)
  house.passes(2 * day)
  assert.equal(await forget(), 2)
  assert.deepEqual(await told(), ['clock-doubted ahead', 'clock-believed ahead'])
})

test('many small steps of a clock are one leap in the end', async () => {
  await forget()
  for (let steps = 0; steps < 3; steps += 1) {
    house.leaps(6 * minute)
    await forget()
  }
  assert.equal(await doubted(), 'ahead')
})

test('lost passkeys wait for a clock that is believed', async () => {
  const { town } = house
  const { session } = await signIn(town, 'lost@people.example')
  await passkeyFor(town, session)
  await town.ask.accounts.losePasskeys({ session, locale: 'en' }, inTime)
  await allLetters(town)
  await forget()
  house.leaps(lossWaitMillis)
  assert.equal(await letGoOfLostPasskeys(house.core), 0)
  await confirm()
  assert.equal(await letGoOfLostPasskeys(house.core), 1)
})

test('a new mailbox is not taken by a clock in doubt, so the old one still says no', async () => {
  const { accounts } = house.town.ask
  const { session } = await signIn(house.town, 'old@people.example')
  await allLetters(house.town)
  const browserSecret = Buffer.alloc(16, 1)
  const mine = { session, browserSecret }
  const want = { ...mine, address: 'new@people.example', locale: 'en', source: 'home' } as const
  const { attempt } = await accounts.startAddressChange(want, inTime)
  const { code } = await nextLetter(house.town)
  await accounts.answerAddressChange({ ...mine, attempt, code }, inTime)
  await allLetters(house.town)
  await forget()
  house.leaps(25 * 3_600_000)
  assert.equal(await takeDueAddressChanges(house.core), 0)
  await confirm()
  assert.equal(await takeDueAddressChanges(house.core), 1)
})

test('no version of the ring is destroyed by a clock in doubt, asked for or not', async () => {
  const { town } = house
  await guestOrder(town, 'ring@people.example')
  await town.ask.supervisor.turnRing({ after: 1, stolen: false }, inTime)
  await house.keeper.round()
  house.leaps(36 * day)
  await house.keeper.round()
  const { versions } = await town.ask.supervisor.destroyKeys(undefined, inTime)
  const first = versions.find(({ use, version }) => use === 'record' && version === 1)
  assert.equal(first?.state, 'live')
  await confirm()
  const after = await town.ask.supervisor.destroyKeys(undefined, inTime)
  const gone = after.versions.filter(({ state }) => state === 'destroyed')
  assert.deepEqual(
    gone.map(({ use, version }) => [use, version]),
    [['record', 1]],
  )
})

test('who is erased while the clock leaps keeps what a date pins, until that date', async () => {
  const { town } = house
  const { session, member } = await signIn(town, 'pinned@people.example')
  const order = '00000000-0000-4000-8000-000000000001'
  const wish = { order, session, address: null, receiptName: '森 愛子', locale: 'ja' } as const
  await town.ask.accounts.bindOrder(wish, inTime)
  await forget()
  house.leaps(8 * day)
  const { plan, steps } = await town.ask.accounts.erasurePlan({ session }, inTime)
  const isPinned = steps.filter(({ need }) => need === 'open-order').map(({ what }) => what)
  assert.deepEqual(isPinned.sort(), ['contact', 'receipt-name'])
  // The session is as old as the clock says; its person proves themselves again.
  await assert.rejects(
    async () => town.ask.accounts.erase({ session, plan }, inTime),
    refused('sign-in-again'),
  )
  const again = await signIn(town, 'pinned@people.example')
  const shown = await town.ask.accounts.erasurePlan({ session: again.session }, inTime)
  await town.ask.accounts.erase({ session: again.session, plan: shown.plan }, inTime)
  const left = await town.look('select from records where subject_id = $1', [member])
  assert.equal(left.length, 2)
})

test('after a night off all goes on, after weeks off a person says today’s date first', async () => {
  await guestOrder(house.town, 'unpaid@people.example')
  await forget()
  await house.restarts(day)
  assert.equal(await doubted(), null)
  await house.restarts(35 * day)
  assert.equal(await doubted(), 'ahead')
  assert.equal(await forget(), 0)
  // Another start makes a wrong clock no truer.
  await house.restarts(5 * minute)
  assert.equal(await forget(), 0)

  await assert.rejects(confirm('2026-04-02'), refused('bad-input'))
  await assert.rejects(confirm('2026-13-45'), refused('bad-input'))
  assert.equal(await forget(), 0)
  await confirm()
  assert.equal(await forget(), 1)
  assert.deepEqual(await told(), ['clock-doubted ahead', 'clock-confirmed ahead'])
  await assert.rejects(confirm(), refused('not-found'))
})

test('a clock that leapt while the vault was off, and is set right at the next start, is believed', async () => {
  await forget()
  await house.restarts()
  house.leaps(900 * day)
  await house.restarts()
  assert.equal(await doubted(), 'ahead')
  // The vault goes on with what it knows, so that the way back is not a leap.
  house.passes(2 * day)
  await forget()
  house.leaps(-900 * day)
  await house.restarts(5 * minute)
  assert.equal(await doubted(), null)
})

test('a clock that went back is doubted, at work and over a restart', async () => {
  await forget()
  house.leaps(-20 * minute)
  assert.equal(await doubted(), 'behind')
  house.leaps(20 * minute)
  assert.equal(await doubted(), null)
  house.passes(10 * minute)
  await forget()
  house.leaps(-3 * day)
  await house.restarts()
  assert.equal(await doubted(), 'behind')
  await confirm()
  assert.equal(await doubted(), null)
  house.passes(day)
  assert.equal(await doubted(), null)
})

test('a clock that is not the database’s, or not the witness’s, is doubted', async () => {
  house.databaseLeaps(-day)
  assert.equal(await doubted(), 'database')
  assert.equal(await forget(), 0)
  await confirm()
  assert.equal(await doubted(), null)
  house.guard.witnessed(new Date(house.town.clock().getTime() - 16 * minute))
  assert.equal(await doubted(), 'witness')
  house.passes(minute)
  assert.equal(await doubted(), 'witness')
  house.guard.witnessed(house.town.clock())
  assert.equal(await doubted(), null)
})

test('operators are told once of a doubted clock, with every number and how to go on', async () => {
  await firstOperator(house.town)
  await allLetters(house.town)
  await forget()
  house.leaps(100 * day)
  await forget()
  await forget()
  await house.restarts()
  await forget()
  const letters = await allLetters(house.town)
  const [letter] = letters.filter(({ text }) => text.includes('dozo vault clock confirm'))
  assert.equal(letters.length, 1)
  for (const number of ['2026-07-10T00:00:00Z', '2026-04-01T00:00:00Z']) {
    assert.ok(letter!.text.includes(number), number)
  }
  const alarms = await house.town.look('select matter from alarms where kind = $1', [
    'clock-doubted',
  ])
  assert.deepEqual(alarms, [{ matter: 'ahead' }])
})
