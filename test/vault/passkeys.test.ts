import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { actHash } from '#trust/identity/acts.ts'
import { Authenticator, type Mischief } from './authenticator.ts'
import { openTestVault, settings, type TestVault } from './open-vault.ts'
import { allLetters, browser, firstOperator, inTime, passkeyFor, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)

test('a passkey of each kind we take signs its member in, each answer once', async () => {
  const { session, member } = await signIn(town, 'ren@people.example')
  for (const algorithm of [-7, -8, -257] as const) {
    const device = await passkeyFor(town, session, algorithm)
    const challenge = await town.ask.accounts.signInChallenge(undefined, inTime)
    const assertion = device.answer(challenge)
    const got = await town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
    assert.equal(got.member, member)
    assert.equal((await town.ask.accounts.sessionOf(got, inTime)).byPasskey, true)
    const again = async () => town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
    await assert.rejects(again, refused('passkey-needed'))
  }
  const { passkeys } = await town.ask.accounts.myPasskeys({ session }, inTime)
  assert.deepEqual(
    passkeys.map(({ label, usedAt }) => [label, usedAt !== null]),
    Array.from({ length: 3 }, () => ['My telephone', true]),
  )
})

test('an answer of a passkey that does not count is good once, too', async () => {
  const { session } = await signIn(town, 'countless@people.example')
  const device = await passkeyFor(town, session, -7, false)
  const assertion = device.answer(await town.ask.accounts.signInChallenge(undefined, inTime))
  await town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
  const again = async () => town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
  await assert.rejects(again, refused('passkey-needed'), 'the same answer again')
})

test('an answer that is wrong in any one part signs nobody in', async () => {
  const { session } = await signIn(town, 'wrong@people.example')
  const device = await passkeyFor(town, session)
  const mischief: Record<string, Mischief> = {
    'another page': { origin: 'http://account.localhost.evil.example:8080' },
    'another port': { origin: 'http://account.localhost:8081' },
    'another host': { relyingParty: 'localhost' },
    'nobody verified': { flags: 0x01 },
    'nobody present': { flags: 0x04 },
    'backed up but not able to be': { flags: 0x15 },
    'an enrolment': { type: 'webauthn.create' },
    'another challenge': { challenge: randomBytes(32) },
    'inside a foreign page': { crossOrigin: true },
  }
  for (const [name, each] of Object.entries(mischief)) {
    const challenge = await town.ask.accounts.signInChallenge(undefined, inTime)
    const assertion = device.answer(challenge, each)
    const wrong = async () => town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
    await assert.rejects(wrong, refused('passkey-needed'), name)
  }
  const challenge = await town.ask.accounts.signInChallenge(undefined, inTime)
  const good = device.answer(challenge)
  for (const part of ['clientData', 'authenticatorData', 'signature', 'credential'] as const) {
    for (const at of [0, 5, good[part].length - 1]) {
      const bytes = Buffer.from(good[part])
      bytes[at]! ^= 4
      const assertion = { ...good, [part]: bytes }
      const wrong = async () => town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
      await assert.rejects(wrong, refused('passkey-needed'), `${part} ${at}`)
    }
  }
  await town.ask.accounts.signInByPasskey({ assertion: good, browser }, inTime)
})

test('a passkey whose counter went back may be a copy and is refused', async () => {
  const { session } = await signIn(town, 'copied@people.example')
  const device = await passkeyFor(town, session)
  const signInWith = async () => {
    const challenge = await town.ask.accounts.signInChallenge(undefined, inTime)
    return town.ask.accounts.signInByPasskey(
      { assertion: device.answer(challenge), browser },
      inTime,
    )
  }
  await signInWith()
  await signInWith()
  device.rewind(0)
  await assert.rejects(signInWith, refused('passkey-needed'))
})

