import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, test } from 'vitest'
import { sandboxProvider } from '#adapters/payments/sandbox.ts'
import { systemClock } from '#lib/clock.ts'
import { yen } from '#lib/money.ts'
import { isRefusal } from '#lib/refusal.ts'
import type { RecordView } from '#sandbox/provider/views.ts'
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

let town: PaymentTown
beforeAll(async () => {
  town = await paymentTown()
})
afterAll(() => town.end())

test('asking for the same intent again gives the same session', async () => {
  const { wish, session, url } = await sessionFor(town)
  const again = await Promise.all([1, 2, 3].map(() => town.adapter.createSession(wish)))
  for (const each of again) assert.deepEqual(each, { session, url })
  const other = { ...wish, money: yen(1n) }
  await assert.rejects(town.adapter.createSession(other), (thrown) =>
    isRefusal(thrown, 'provider-away'),
  )
})

test('the hand-off leads to the one listed host', async () => {
  const { url } = await sessionFor(town)
  assert.deepEqual(town.adapter.hosts, [new URL(url).origin])
})

test('the read key looks and does nothing else; a wrong key does nothing', async () => {
  const { session } = await sessionFor(town)
  const { SANDBOX_PROVIDER_READ_KEY: readKey } = keys
  assert.equal((await askApi(town, `/v1/sessions/${session}`, readKey)).status, 200)
  assert.equal((await askApi(town, '/v1/sessions', readKey)).status, 200)
  assert.equal((await askApi(town, `/v1/sessions/${session}/closing`, readKey, '')).status, 403)
  assert.equal((await askApi(town, '/v1/refunds', readKey, '')).status, 403)
  assert.equal((await askApi(town, `/v1/admin/record/${session}`, readKey)).status, 403)
  assert.equal((await askApi(town, `/v1/sessions/${session}`, 'wrong')).status, 401)
  assert.equal((await browse(`${town.origin}/v1/sessions`)).status, 401)
})

test('reconciliation walks through every change once and goes on where it stopped', async () => {
  const opened = [await sessionFor(town), await sessionFor(town), await sessionFor(town)]
  const seen = new Map<string, string>()
  let cursor = ''
  for (let more = true; more; ) {
    const page = await town.adapter.listSince(cursor, 2)
    assert.ok(page.sessions.length <= 2)
    for (const each of page.sessions) seen.set(each.session, each.outcome.state)
    cursor = page.next
    more = page.more
  }
  for (const { session } of opened) assert.equal(seen.get(session), 'pending')
  assert.deepEqual((await town.adapter.listSince(cursor, 2)).sessions, [])

  await payWith(opened[1]!.url, 'success')
  const { sessions } = await town.adapter.listSince(cursor, 100)
  assert.deepEqual(
    sessions.map((each) => [each.session, each.outcome.state, each.attempts]),
    [[opened[1]!.session, 'paid', 1]],
  )
  assert.ok(sessions[0]!.arrivedAt instanceof Date)
})

test('what was answered is on the disk, also after kill -9, and no money is taken twice', async () => {
  const paid = await sessionFor(town)
  const open = await sessionFor(town)
  await payWith(paid.url, 'success')
  await town.crashAndRestart()
  assert.equal((await town.adapter.sessionStatus(paid.session)).outcome.state, 'paid')
  assert.equal((await town.adapter.sessionStatus(open.session)).outcome.state, 'pending')
  assert.deepEqual((await town.adapter.createSession(open.wish)).session, open.session)
  await payWith(paid.url, 'success')
  assert.equal(await chargesOf(town, paid.session), 1)
})

test('a line cut short by a crash is dropped, and the record goes on after it', async () => {
  const { session } = await sessionFor(town)
  await appendFile(town.recordPath, '{"at":"2026-04-01T00:00:00.000Z","facts":[{"kind":"sett')
  await town.crashAndRestart()
  const next = await sessionFor(town)
  await town.crashAndRestart()
  assert.equal((await town.adapter.sessionStatus(session)).outcome.state, 'pending')
  assert.equal((await town.adapter.sessionStatus(next.session)).outcome.state, 'pending')
  for (const line of (await readFile(town.recordPath, 'utf8')).trimEnd().split('\n')) {
    JSON.parse(line)
  }
})

test('news for a shop that is away waits, survives a crash, and arrives when it is back', async () => {
  const { intent, url } = await sessionFor(town)
  town.shop.status = 503
  await payWith(url, 'success')
  const tries = town.shop.raw.length
  await until(() => town.shop.raw.length > tries + 2)
  await town.crashAndRestart()
  town.shop.status = 204
  await until(() => town.shop.events.some((each) => each.intent === intent))
})

