import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { letGoOfLostPasskeys, lossWaitMillis } from '#trust/identity/passkey-loss.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, browser, inTime, passkeyFor, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(lossWaitMillis)
  await allLetters(town)
  // What the test before began is over.
  await letGo()
  await allLetters(town)
})

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)
const letGo = () => letGoOfLostPasskeys(town.vault.core)

/** A member with a passkey, and somebody who reads their mail. */
async function holderAndReader(address: string) {
  const { session, member } = await signIn(town, address)
  const device = await passkeyFor(town, session)
  const reader = await signIn(town, address)
  await allLetters(town)
  return { session, member, device, reader: reader.session }
}

async function says(session: Buffer) {
  const told = await town.ask.accounts.losePasskeys({ session, locale: 'en' }, inTime)
  const letters = await allLetters(town)
  const link = /link=([\w-]{43})/.exec(letters.map(({ text }) => text).join())?.[1]
  return { ...told, link: Buffer.from(link ?? '', 'base64url') }
}

const count = async (session: Buffer) =>
  (await town.ask.accounts.myPasskeys({ session }, inTime)).passkeys.length

test('whoever only reads the mail of somebody with a passkey changes nothing of the account', async () => {
  const { reader } = await holderAndReader('read@people.example')
  const { accounts } = town.ask
  const challenge = async () => accounts.enrolChallenge({ session: reader }, inTime)
  await assert.rejects(challenge, refused('sign-in-again'))
  const [mine] = (await accounts.myPasskeys({ session: reader }, inTime)).passkeys
  const { credential } = mine!
  const remove = async () =>
    accounts.removePasskey({ session: reader, credential, locale: 'en' }, inTime)
  await assert.rejects(remove, refused('sign-in-again'))
  const secret = { browserSecret: Buffer.alloc(16, 1), locale: 'en', source: 'mail' } as const
  const address = { session: reader, address: 'thief@elsewhere.example', ...secret }
  await assert.rejects(
    async () => accounts.startAddressChange(address, inTime),
    refused('sign-in-again'),
  )
  const confirm = async () => accounts.startConfirm({ session: reader, ...secret }, inTime)
  await assert.rejects(confirm, refused('passkey-needed'))
  const known = await accounts.sessionOf({ session: reader }, inTime)
  assert.equal(known.freshUntil, 0)
})

test('lost passkeys are let go of after three days, and everybody is signed out', async () => {
  const { session, reader } = await holderAndReader('lost@people.example')
  const { due } = await says(reader)
  assert.equal(due - town.clock().getTime(), lossWaitMillis)
  town.clock.advance(lossWaitMillis - 1)
  assert.equal(await letGo(), 0)
  assert.equal(await count(session), 1)
  town.clock.advance(1)
  assert.equal(await letGo(), 1)
  await assert.rejects(count(session), refused('sign-in-needed'))
  const [letter] = await allLetters(town)
  assert.match(letter!.subject, /lost passkeys/)
  const back = await signIn(town, 'lost@people.example')
  assert.equal(await count(back.session), 0)
  await passkeyFor(town, back.session)
})

test('told twice, the first wait goes on', async () => {
  const { reader } = await holderAndReader('twice@people.example')
  const first = await says(reader)
  town.clock.advance(3_600_000)
  assert.equal((await says(reader)).due, first.due)
})

test('whoever uses a passkey has not lost them: the wait is over, and they stay', async () => {
  const { session, device, reader } = await holderAndReader('found@people.example')
  await says(reader)
  const { accounts } = town.ask
  const assertion = device.answer(await accounts.signInChallenge(undefined, inTime))
  await accounts.signInByPasskey({ assertion, browser }, inTime)
  assert.equal((await accounts.myPasskeyLoss({ session }, inTime)).due, null)
  town.clock.advance(lossWaitMillis)
  await letGo()
  assert.equal(await count(session), 1)
})

test('the link in the letter stops it, once, and signs out whoever said so', async () => {
  const { session, reader } = await holderAndReader('stopped@people.example')
  const { due, link } = await says(reader)
  const { accounts } = town.ask
  assert.deepEqual(await accounts.passkeyLossOf({ link }, inTime), { due })
  await accounts.stopPasskeyLoss({ link }, inTime)
  await assert.rejects(count(reader), refused('sign-in-needed'))
  await assert.rejects(count(session), refused('sign-in-needed'))
  const again = async () => accounts.stopPasskeyLoss({ link }, inTime)
  await assert.rejects(again, refused('ticket-used'))
  const foreign = async () => accounts.passkeyLossOf({ link: Buffer.alloc(32) }, inTime)
  await assert.rejects(foreign, refused('ticket-unknown'))
  town.clock.advance(lossWaitMillis)
  assert.equal(await letGo(), 0)
  const back = await signIn(town, 'stopped@people.example')
  assert.equal(await count(back.session), 1)
})

test('whoever is signed in calls it off; who has no passkey has none to lose', async () => {
  const { session, reader } = await holderAndReader('off@people.example')
  await says(reader)
  await town.ask.accounts.cancelPasskeyLoss({ session }, inTime)
  assert.equal((await town.ask.accounts.myPasskeyLoss({ session }, inTime)).due, null)
  const none = await signIn(town, 'none@people.example')
  await assert.rejects(says(none.session), refused('not-found'))
})

test('nothing is let go of before the letter was sent, however long the mail takes', async () => {
  const { session, reader } = await holderAndReader('slow-mail@people.example')
  await town.ask.accounts.losePasskeys({ session: reader, locale: 'en' }, inTime)
  town.clock.advance(lossWaitMillis)
  assert.equal(await letGo(), 0)
  assert.equal(await count(session), 1)
  await allLetters(town)
  assert.equal(await letGo(), 1)
})

test('of somebody who was erased meanwhile nothing is let go of, and nobody is written to', async () => {
  const { session } = await holderAndReader('erased@people.example')
  await says(session)
  const { accounts } = town.ask
  const { plan } = await accounts.erasurePlan({ session }, inTime)
  await accounts.erase({ session, plan }, inTime)
  await allLetters(town)
  town.clock.advance(lossWaitMillis)
  assert.equal(await letGo(), 0)
  assert.deepEqual(await allLetters(town), [])
})