test('a challenge is old after five minutes, and good only for what it was asked for', async () => {
  const { session } = await signIn(town, 'asked@people.example')
  const device = await passkeyFor(town, session)
  const old = await town.ask.accounts.signInChallenge(undefined, inTime)
  const act = randomBytes(32)
  const forAct = await town.ask.accounts.actChallenge({ session, act }, inTime)
  const assertion = device.answer(forAct)
  const wrong = async () => town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
  await assert.rejects(wrong, refused('passkey-needed'))
  town.clock.advance(5 * 60_000 + 1)
  const late = async () =>
    town.ask.accounts.signInByPasskey({ assertion: device.answer(old), browser }, inTime)
  await assert.rejects(late, refused('code-expired'))
  const invented = { ...old, challenge: town.options.newId(), bytes: randomBytes(32) }
  const forged = async () =>
    town.ask.accounts.signInByPasskey({ assertion: device.answer(invented), browser }, inTime)
  await assert.rejects(forged, refused('passkey-needed'))
})

test('a passkey that was removed opens nothing any more', async () => {
  const { session } = await signIn(town, 'removed@people.example')
  const device = await passkeyFor(town, session)
  const { credential } = device
  await town.ask.accounts.removePasskey({ session, credential, locale: 'en' }, inTime)
  const challenge = await town.ask.accounts.signInChallenge(undefined, inTime)
  const assertion = device.answer(challenge)
  const gone = async () => town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
  await assert.rejects(gone, refused('passkey-needed'))
  const again = async () =>
    town.ask.accounts.removePasskey({ session, credential, locale: 'en' }, inTime)
  await assert.rejects(again, refused('not-found'))
})

test('a key too weak, or of another kind than it says, is not enrolled', async () => {
  const { session } = await signIn(town, 'weak@people.example')
  const challenge = await town.ask.accounts.enrolChallenge({ session }, inTime)
  const device = new Authenticator(settings.accountsOrigin, -7)
  const good = device.enrol(challenge)
  const rsa = new Authenticator(settings.accountsOrigin, -257)
  for (const enrolment of [
    { ...good, algorithm: -257 },
    { ...good, publicKey: rsa.publicKey },
    { ...good, publicKey: randomBytes(91) },
    { ...good, algorithm: -65_535 },
    { ...good, credential: randomBytes(32) },
    device.enrol(challenge, { flags: 0x41 }),
    device.enrol(challenge, { relyingParty: 'console.localhost' }),
  ]) {
    const wrong = async () =>
      town.ask.accounts.enrolPasskey({ session, enrolment, locale: 'en' }, inTime)
    await assert.rejects(wrong, refused('passkey-needed'))
  }
})

test('the first operator enrols by a link that is good once; then no link is given', async () => {
  const first = await town.ask.supervisor.firstOperatorLink(undefined, inTime)
  const { session, operator, device, link } = await firstOperator(town)
  assert.notDeepEqual(first.link, link)
  const { console, supervisor } = town.ask
  assert.equal((await console.operatorOf({ session }, inTime)).operator, operator)
  assert.equal((await supervisor.firstOperatorLink(undefined, inTime)).link, null)
  for (const used of [first.link!, link]) {
    const again = async () => console.operatorEnrolChallenge({ link: used }, inTime)
    await assert.rejects(again, refused('ticket-used'))
  }
  const unknown = async () => console.operatorEnrolChallenge({ link: randomBytes(32) }, inTime)
  await assert.rejects(unknown, refused('ticket-unknown'))

  const challenge = await console.operatorChallenge(undefined, inTime)
  const got = await console.operatorSignIn({ assertion: device.answer(challenge), browser }, inTime)
  assert.equal(got.operator, operator)
  town.clock.advance(8 * 3_600_000)
  const over = async () => console.operatorOf({ session: got.session }, inTime)
  await assert.rejects(over, refused('sign-in-needed'))
})