test('the whole record can be read, with every try and every piece of news', async () => {
  const { session, url } = await sessionFor(town)
  await payWith(url, 'declined')
  await payWith(url, 'success')
  const page = await askApi(town, '/v1/admin/record?limit=500', keys.SANDBOX_PROVIDER_SECRET_KEY)
  const { record } = JSON.parse(page.text) as { record: RecordView[] }
  const found = record.find((each) => each.session.id === session)!
  assert.deepEqual(
    found.attempts.map((each) => each.outcome),
    ['declined', 'approved'],
  )
  assert.deepEqual(
    found.news.map((each) => each.event.type),
    ['payment.paid'],
  )
})

test('a webhook is believed only with our signature over these bytes, made now', async () => {
  const { intent, url } = await sessionFor(town)
  await payWith(url, 'success')
  await until(() => town.shop.events.some((each) => each.intent === intent))
  const { body, headers } = town.shop.raw.find((each) => each.body.includes(intent))!
  const { verifyEvent } = town.adapter
  assert.equal(verifyEvent(body, headers).intent, intent)

  const refused = (changed: Uint8Array, signature: string | undefined) =>
    assert.throws(
      () => verifyEvent(changed, { 'sandbox-signature': signature }),
      (thrown) => isRefusal(thrown, 'not-allowed'),
    )
  const signature = headers['sandbox-signature'] as string
  refused(Buffer.from(body.toString('utf8').replace('1200', '1201')), signature)
  refused(body, undefined)
  refused(body, '')
  refused(body, signature.replace(/t=\d+/, 't=1'))
  refused(body, `${signature},v1=00`)
  refused(body, signed(body, { secret: 'another-secret' }))
  refused(body, signed(body, { age: 301 }))
  refused(body, signed(body, { age: -301 }))
  assert.equal(
    verifyEvent(body, { 'sandbox-signature': signed(body, { age: 290 }) }).intent,
    intent,
  )
  assert.throws(
    () => verifyEvent(Buffer.from('{}'), { 'sandbox-signature': signed(Buffer.from('{}'), {}) }),
    (thrown) => isRefusal(thrown, 'bad-input'),
  )
})

function signed(body: Buffer, { age = 0, secret = keys.SANDBOX_PROVIDER_WEBHOOK_SECRET }): string {
  const seconds = Math.floor(Date.now() / 1000) - age
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')}`
}

test('a provider that is away, or slow to be one, is a refusal with its cause', async () => {
  const nobody = sandboxProvider({
    origin: 'http://provider.localhost:9',
    key: 'k',
    webhookSecret: 's',
    clock: systemClock,
  })
  await assert.rejects(nobody.sessionStatus('ses_x'), (thrown) => {
    assert.ok(isRefusal(thrown, 'provider-away'))
    assert.ok(thrown.cause instanceof Error)
    return true
  })
})

test('bad requests are refused with a word about the field', async () => {
  const { SANDBOX_PROVIDER_SECRET_KEY: key } = keys
  assert.equal((await askApi(town, '/v1/sessions', key, '')).status, 422)
  assert.equal((await askApi(town, '/v1/sessions?limit=100000', key)).status, 422)
  assert.equal((await askApi(town, '/v1/sessions/ses_none', key)).status, 404)
  const big = { form: { number: 'x'.repeat(20_000) } }
  const { url } = await sessionFor(town)
  assert.equal((await browse(`${url}/card`, big)).status, 413)
})

test('forms from another site and unknown host names are refused', async () => {
  const { session, url } = await sessionFor(town, 'wallet')
  const foreign = { origin: 'http://elsewhere.localhost' }
  const answer = await browse(`${url}/wallet`, { form: { answer: 'approve' }, headers: foreign })
  assert.equal(answer.status, 403)
  assert.equal((await town.adapter.sessionStatus(session)).outcome.state, 'pending')
  assert.equal((await browse(url, { headers: { host: 'evil.example' } })).status, 421)
  assert.equal((await browse(`${town.origin}/pay/ses_none`)).status, 404)
})

test('a page allows no script, and lets the shop lead the buyer on', async () => {
  const { url } = await sessionFor(town)
  const policy = String((await browse(url)).headers['content-security-policy'])
  assert.ok(policy.includes("default-src 'none'"))
  assert.ok(policy.includes("form-action 'self' http: https:;"))
  assert.ok(!policy.includes('unsafe-inline'))
})
