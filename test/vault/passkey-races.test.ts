import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import {
  letGoOfLostPasskeys,
  lossWaitMillis,
  stopPasskeyLoss,
} from '#trust/identity/passkey-loss.ts'
import { signInByPasskey } from '#trust/identity/passkeys.ts'
import type { Core } from '#trust/vault/core.ts'
import { holdOpen } from './held-open.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, browser, inTime, passkeyFor, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

/** Somebody whose wait for lost passkeys is just over, with an answer of one of them at hand. */
async function waitIsOver(address: string) {
  const { session, member } = await signIn(town, address)
  const device = await passkeyFor(town, session)
  await allLetters(town)
  await town.ask.accounts.losePasskeys({ session, locale: 'en' }, inTime)
  const letters = await allLetters(town)
  const link = /link=([\w-]{43})/.exec(letters.map(({ text }) => text).join())?.[1]
  town.clock.advance(lossWaitMillis)
  const assertion = device.answer(await town.ask.accounts.signInChallenge(undefined, inTime))
  const use = (core: Core) => signInByPasskey(core, { assertion, browser })
  return { member, use, link: Buffer.from(link ?? '', 'base64url') }
}

const passkeysOf = async (member: string) =>
  (await town.look('select from passkeys where subject_id = $1', [member])).length

const outcomeOf = async (member: string) => {
  const text = 'select outcome from passkey_losses where subject_id = $1'
  return (await town.look<{ outcome: string | null }>(text, [member]))[0]?.outcome
}

/** A core that stands still before this question is asked, and counts how often it was. */
function asking(core: Core, name: string) {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  const seen = { asked: 0 }
  const rows: Core['db']['rows'] = async (statement, values) => {
    if (statement.name === name) {
      seen.asked += 1
      reached.resolve()
      await opened.promise
    }
    return core.db.rows(statement, values)
  }
  const db = { ...core.db, rows }
  return { core: { ...core, db }, seen, reached: reached.promise, open: () => opened.resolve() }
}

test('a passkey that is being looked at is not let go of: its use wins', async () => {
  const { member, use } = await waitIsOver('looked-at@people.example')
  const gate = asking(town.vault.core, 'passkey-by-credential')
  const using = use(gate.core)
  await gate.reached
  assert.equal(await letGoOfLostPasskeys(town.vault.core), 0)
  gate.open()
  await using
  assert.equal(await passkeysOf(member), 1)
  assert.equal(await outcomeOf(member), 'found')
})

test('a passkey whose use is not written yet is not let go of either', async () => {
  const { member, use } = await waitIsOver('not-written@people.example')
  const race = holdOpen(town.vault.core, 'signed-in')
  const using = use(race.held)
  await race.reached
  const { value } = await race.meanwhile(() => letGoOfLostPasskeys(race.core))
  await using
  assert.equal(value, 0)
  assert.equal(await passkeysOf(member), 1)
  assert.equal(await outcomeOf(member), 'found')
})

test('a passkey that is being let go of is used by nobody any more', async () => {
  const { member, use } = await waitIsOver('leaving@people.example')
  const race = holdOpen(town.vault.core, 'passkeys-let-go')
  const leaving = letGoOfLostPasskeys(race.held)
  await race.reached
  const gate = asking(race.core, 'passkey-by-credential')
  gate.open()
  const using = race.meanwhile(async () => {
    const signingIn = use(gate.core)
    // It asks nothing until they are gone, or it would find what is about to go.
    const askedEarly = gate.seen.asked
    void signingIn.catch(() => {})
    return { askedEarly, signingIn }
  })
  const { value } = await using
  assert.equal(await leaving, 1)
  assert.equal(value?.askedEarly, 0)
  await assert.rejects(value!.signingIn, (error) => isRefusal(error, 'passkey-needed'))
  assert.equal(await passkeysOf(member), 0)
})

test('whoever says no in the moment of letting go hears that it is too late', async () => {
  const { member, link } = await waitIsOver('too-late@people.example')
  const race = holdOpen(town.vault.core, 'passkeys-let-go')
  const leaving = letGoOfLostPasskeys(race.held)
  await race.reached
  const { error } = await race.meanwhile(() => stopPasskeyLoss(race.core, { link }))
  await leaving
  assert.ok(isRefusal(error, 'ticket-used'))
  assert.equal(await outcomeOf(member), 'let-go')
})

test('a no that is being written keeps the passkeys', async () => {
  const { member, link } = await waitIsOver('in-time@people.example')
  const race = holdOpen(town.vault.core, 'passkey-loss-stopped')
  const stopping = stopPasskeyLoss(race.held, { link })
  await race.reached
  const { value } = await race.meanwhile(() => letGoOfLostPasskeys(race.core))
  await stopping
  assert.equal(value, 0)
  assert.equal(await passkeysOf(member), 1)
})
