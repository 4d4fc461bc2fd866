import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, test } from 'vitest'
import { testCards } from '#sandbox/provider/cards.ts'
import { browse, until } from './browse.ts'
import {
  attemptOf,
  cardNumber,
  chargesOf,
  type PaymentTown,
  paymentTown,
  payWith,
  sessionFor,
  submitCard,
} from './town.ts'

let town: PaymentTown
beforeAll(async () => {
  town = await paymentTown({ SANDBOX_PROVIDER_LATE_SECONDS: '2' })
})
afterAll(() => town.end())

const outcomeOf = async (session: string) => (await town.adapter.sessionStatus(session)).outcome
const toldOf = (intent: string) => town.shop.events.filter((each) => each.intent === intent)

test('a good card pays, the browser goes back, and the shop is told once', async () => {
  const { session, intent, url } = await sessionFor(town)
  const answer = await payWith(url, 'success')
  assert.equal(answer.status, 303)
  assert.equal(answer.location, town.shop.returnUrl)
  const outcome = await outcomeOf(session)
  assert.ok(outcome.state === 'paid' && outcome.money.amount === 1200n)
  await until(() => toldOf(intent).length > 0)
  const [event] = toldOf(intent)
  assert.equal(event?.kind, 'paid')
  assert.equal(event?.money.amount, 1200n)
  assert.equal(event?.session, session)
})

for (const [name, sentence] of [
  ['declined', 'カード会社がこのカードを拒否しました'],
  ['insufficient-funds', 'カードの残高が足りません'],
  ['expired-card', 'カードの期限が切れています'],
] as const) {
  test(`the card "${name}" is refused with its reason, and another card may follow`, async () => {
    const { session, url } = await sessionFor(town)
    const answer = await payWith(url, name)
    assert.equal(answer.status, 303)
    const again = await browse(answer.location)
    assert.ok(again.text.includes(sentence))
    assert.equal((await outcomeOf(session)).state, 'pending')
    await payWith(url, 'success')
    const status = await town.adapter.sessionStatus(session)
    assert.equal(status.outcome.state, 'paid')
    assert.equal(status.attempts, 2)
  })
}

test('a buyer who gives up after a refused card leaves with its reason, and the shop hears', async () => {
  const { session, intent, url } = await sessionFor(town)
  await payWith(url, 'insufficient-funds')
  const answer = await browse(`${url}/leaving`, { form: {} })
  assert.equal(answer.location, town.shop.returnUrl)
  assert.deepEqual(await outcomeOf(session), { state: 'failed', reason: 'insufficient-funds' })
  await until(() => toldOf(intent).some((each) => each.kind === 'failed'))
})

test('a passed 3-D Secure check pays', async () => {
  const { session, url } = await sessionFor(town)
  const answer = await payWith(url, 'challenge')
  assert.equal(answer.location, `${url}/challenge`)
  assert.equal((await outcomeOf(session)).state, 'pending')
  const passed = await browse(`${url}/challenge`, { form: { answer: 'pass' } })
  assert.equal(passed.location, town.shop.returnUrl)
  assert.equal((await outcomeOf(session)).state, 'paid')
  assert.equal(await chargesOf(town, session), 1)
})

test('a failed 3-D Secure check takes no money, says so, and the buyer may try again', async () => {
  const { session, url } = await sessionFor(town)
  await payWith(url, 'challenge')
  const failed = await browse(`${url}/challenge`, { form: { answer: 'fail' } })
  assert.equal(failed.location, url)
  assert.ok((await browse(url)).text.includes('本人確認ができませんでした'))
  await browse(`${url}/leaving`, { form: {} })
  assert.deepEqual(await outcomeOf(session), { state: 'failed', reason: 'challenge-failed' })
  assert.equal(await chargesOf(town, session), 0)
})

test('a network error takes no money; the same card pays at the second try', async () => {
  const { session, url } = await sessionFor(town)
  const first = await payWith(url, 'network-error')
  assert.ok((await browse(first.location)).text.includes('通信に失敗しました'))
  assert.equal(await chargesOf(town, session), 0)
  const second = await payWith(url, 'network-error')
  assert.equal(second.location, town.shop.returnUrl)
  assert.equal(await chargesOf(town, session), 1)
})

