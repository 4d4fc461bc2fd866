import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { consoleSite } from '#sites/console/app.tsx'
import type { ConsoleNeeds } from '#sites/console/needs.ts'
import type { SentChallenge } from '#sites/ui/passkey-fields.ts'
import { type GuardedVault, openGuardedVault } from '#test/vault/guarded-vault.ts'
import { settings } from '#test/vault/open-vault.ts'
import { firstOperator, inTime } from '#test/vault/people.ts'

const hour = 3_600_000
const origin = settings.consoleOrigin

let house: GuardedVault
let osamu: Awaited<ReturnType<typeof firstOperator>>
let site: ReturnType<typeof consoleSite>
beforeAll(async () => {
  house = await openGuardedVault()
  osamu = await firstOperator(house.town)
  site = consoleSite({
    vault: vaultInProcess(),
    origins: { console: origin, shop: settings.shopOrigin },
    market: { name: 'Dozo' },
    asset: (name: string) => `/assets/${name}`,
    clock: house.town.clock,
    onFault: ({ error }: { error: unknown }) => assert.fail(String(error)),
  } as unknown as ConsoleNeeds)
})
afterAll(() => house.town.drop())

/** The calls of the console, without a socket between. */
function vaultInProcess() {
  const asked = Object.entries(house.town.ask.console).map(([name, answer]) => [
    name,
    async (want: never) =>
      (answer as (want: never, context: typeof inTime) => unknown)(want, inTime),
  ])
  return Object.fromEntries(asked)
}

async function ask(path: string, fields?: Record<string, string>, language = 'en') {
  const cookie = `__Host-console=${osamu.session.toString('base64url')}`
  const headers = { cookie, origin, 'accept-language': language }
  const init = fields ? { method: 'POST', headers, body: new URLSearchParams(fields) } : { headers }
  const answer = await site.request(new URL(path, origin).href, init)
  return { status: answer.status, text: await answer.text() }
}

/** As the page's script does it: a challenge for what is typed, then both together. */
async function confirm(date: string) {
  const asked = await ask('/clock/confirmation/challenge', { date })
  assert.equal(asked.status, 200, asked.text)
  const { challenge, bytes, relyingParty } = JSON.parse(asked.text) as SentChallenge
  const buffer = (text: string) => Buffer.from(text, 'base64url')
  const shown = { challenge, bytes: buffer(bytes), relyingParty }
  const proof = osamu.device.answer(shown as Parameters<typeof osamu.device.answer>[0])
  const sent = Object.entries(proof).map(([name, value]) => [
    name,
    Buffer.isBuffer(value) ? value.toString('base64url') : value,
  ])
  const assertion = JSON.stringify(Object.fromEntries(sent))
  return ask('/clock/confirmation', { date, assertion })
}

test('the console shows what every clock says, and an operator ends the doubt by the date', async () => {
  const calm = await ask('/clock')
  assert.match(calm.text, /The clock is believed/)
  assert.doesNotMatch(calm.text, /data-passkey/)
  house.leaps(2 * hour)
  const doubted = await ask('/clock')
  for (const part of ['2026-04-01T02:00', '2026-04-01T00:00', 'Not heard yet', 'went on by more']) {
    assert.ok(doubted.text.includes(part), part)
  }
  assert.match((await ask('/clock', undefined, 'ja')).text, /時計が疑わしいため/)

  const bare = await ask('/clock/confirmation', { date: '2026-04-01' })
  assert.equal(bare.status, 422)
  const unclear = await ask('/clock/confirmation/challenge', { date: 'today' })
  assert.equal(unclear.status, 422)
  const other = await confirm('2026-04-09')
  assert.equal(other.status, 422)
  assert.match(other.text, /does not show this date/)
  assert.equal((await confirm('2026-04-01')).status, 303)
  assert.match((await ask('/clock')).text, /The clock is believed/)
  assert.equal((await confirm('2026-04-01')).status, 303)
})
