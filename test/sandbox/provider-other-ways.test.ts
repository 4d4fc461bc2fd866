import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { yen } from '#lib/money.ts'
import { browse, until } from './browse.ts'
import {
  askApi,
  chargesOf,
  keys,
  type PaymentTown,
  paymentTown,
  payWith,
  sessionFor,
} from './town.ts'

const { SANDBOX_PROVIDER_SECRET_KEY: secretKey } = keys
let town: PaymentTown
beforeAll(async () => {
  town = await paymentTown({ SANDBOX_PROVIDER_LATE_SECONDS: '600' })
})
afterAll(() => town.end())

const outcomeOf = async (session: string) => (await town.adapter.sessionStatus(session)).outcome
const kindsOf = (intent: string) =>
  town.shop.events.filter((each) => each.intent === intent).map((each) => each.kind)

async function slipFor(url: string): Promise<{ number: string; till: string }> {
  await browse(`${url}/slip`, { form: { shop: 'れんしゅうストア' } })
  const link = /href="(\/till\/(\d+))/.exec((await browse(url)).text)
  return { number: link![2]!, till: `${town.origin}${link![1]}` }
}

test('a konbini number is given once, waits, and is paid at the till', async () => {
  const { session, intent, url } = await sessionFor(town, 'konbini')
  const { number, till } = await slipFor(url)
  assert.equal((await slipFor(url)).number, number)
  const waiting = await outcomeOf(session)
  assert.ok(waiting.state === 'pending' && waiting.slip?.number === number)
  assert.equal(waiting.slip.shop, 'れんしゅうストア')

  await Promise.all([browse(till, { form: {} }), browse(till, { form: {} })])
  assert.ok((await browse(till)).text.includes('代金を受け取りました'))
  assert.equal((await outcomeOf(session)).state, 'paid')
  assert.equal(await chargesOf(town, session), 1)
  await until(() => kindsOf(intent).length === 2)
  assert.deepEqual(kindsOf(intent).sort(), ['awaiting', 'paid'])
})

test('money over the counter after the time is over is still money', async () => {
  const { session, intent, url } = await sessionFor(town, 'konbini')
  const { till } = await slipFor(url)
  await askApi(town, `/v1/admin/sessions/${session}/expiry`, secretKey, '')
  assert.deepEqual(await outcomeOf(session), { state: 'expired' })
  assert.ok((await browse(till)).text.includes('期限を過ぎています'))
  await browse(till, { form: {} })
  assert.equal((await outcomeOf(session)).state, 'paid')
  await until(() => kindsOf(intent).includes('paid') && kindsOf(intent).includes('expired'))
})

test('a wallet is approved or declined', async () => {
  const good = await sessionFor(town, 'wallet')
  await browse(`${good.url}/wallet`, { form: { answer: 'approve' } })
  assert.equal((await outcomeOf(good.session)).state, 'paid')
  const bad = await sessionFor(town, 'wallet')
  const answer = await browse(`${bad.url}/wallet`, { form: { answer: 'decline' } })
  assert.equal(answer.location, town.shop.returnUrl)
  assert.deepEqual(await outcomeOf(bad.session), { state: 'failed', reason: 'declined' })
})

test('a session that the shop closes takes no money any more', async () => {
  const { session, url } = await sessionFor(town)
  const closed = await town.adapter.closeSession(session)
  assert.deepEqual(closed.outcome, { state: 'failed', reason: 'other' })
  const page = await browse(`${url}/card`, {
    form: { number: '4242424242424242', expiry: '12/34', code: '123', attempt: '1' },
  })
  assert.equal(page.location, town.shop.returnUrl)
  assert.equal(await chargesOf(town, session), 0)
})

test('a paid session stays paid, however late the shop tries to close it', async () => {
  const { session, url } = await sessionFor(town)
  await payWith(url, 'success')
  assert.equal((await town.adapter.closeSession(session)).outcome.state, 'paid')
})

test('a session ends by itself when its time is over', async () => {
  const { wish } = await sessionFor(town)
  const expiresAt = new Date(Date.now() + 3_000)
  const short = { ...wish, intent: `${wish.intent}-short`, expiresAt }
  const { session } = await town.adapter.createSession(short)
  await until(() => kindsOf(short.intent).includes('expired'))
  assert.deepEqual(await outcomeOf(session), { state: 'expired' })
})

test('a refund is confirmed, partial ones never exceed what was paid, and twice is once', async () => {
  const { session, intent, url } = await sessionFor(town)
  await payWith(url, 'success')
  const part = { refund: `${intent}-r1`, session, money: yen(700n) }
  const first = await town.adapter.refund(part)
  assert.equal(first.state, 'confirmed')
  assert.deepEqual(await town.adapter.refund(part), first)
  const tooMuch = await town.adapter.refund({ ...part, refund: `${intent}-r2`, money: yen(501n) })
  assert.deepEqual(tooMuch, { providerRefund: null, state: 'failed' })
  const rest = await town.adapter.refund({ ...part, refund: `${intent}-r3`, money: yen(500n) })
  assert.equal(rest.state, 'confirmed')
  await until(() => kindsOf(intent).filter((each) => each === 'refund-confirmed').length === 2)
  const event = town.shop.events.find((each) => each.providerRefund === first.providerRefund)
  assert.equal(event?.money.amount, 700n)
})

test('a refund may end later, or fail', async () => {
  const later = await sessionFor(town)
  await payWith(later.url, 'refund-later')
  const wish = { refund: `${later.intent}-r`, session: later.session, money: yen(1200n) }
  const pending = await town.adapter.refund(wish)
  assert.equal(pending.state, 'pending')
  await askApi(town, '/v1/admin/deliveries', secretKey, '')
  assert.equal((await town.adapter.refundStatus(pending.providerRefund!)).state, 'confirmed')
  assert.ok(kindsOf(later.intent).includes('refund-confirmed'))

  const fails = await sessionFor(town)
  await payWith(fails.url, 'refund-fails')
  const bad = { refund: `${fails.intent}-r`, session: fails.session, money: yen(1200n) }
  assert.equal((await town.adapter.refund(bad)).state, 'failed')
  await until(() => kindsOf(fails.intent).includes('refund-failed'))
  const again = await town.adapter.refund({ ...bad, refund: `${fails.intent}-r2` })
  assert.notEqual(again.providerRefund, null, 'a failed refund leaves the money to try again')
})

test('nothing unpaid is given back', async () => {
  const { session, intent } = await sessionFor(town)
  const answer = await town.adapter.refund({ refund: `${intent}-r`, session, money: yen(1n) })
  assert.deepEqual(answer, { providerRefund: null, state: 'failed' })
})