test('a doubled webhook brings the same event twice', async () => {
  const { intent, url } = await sessionFor(town)
  await payWith(url, 'webhook-twice')
  await until(() => toldOf(intent).length === 2)
  const [one, two] = toldOf(intent)
  assert.deepEqual(one, two)
})

test('a late webhook comes seconds after the buyer is back', async () => {
  const { session, intent, url } = await sessionFor(town)
  const before = Date.now()
  await payWith(url, 'webhook-late')
  assert.equal((await outcomeOf(session)).state, 'paid')
  await until(() => toldOf(intent).length === 1)
  assert.ok(Date.now() - before > 1_900)
})

test('with the webhook before the return, the shop knows before the browser leaves', async () => {
  const { intent, url } = await sessionFor(town)
  await payWith(url, 'webhook-before-return')
  assert.equal(toldOf(intent).length, 1)
})

test('with the webhook that never comes, only asking tells', async () => {
  const { session, intent, url } = await sessionFor(town)
  await payWith(url, 'webhook-never')
  await new Promise((resolve) => setTimeout(resolve, 600))
  assert.equal(toldOf(intent).length, 0)
  assert.equal((await outcomeOf(session)).state, 'paid')
})

test('ten refused tries end the session', async () => {
  const { session, url } = await sessionFor(town)
  for (let tries = 0; tries < 10; tries += 1) await payWith(url, 'declined')
  assert.deepEqual(await outcomeOf(session), { state: 'failed', reason: 'other' })
})

test('a double click, a reload and the back button charge once', async () => {
  const { session, url } = await sessionFor(town)
  const shown = attemptOf(await browse(url))
  const click = () => submitCard(url, cardNumber('success'), shown)
  const answers = await Promise.all([click(), click(), click(), click()])
  assert.ok(answers.every((each) => each.location === town.shop.returnUrl))
  assert.equal((await click()).location, town.shop.returnUrl)
  assert.ok((await browse(url)).text.includes('お支払いが済みました'))
  assert.equal(await chargesOf(town, session), 1)
})

test('a double click with a refused card counts as one try', async () => {
  const { session, url } = await sessionFor(town)
  const shown = attemptOf(await browse(url))
  const click = () => submitCard(url, cardNumber('declined'), shown)
  await Promise.all([click(), click()])
  assert.equal((await town.adapter.sessionStatus(session)).attempts, 1)
  await submitCard(url, cardNumber('success'), shown)
  assert.equal(
    (await outcomeOf(session)).state,
    'paid',
    'a stale form with another card is a new try',
  )
})

test('a real-looking card is refused, named in no answer and kept in no file', async () => {
  const { url } = await sessionFor(town)
  for (const number of ['4111111111111111', '5555 5555 5555 4444', '3530 1113 3330 0000']) {
    const answer = await submitCard(url, number, '1')
    assert.equal(answer.status, 422)
    assert.ok(answer.text.includes('テスト用カードの番号ではありません'))
    assert.ok(!answer.text.includes(number))
  }
  for (const { name } of testCards) await payWith((await sessionFor(town)).url, name)
  const record = await readFile(town.recordPath, 'utf8')
  for (const { number } of testCards) assert.ok(!record.includes(number))
  assert.ok(!record.includes('4111111111111111'))
})

test('a wrong number, date or code is said at the form, and no bank is asked', async () => {
  const { session, url } = await sessionFor(town)
  const fields = { number: cardNumber('success'), expiry: '12/34', code: '123', attempt: '1' }
  for (const [wrong, sentence] of [
    [{ number: '4242424242424241' }, 'カード番号が正しくありません'],
    [{ expiry: '01/20' }, '有効期限を'],
    [{ code: '12' }, 'セキュリティコードは3けた'],
  ] as const) {
    const answer = await browse(`${url}/card`, { form: { ...fields, ...wrong } })
    assert.equal(answer.status, 422)
    assert.ok(answer.text.includes(sentence))
  }
  assert.equal((await town.adapter.sessionStatus(session)).attempts, 0)
})