test("an operator's assertion is good for exactly one act, once, and a member's for none", async () => {
  const house = await openTestVault()
  try {
    const { session, device, operator } = await firstOperator(house)
    const { console, payments } = house.ask
    const refund = {
      kind: 'refund',
      requestId: randomUUID(),
      order: randomUUID(),
      lines: [{ position: 1, amount: 900n }],
      currency: 'JPY',
      reason: 'defect',
    } as const
    const act = actHash(refund)
    const challenge = await console.operatorActChallenge({ session, act }, inTime)
    const assertion = device.answer(challenge)
    const larger = actHash({ ...refund, lines: [{ position: 1, amount: 9_000n }] })
    const other = async () => payments.verifyAct({ act: larger, kind: 'refund', assertion }, inTime)
    await assert.rejects(other, refused('passkey-needed'))
    const verified = await payments.verifyAct({ act, kind: 'refund', assertion }, inTime)
    assert.equal(verified.operator, operator)
    const again = async () => payments.verifyAct({ act, kind: 'refund', assertion }, inTime)
    await assert.rejects(again, refused('passkey-needed'))
    const [entry] = await house.look<{ leaf: string }>(
      `select leaf from log_entries where purpose = 'act-verified'`,
    )
    assert.equal(JSON.parse(entry!.leaf).ref, act.toString('base64url'))

    const member = await signIn(house, 'member@people.example')
    const phone = await passkeyFor(house, member.session)
    const theirs = await house.ask.accounts.actChallenge({ session: member.session, act }, inTime)
    const wrong = async () =>
      payments.verifyAct({ act, kind: 'refund', assertion: phone.answer(theirs) }, inTime)
    await assert.rejects(wrong, refused('passkey-needed'))
    const unsaid = async () => payments.verifyAct({ act, kind: 'Free text!', assertion }, inTime)
    await assert.rejects(unsaid, refused('bad-input'))
  } finally {
    await house.drop()
  }
})

test('a statement is published as signed, by the one who published first', async () => {
  await allLetters(town)
  const { accounts } = town.ask
  const seller = randomUUID()
  const fields = [{ name: '販売業者', value: '花屋' }]
  assert.deepEqual(await accounts.disclosureOf({ seller }, inTime), {
    fields: null,
    changedAt: null,
  })
  const hana = await signIn(town, 'hana@people.example')
  const device = await passkeyFor(town, hana.session)
  const publish = async (
    who: { session: Buffer },
    phone: Authenticator,
    said: typeof fields,
    signed = said,
  ) => {
    const act = actHash({ kind: 'publish-disclosure', seller, fields: signed })
    const challenge = await accounts.actChallenge({ session: who.session, act }, inTime)
    const assertion = phone.answer(challenge)
    return accounts.publishDisclosure(
      { session: who.session, seller, fields: said, assertion },
      inTime,
    )
  }
  const unsigned = [{ name: '販売業者', value: '別の店' }]
  await assert.rejects(publish(hana, device, unsigned, fields), refused('passkey-needed'))
  await publish(hana, device, fields)
  assert.deepEqual((await accounts.disclosureOf({ seller }, inTime)).fields, fields)
  const changed = [...fields, { name: '所在地', value: '倉敷市\n一丁目' }]
  await publish(hana, device, changed)
  assert.deepEqual((await accounts.disclosureOf({ seller }, inTime)).fields, changed)
  await allLetters(town)
  const other = await signIn(town, 'mallory@people.example')
  const theirs = await passkeyFor(town, other.session)
  await assert.rejects(publish(other, theirs, fields), refused('not-yours'))
  const count = `select count(*)::int n from log_entries where about = $1 and purpose = $2`
  const opened = async (purpose: string) =>
    (await town.look<{ n: number }>(count, [seller, purpose]))[0]!.n
  assert.equal(await opened('disclosure-published'), 2)
  await accounts.disclosureOf({ seller }, inTime)
  assert.equal(await opened('disclosure'), 2)
})
