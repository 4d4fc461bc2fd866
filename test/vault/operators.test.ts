import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { type Act, actHash } from '#trust/identity/acts.ts'
import { newSession } from '#trust/identity/sessions.ts'
import { subjectTag } from '#trust/vault/tags.ts'
import { Authenticator } from './authenticator.ts'
import { openTestVault, settings, type TestVault } from './open-vault.ts'
import { allLetters, browser, firstOperator, inTime } from './people.ts'

let town: TestVault
beforeEach(async () => {
  town = await openTestVault()
})
afterEach(() => town.drop())

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)

interface Operator {
  session: Buffer
  operator: string
  device: Authenticator
}

async function signed({ session, device }: Operator, act: Act) {
  const want = { session, act: actHash(act) }
  return device.answer(await town.ask.console.operatorActChallenge(want, inTime))
}

async function invites(by: Operator, address: string) {
  const assertion = await signed(by, { kind: 'invite-operator', address })
  const want = { session: by.session, address, locale: 'en', assertion } as const
  await town.ask.console.inviteOperator(want, inTime)
}

/** Whoever got this invitation enrols by it. */
async function enrols(link: Buffer, name: string, address: string) {
  const device = new Authenticator(settings.consoleOrigin)
  const challenge = await town.ask.console.operatorEnrolChallenge({ link }, inTime)
  const want = { link, name, address, enrolment: device.enrol(challenge), browser }
  return { device, ...(await town.ask.console.enrolOperator(want, inTime)) }
}

async function second(by: Operator) {
  await allLetters(town)
  await invites(by, 'yuki@people.example')
  const [letter] = await allLetters(town)
  assert.equal(letter!.to, 'yuki@people.example')
  const link = Buffer.from(/link=([\w-]{43})/.exec(letter!.text)![1]!, 'base64url')
  return enrols(link, '雪', 'yuki@people.example')
}

const removes = async (by: Operator, operator: string) => {
  const assertion = await signed(by, { kind: 'remove-operator', operator })
  return town.ask.console.removeOperator({ session: by.session, operator, assertion }, inTime)
}

test('an operator invites another by letter, and whoever is there already is told', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  const { operators } = await town.ask.console.operators({ session: yuki.session }, inTime)
  assert.deepEqual(
    operators.map(({ name, isMe, codes }) => [name, isMe, codes]),
    [
      ['Osamu', false, 10],
      ['雪', true, 10],
    ],
  )
  const told = await allLetters(town)
  assert.deepEqual(
    told.map(({ to }) => to),
    ['osamu@people.example'],
  )
  const [kept] = await town.look<{ n: number }>(
    `select count(*)::int n from letters where sealed is not null`,
  )
  assert.equal(kept!.n, 0)
})

test('whoever lists the operators leaves an entry about each of them', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  const entries = () =>
    town.look<{ who: Buffer }>(
      `select subject_tag as who from log_entries where purpose = 'operators'`,
    )
  await town.ask.console.operators({ session: osamu.session }, inTime)
  const { ring } = town.vault.core
  const tags = [osamu, yuki].map(({ operator }) => subjectTag(ring, operator).toString('hex'))
  const told = (await entries()).map(({ who }) => who.toString('hex'))
  assert.deepEqual(told.sort(), tags.sort())
})

test('as many openings are counted as operators were named, before and after a restart', async () => {
  await town.drop()
  town = await openTestVault({ quotas: { operators: 6 } })
  const osamu = await firstOperator(town)
  await second(osamu)
  const ask = async () => town.ask.console.operators({ session: osamu.session }, inTime)
  await ask()
  await town.reopen()
  for (let times = 0; times < 2; times += 1) await ask()
  await assert.rejects(ask, refused('over-quota'))
})

test('an invitation signed for one address is not good for another', async () => {
  const osamu = await firstOperator(town)
  const assertion = await signed(osamu, { kind: 'invite-operator', address: 'a@people.example' })
  const want = {
    session: osamu.session,
    address: 'b@people.example',
    locale: 'ja',
    assertion,
  } as const
  await assert.rejects(
    async () => town.ask.console.inviteOperator(want, inTime),
    refused('passkey-needed'),
  )
})

test('an operator who is removed is signed out, forgotten, and cannot come back', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  await removes(osamu, yuki.operator)
  const { console } = town.ask
  await assert.rejects(
    async () => console.operatorOf({ session: yuki.session }, inTime),
    refused('sign-in-needed'),
  )
  const assertion = yuki.device.answer(await console.operatorChallenge(undefined, inTime))
  await assert.rejects(
    async () => console.operatorSignIn({ assertion, browser }, inTime),
    refused('passkey-needed'),
  )
  const code = { code: yuki.codes[0]!, source: randomUUID() }
  await assert.rejects(async () => console.useRecoveryCode(code, inTime), refused('wrong-code'))
  const kept = await town.look('select from records where subject_id = $1', [yuki.operator])
  assert.equal(kept.length, 0)
})

test('the last operator is never removed, not even when two remove each other at once', async () => {
  const osamu = await firstOperator(town)
  await assert.rejects(removes(osamu, osamu.operator), refused('not-allowed'))
  const yuki = await second(osamu)
  const both = await Promise.allSettled([
    removes(osamu, yuki.operator),
    removes(yuki, osamu.operator),
  ])
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
})

