import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { actHash } from '#trust/identity/acts.ts'
import { type GuardedVault, openGuardedVault } from './guarded-vault.ts'
import { firstOperator, inTime, signIn } from './people.ts'

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)
const hour = 3_600_000

let house: GuardedVault
let osamu: Awaited<ReturnType<typeof firstOperator>>
beforeAll(async () => {
  house = await openGuardedVault()
  osamu = await firstOperator(house.town)
})
afterAll(() => house.town.drop())

const desk = () => house.town.ask.console
const cause = async () => {
  const { doubt } = await desk().clockStanding({ session: osamu.session }, inTime)
  return doubt?.cause ?? null
}

/** `signed` is what the passkey is shown; `date` what the vault is asked. */
async function confirm(date: string, signed = date) {
  const { session, device } = osamu
  const act = actHash({ kind: 'confirm-clock', date: signed })
  const challenge = await desk().operatorActChallenge({ session, act }, inTime)
  await desk().confirmClock({ session, date, assertion: device.answer(challenge) }, inTime)
}

test('an operator’s passkey confirms the clock, over exactly the date that was typed', async () => {
  house.leaps(2 * hour)
  assert.equal(await cause(), 'ahead')
  await assert.rejects(confirm('2026-04-01', '2026-04-02'), refused('passkey-needed'))
  await assert.rejects(confirm('2026-04-09'), refused('bad-input'))
  assert.equal(await cause(), 'ahead')
  await confirm('2026-04-01')
  assert.equal(await cause(), null)
  const told = await house.town.look(
    `select principal, kind from log_entries where purpose = 'clock-confirmed'`,
  )
  assert.deepEqual(told, [{ principal: 'console', kind: 'ahead' }])
  await assert.rejects(confirm('2026-04-01'), refused('not-found'))
})

test('who is no operator neither sees the clocks nor confirms one', async () => {
  const { session } = await signIn(house.town, 'aiko@people.example')
  await assert.rejects(
    async () => desk().clockStanding({ session }, inTime),
    refused('sign-in-needed'),
  )
})
