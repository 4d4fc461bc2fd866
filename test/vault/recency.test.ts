import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { Authenticator } from './authenticator.ts'
import { openTestVault, settings, type TestVault } from './open-vault.ts'
import {
  allLetters,
  browser,
  firstOperator,
  goToShop,
  inTime,
  nextLetter,
  passkeyFor,
  signIn,
} from './people.ts'

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
const quarterHour = 15 * 60_000

/** What takes an account over, each with this session. */
const changes = {
  'a challenge for a new passkey': ({ session }: { session: Buffer }) =>
    town.ask.accounts.enrolChallenge({ session }, inTime),
  'a passkey taken away': ({ session }: { session: Buffer }) =>
    town.ask.accounts.removePasskey({ session, credential: randomBytes(32), locale: 'ja' }, inTime),
  'an erasure': ({ session }: { session: Buffer }) =>
    town.ask.accounts.erase({ session, plan: 'x'.repeat(64) }, inTime),
} as const

async function refusesAll(who: { session: Buffer }) {
  for (const [name, change] of Object.entries(changes)) {
    await assert.rejects(async () => change(who), refused('sign-in-again'), name)
  }
}

async function byCode(session: Buffer, whose = session) {
  const browserSecret = randomBytes(16)
  const { accounts } = town.ask
  await allLetters(town)
  const ask = { session, browserSecret, locale: 'en', source: randomUUID() } as const
  const { attempt } = await accounts.startConfirm(ask, inTime)
  const { code, to } = await nextLetter(town)
  await accounts.answerConfirm({ session: whose, attempt, browserSecret, code }, inTime)
  return to
}

async function byPasskey(session: Buffer, device: Authenticator) {
  const challenge = await town.ask.accounts.confirmChallenge({ session }, inTime)
  const assertion = device.answer(challenge)
  await town.ask.accounts.confirmByPasskey({ session, assertion }, inTime)
}

test('a session of yesterday enrols no passkey, removes none and erases nobody', async () => {
  const mine = await signIn(town, 'stolen@people.example')
  town.clock.advance(quarterHour)
  await changes['a challenge for a new passkey'](mine)
  town.clock.advance(1)
  await refusesAll(mine)
})

test('a challenge given in time is good for a device that takes its time, and not for longer', async () => {
  const enrolAfter = async (address: string, millis: number) => {
    const { session } = await signIn(town, address)
    town.clock.advance(quarterHour)
    const challenge = await town.ask.accounts.enrolChallenge({ session }, inTime)
    town.clock.advance(millis)
    const enrolment = new Authenticator(settings.accountsOrigin).enrol(challenge)
    await town.ask.accounts.enrolPasskey({ session, enrolment, locale: 'en' }, inTime)
  }
  await enrolAfter('slow@people.example', 5 * 60_000)
  const late = enrolAfter('slower@people.example', 5 * 60_000 + 1)
  await assert.rejects(late, refused('sign-in-again'))
})

test('whoever proves themselves again, by a code to their own mailbox, may go on', async () => {
  const mine = await signIn(town, 'again@people.example')
  const theirs = await signIn(town, 'other@people.example')
  town.clock.advance(quarterHour + 1)
  assert.equal(await byCode(mine.session), 'again@people.example')
  await changes['a challenge for a new passkey'](mine)
  const { byPasskey: opened } = await town.ask.accounts.sessionOf(mine, inTime)
  assert.equal(opened, false)
  await refusesAll(theirs)
  await assert.rejects(byCode(mine.session, theirs.session), refused('code-expired'))
  await refusesAll(theirs)
})

test("somebody else's passkey confirms nobody; one's own opens the studio too", async () => {
  const mine = await signIn(town, 'holder@people.example')
  const device = await passkeyFor(town, mine.session)
  const again = await signIn(town, 'holder@people.example')
  const theirs = await signIn(town, 'mallory@people.example')
  const foreign = await passkeyFor(town, theirs.session)
  town.clock.advance(quarterHour + 1)
  await assert.rejects(byPasskey(again.session, foreign), refused('passkey-needed'))
  await refusesAll(again)
  const shop = await goToShop(town, again.session)
  assert.equal(shop.byPasskey, false)
  await byPasskey(again.session, device)
  await changes['a challenge for a new passkey'](again)
  const { storefront } = town.ask
  const renewed = await storefront.renewSession({ handle: shop.handle! }, inTime)
  assert.equal(renewed.byPasskey, true)
})

test('a passkey added or taken away is told to its owner by letter', async () => {
  const { session } = await signIn(town, 'told@people.example')
  await allLetters(town)
  const { credential } = await passkeyFor(town, session)
  await town.ask.accounts.removePasskey({ session, credential, locale: 'ja' }, inTime)
  const letters = await allLetters(town)
  assert.deepEqual(
    letters.map(({ to, subject }) => [to, subject]),
    [
      ['told@people.example', 'A passkey was added to your account: Kurashiki Market'],
      ['told@people.example', 'Kurashiki Market：パスキーが削除されました'],
    ],
  )
})

test('people see where they are signed in, and end all others at once', async () => {
  const phone = await signIn(town, 'many@people.example')
  const shop = await goToShop(town, phone.session)
  const old = await signIn(town, 'many@people.example')
  const oldShop = await goToShop(town, old.session)
  const other = await signIn(town, 'many-too@people.example')
  town.clock.advance(3 * 3_600_000)
  const { accounts, storefront } = town.ask
  await accounts.sessionOf({ session: phone.session }, inTime)
  await town.vault.core.append({})
  const { sessions } = await accounts.mySessions({ session: phone.session }, inTime)
  assert.equal(sessions.length, 4)
  assert.deepEqual(new Set(sessions.map((each) => each.browser)), new Set([browser]))
  const now = town.clock().getTime()
  const used = sessions.filter(({ usedAt }) => usedAt === now)
  assert.deepEqual(
    used.map(({ current }) => current),
    [true],
  )
  await accounts.revokeOtherSessions({ session: phone.session }, inTime)
  const left = await accounts.mySessions({ session: phone.session }, inTime)
  assert.equal(left.sessions.length, 2)
  await storefront.renewSession({ handle: shop.handle! }, inTime)
  await accounts.sessionOf({ session: other.session }, inTime)
  for (const over of [
    () => accounts.sessionOf({ session: old.session }, inTime),
    () => storefront.renewSession({ handle: oldShop.handle! }, inTime),
  ]) {
    await assert.rejects(async () => over(), refused('sign-in-needed'))
  }
})

test('an operator sees and ends their own sessions, and nobody else’s', async () => {
  const { session, device } = await firstOperator(town)
  const { console } = town.ask
  const assertion = device.answer(await console.operatorChallenge(undefined, inTime))
  const second = await console.operatorSignIn({ assertion, browser: 'safari-ios' }, inTime)
  const { sessions } = await console.operatorSessions({ session }, inTime)
  assert.deepEqual(
    sessions.map((each) => [each.browser, each.current]).sort(),
    [
      [browser, true],
      ['safari-ios', false],
    ].sort(),
  )
  const member = await signIn(town, 'member@people.example')
  const [theirs] = (await town.ask.accounts.mySessions(member, inTime)).sessions
  const foreign = async () => console.revokeOperatorSession({ session, id: theirs!.id }, inTime)
  await assert.rejects(foreign, refused('not-found'))
  await console.revokeOtherOperatorSessions({ session }, inTime)
  await assert.rejects(
    async () => console.operatorOf({ session: second.session }, inTime),
    refused('sign-in-needed'),
  )
  await console.operatorOf({ session }, inTime)
})