async function comesBack(code: string, source = randomUUID()) {
  const { console } = town.ask
  const { link } = await console.useRecoveryCode({ code, source }, inTime)
  const device = new Authenticator(settings.consoleOrigin)
  return {
    link,
    device,
    enrol: async () => {
      const challenge = await console.operatorEnrolChallenge({ link }, inTime)
      return console.enrolAgain({ link, enrolment: device.enrol(challenge), browser }, inTime)
    },
  }
}

test('a recovery code ends all sessions, tells all operators, and wants a new passkey', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  await allLetters(town)
  const { console } = town.ask
  const back = await comesBack(yuki.codes[3]!.toLowerCase().replaceAll('-', ' '))
  await assert.rejects(
    async () => console.operatorOf({ session: yuki.session }, inTime),
    refused('sign-in-needed'),
  )
  assert.deepEqual((await allLetters(town)).map(({ to }) => to).sort(), [
    'osamu@people.example',
    'yuki@people.example',
  ])
  const again = await back.enrol()
  assert.equal(again.operator, yuki.operator)
  await console.operatorOf({ session: again.session }, inTime)
  const lost = yuki.device.answer(await console.operatorChallenge(undefined, inTime))
  await assert.rejects(
    async () => console.operatorSignIn({ assertion: lost, browser }, inTime),
    refused('passkey-needed'),
    'the passkey that was lost',
  )
  const late = { code: yuki.codes[4]!, source: randomUUID() }
  await assert.rejects(async () => console.useRecoveryCode(late, inTime), refused('wrong-code'))
  assert.equal(new Set(again.codes).size, 10)
})

test('a recovery code is good once, its link for a quarter of an hour, and for nobody new', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  const [code] = yuki.codes
  const { link, device, enrol } = await comesBack(code!)
  await assert.rejects(comesBack(code!), refused('wrong-code'))
  const challenge = await town.ask.console.operatorEnrolChallenge({ link }, inTime)
  const enrolment = device.enrol(challenge)
  const stranger = { link, name: 'X', address: 'x@people.example', enrolment, browser }
  await assert.rejects(
    async () => town.ask.console.enrolOperator(stranger, inTime),
    refused('ticket-unknown'),
  )
  town.clock.advance(15 * 60_000)
  await assert.rejects(enrol(), refused('ticket-expired'))
  const kept = await town.look<{ hash: Buffer }>('select hash from recovery_codes')
  assert.ok(!kept.some(({ hash }) => hash.includes(code!)))
})

test('recovery codes are guessed five times from one place, and no more', async () => {
  await firstOperator(town)
  const source = randomUUID()
  const guess = () => comesBack('2222-2222-2222-2222', source)
  for (let tries = 0; tries < 5; tries += 1) await assert.rejects(guess(), refused('wrong-code'))
  await assert.rejects(guess(), refused('too-many-tries'))
})

test('new recovery codes take the place of those before, by passkey', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  const requestId = randomUUID()
  const assertion = await signed(yuki, { kind: 'new-recovery-codes', requestId })
  const want = { session: yuki.session, requestId, assertion }
  const { codes } = await town.ask.console.replaceRecoveryCodes(want, inTime)
  await assert.rejects(comesBack(yuki.codes[0]!), refused('wrong-code'))
  await (await comesBack(codes[0]!)).enrol()
})

test('who is removed does not come back by a link that was made before', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  // A thief used one of her codes, and she invited somebody; then the others hear of it.
  const back = await comesBack(yuki.codes[0]!)
  const yukiAgain = await back.enrol()
  const next = await comesBack(yukiAgain.codes[0]!)
  const signedIn = back.device.answer(await town.ask.console.operatorChallenge(undefined, inTime))
  const { session } = await town.ask.console.operatorSignIn(
    { assertion: signedIn, browser },
    inTime,
  )
  await allLetters(town)
  await invites({ session, operator: yuki.operator, device: back.device }, 'friend@people.example')
  const [letter] = await allLetters(town)
  const link = Buffer.from(/link=([\w-]{43})/.exec(letter!.text)![1]!, 'base64url')

  await removes(osamu, yuki.operator)
  await assert.rejects(next.enrol(), refused('ticket-unknown'))
  await assert.rejects(enrols(link, 'Friend', 'friend@people.example'), refused('ticket-unknown'))
  const { operators } = await town.ask.console.operators({ session: osamu.session }, inTime)
  assert.deepEqual(
    operators.map(({ name }) => name),
    ['Osamu'],
  )
})

test('a sign-in that was on its way while its operator was removed is worth nothing', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  await removes(osamu, yuki.operator)
  // What the slower of the two commits then.
  const { core } = town.vault
  const late = newSession(core, {
    audience: 'console',
    subject: yuki.operator,
    byPasskey: true,
    browser,
  })
  await core.append({ writes: { sessions: [late.row] } })
  await assert.rejects(
    async () => town.ask.console.operatorOf({ session: late.secret }, inTime),
    refused('sign-in-needed'),
  )
})

test('with the new passkey of an operator who came back, every other way in ends', async () => {
  const osamu = await firstOperator(town)
  const yuki = await second(osamu)
  // Whoever found the sheet of codes is first, and still has the old telephone.
  const thief = await comesBack(yuki.codes[0]!)
  const owner = await comesBack(yuki.codes[1]!)
  const old = yuki.device.answer(await town.ask.console.operatorChallenge(undefined, inTime))
  const { session } = await town.ask.console.operatorSignIn({ assertion: old, browser }, inTime)
  await owner.enrol()
  await assert.rejects(thief.enrol(), refused('ticket-used'))
  await assert.rejects(
    async () => town.ask.console.operatorOf({ session }, inTime),
    refused('sign-in-needed'),
  )
})
