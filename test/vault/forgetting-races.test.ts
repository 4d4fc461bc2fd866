import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { bindOrder } from '#trust/bindings/orders.ts'
import { setHold } from '#trust/holds/holds.ts'
import { actHash } from '#trust/identity/acts.ts'
import { erase } from '#trust/own-data/erasure.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import type { Core } from '#trust/vault/core.ts'
import { newRecord } from '#trust/vault/records.ts'
import { holdOpen } from './held-open.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { firstOperator, guestOrder, inTime, signIn } from './people.ts'

const refused = (error: unknown, code: RefusalCode) => isRefusal(error, code)
const dayMillis = 86_400_000

let town: TestVault
let yuki: Awaited<ReturnType<typeof firstOperator>>
beforeAll(async () => {
  town = await openTestVault()
  yuki = await firstOperator(town, 'yuki@people.example')
})
afterAll(() => town.drop())

async function memberAboutToGo(address: string) {
  const { session, member } = await signIn(town, address)
  const { code } = await town.ask.accounts.myHolds({ session }, inTime)
  const { plan } = await town.ask.accounts.erasurePlan({ session }, inTime)
  return { session, member, code, plan }
}

const orderOf = (session: Buffer | null) => ({
  order: randomUUID(),
  session,
  address: null,
  receiptName: '森 愛子',
  locale: 'ja' as const,
})

/** An operator's wish, confirmed by passkey; `set` asks for it. */
async function holdOn(about: string) {
  const { session, device } = yuki
  const until = town.clock().getTime() + 60 * dayMillis
  const wish = { requestId: randomUUID(), about, reason: 'court', until } as const
  const act = actHash({ kind: 'set-hold', ...wish })
  const challenge = await town.ask.console.operatorActChallenge({ session, act }, inTime)
  const assertion = device.answer(challenge)
  return (core: Core) => setHold(core, { session, ...wish, assertion })
}

const kindsOf = async (subject: string) => {
  const text = 'select kind from records where subject_id = $1 order by kind'
  return (await town.look<{ kind: string }>(text, [subject])).map(({ kind }) => kind)
}

test('an order that is bound while its member is erased makes the plan another one', async () => {
  const { session, member, plan } = await memberAboutToGo('binds-first@people.example')
  const race = holdOpen(town.vault.core, 'order-bound')
  const binding = bindOrder(race.held, orderOf(session))
  await race.reached
  const erasing = await race.meanwhile(() => erase(race.core, { session, plan }))
  await binding
  assert.ok(refused(erasing.error, 'cart-changed'))
  assert.deepEqual(await kindsOf(member), ['contact', 'receipt-name'])
})

test('who is being erased binds no order any more', async () => {
  const { session, member, plan } = await memberAboutToGo('erased-first@people.example')
  const race = holdOpen(town.vault.core, 'erased')
  const erasing = erase(race.held, { session, plan })
  await race.reached
  const wish = orderOf(session)
  const binding = await race.meanwhile(() => bindOrder(race.core, wish))
  await erasing
  assert.ok(refused(binding.error, 'sign-in-needed'))
  assert.deepEqual(await kindsOf(member), [])
  const bound = await town.look('select from bindings where order_id = $1', [wish.order])
  assert.equal(bound.length, 0)
})

test('a hold that is set while its member is erased holds', async () => {
  const { session, member, code, plan } = await memberAboutToGo('holds-first@people.example')
  const set = await holdOn(code)
  const race = holdOpen(town.vault.core, 'hold-set')
  const setting = set(race.held)
  await race.reached
  const erasing = await race.meanwhile(() => erase(race.core, { session, plan }))
  await setting
  assert.ok(refused(erasing.error, 'cart-changed'))
  assert.deepEqual(await kindsOf(member), ['contact'])
})

test('no hold is answered as set of whom nothing is left', async () => {
  const { session, code, plan } = await memberAboutToGo('gone-first@people.example')
  const set = await holdOn(code)
  const race = holdOpen(town.vault.core, 'erased')
  const erasing = erase(race.held, { session, plan })
  await race.reached
  const setting = await race.meanwhile(() => set(race.core))
  await erasing
  assert.ok(refused(setting.error, 'not-found'))
})

test('a hold that is set while a rule destroys holds what the rule would have taken', async () => {
  const order = await guestOrder(town, 'ruled@people.example')
  town.clock.advance(31 * dayMillis)
  yuki = { ...yuki, session: await signedInAgain() }
  const set = await holdOn(order)
  const race = holdOpen(town.vault.core, 'hold-set')
  const setting = set(race.held)
  await race.reached
  await race.meanwhile(() => forgetOverdue(race.core))
  await setting
  const [row] = await town.look<{ n: number }>(
    `select count(*)::int as n from bindings b join records r using (subject_id)
      where b.order_id = $1`,
    [order],
  )
  assert.equal(row!.n, 1)
})

async function signedInAgain(): Promise<Buffer> {
  const assertion = yuki.device.answer(await town.ask.console.operatorChallenge(undefined, inTime))
  const { session } = await town.ask.console.operatorSignIn(
    { assertion, browser: 'firefox-linux' },
    inTime,
  )
  return session
}

test('what was written of somebody while they were erased goes within a minute', async () => {
  const { session, member, plan } = await memberAboutToGo('stray@people.example')
  await town.ask.accounts.erase({ session, plan }, inTime)
  const { core } = town.vault
  const stray = { kind: 'receipt-name', subject: member, value: { name: '森 愛子' } } as const
  const keepUntil = new Date(town.clock().getTime() + 90 * dayMillis)
  const records = [newRecord(core, stray), newRecord(core, { ...stray, keepUntil })]
  await core.append({ writes: { records } })
  await forgetOverdue(core)
  assert.deepEqual(await kindsOf(member), [])
})
