import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { browser, inTime, passkeyFor, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

test('of two answers at once a counter takes the higher one', async () => {
  const { session } = await signIn(town, 'twice@people.example')
  const device = await passkeyFor(town, session)
  const credential = `\\x${device.credential.toString('hex')}`
  const at = town.clock().toISOString()
  const { append } = town.vault.core
  const use = (count: number) =>
    append({ writes: { passkeysUsed: [{ credential, sign_count: count, at }] } })
  for (const [one, other] of [
    [7, 5],
    [8, 9],
  ] as const) {
    await Promise.all([use(one), use(other)])
    const [row] = await town.look<{ n: string }>(
      'select sign_count::text as n from passkeys where credential = $1',
      [device.credential],
    )
    assert.equal(row!.n, String(Math.max(one, other)))
  }
  await use(3)
  const kept = await town.look('select from passkeys where credential = $1 and sign_count = 9', [
    device.credential,
  ])
  assert.equal(kept.length, 1)
})

test('a person has no more passkeys than they are shown, however many are made at once', async () => {
  const { session } = await signIn(town, 'many-keys@people.example')
  const enrolments = await Promise.allSettled(
    Array.from({ length: 24 }, () => passkeyFor(town, session)),
  )
  assert.equal(enrolments.filter(({ status }) => status === 'fulfilled').length, 20)
  const { passkeys } = await town.ask.accounts.myPasskeys({ session }, inTime)
  assert.equal(passkeys.length, 20)
})

test('wrong answers of one passkey are in the log, once a minute however many come', async () => {
  const { session } = await signIn(town, 'flooded@people.example')
  const device = await passkeyFor(town, session)
  const told = async () =>
    (await town.look(`select from log_entries where purpose = 'passkey-refused'`)).length
  const wrong = async () => {
    const challenge = await town.ask.accounts.signInChallenge(undefined, inTime)
    const assertion = device.answer(challenge, { origin: 'http://elsewhere.example' })
    await town.ask.accounts.signInByPasskey({ assertion, browser }, inTime)
  }
  const before = await told()
  const flood = await Promise.allSettled(Array.from({ length: 40 }, wrong))
  assert.ok(flood.every((one) => one.status === 'rejected' && isRefusal(one.reason)))
  assert.equal(await told(), before + 1)
  town.clock.advance(61_000)
  await assert.rejects(wrong, (error) => isRefusal(error, 'passkey-needed'))
  assert.equal(await told(), before + 2)
})
