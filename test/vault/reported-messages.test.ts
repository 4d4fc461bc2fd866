import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { type Act, actHash, type ReportOutcome } from '#trust/identity/acts.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, inTime, paid, sellerIn, signIn } from './people.ts'

let town: TestVault
let osamu: Awaited<ReturnType<typeof firstOperator>>
beforeAll(async () => {
  town = await openTestVault()
  osamu = await firstOperator(town)
})
afterAll(() => town.drop())

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)

/** The seller wrote `text`, and the buyer reported it. */
async function reportedTalk(name: string, text = '口座に振り込んでください、蓮') {
  const { accounts } = town.ask
  const shop = await sellerIn(town, `shop-${name}@people.example`)
  const buyer = await signIn(town, `buyer-${name}@people.example`)
  const order = randomUUID()
  const bound = { order, session: buyer.session, address: null, receiptName: '' } as const
  await accounts.bindOrder({ ...bound, locale: 'ja' }, inTime)
  await paid(town, order)
  const about = { order, seller: shop.seller, orderAccess: null }
  const asBuyer = { ...about, as: 'buyer', session: buyer.session } as const
  const asSeller = { ...about, as: 'seller', session: shop.session } as const
  await accounts.writeMessage({ ...asBuyer, text: 'いつ届きますか' }, inTime)
  await accounts.writeMessage({ ...asSeller, text }, inTime)
  const { messages } = await accounts.messagesOf(asBuyer, inTime)
  const [question, message] = messages.map(({ id }) => id) as [string, string]
  await accounts.reportMessage({ ...asBuyer, message, reason: 'solicits' }, inTime)
  await allLetters(town)
  return { order, shop, buyer, asBuyer, asSeller, message, question }
}

async function confirmed(act: Act, { session, device } = osamu) {
  const asked = { session, act: actHash(act) }
  return device.answer(await town.ask.console.operatorActChallenge(asked, inTime))
}

async function openIt(message: string, signed = message) {
  const assertion = await confirmed({ kind: 'open-reported-message', message: signed })
  const want = { session: osamu.session, message, assertion }
  return town.ask.console.openReportedMessage(want, inTime)
}

async function close(message: string, outcome: ReportOutcome, signed = outcome) {
  const assertion = await confirmed({ kind: 'close-report', message, outcome: signed })
  const want = { session: osamu.session, message, outcome, assertion }
  await town.ask.console.closeReport(want, inTime)
}

const listed = async (closed: boolean, before: string | null = null, limit = 50) => {
  const want = { session: osamu.session, closed, before, limit }
  return (await town.ask.console.messageReports(want, inTime)).reports
}

const openingsOf = async (session: Buffer) => {
  const want = { session, like: null, before: null, limit: 50 }
  const { openings } = await town.ask.accounts.myOpenings(want, inTime)
  return openings.filter(({ purpose }) => purpose === 'reported-message').length
}

test('operators see which order, which side and why, and neither names nor words', async () => {
  const { order, message, buyer, shop } = await reportedTalk('list')
  const at = town.clock().getTime()
  const [first] = await listed(false)
  const facts = { message, order, by: 'buyer', reason: 'solicits', closed: null }
  assert.deepEqual(first, { ...facts, writtenAt: at, reportedAt: at })
  const all = JSON.stringify(await listed(false))
  for (const secret of ['蓮', '振り込', buyer.member, shop.member]) assert.ok(!all.includes(secret))
  const later = []
  for (const name of ['one', 'two']) {
    town.clock.advance(1_000)
    later.push((await reportedTalk(`page-${name}`)).message)
  }
  const newest = (await listed(false, null, 2)).map((each) => each.message)
  assert.deepEqual(newest, later.toReversed())
  assert.equal((await listed(false, later[0]))[0]?.message, message)
})

test('an operator reads a reported message by passkey, and both sides see that it was read', async () => {
  const { message, order, buyer, shop } = await reportedTalk('read')
  const { text, report } = await openIt(message)
  assert.equal(text, '口座に振り込んでください、蓮')
  assert.equal(report.order, order)
  assert.deepEqual([await openingsOf(buyer.session), await openingsOf(shop.session)], [1, 1])
  const rows = await town.look<{ leaf: string }>(
    `select leaf from log_entries where purpose = 'act-verified' and about = $1`,
    [order],
  )
  const act = actHash({ kind: 'open-reported-message', message }).toString('base64url')
  assert.deepEqual(
    rows.map(({ leaf }) => JSON.parse(leaf).ref),
    [act],
  )
})

test('a message that nobody reported is not opened, not even with a passkey over it', async () => {
  const { question, message, shop } = await reportedTalk('unreported')
  await assert.rejects(openIt(question), refused('not-found'))
  await assert.rejects(openIt(randomUUID()), refused('not-found'))
  const seen = { session: osamu.session, message: question }
  await assert.rejects(
    async () => town.ask.console.messageReport(seen, inTime),
    refused('not-found'),
  )
  assert.equal(await openingsOf(shop.session), 0)
  assert.equal((await openIt(message)).report.message, message)
})

test('a passkey over one reported message opens no other, and each opening wants its own', async () => {
  const one = await reportedTalk('mine')
  const other = await reportedTalk('not-mine')
  await assert.rejects(openIt(other.message, one.message), refused('passkey-needed'))
  const assertion = await confirmed({ kind: 'open-reported-message', message: one.message })
  const want = { session: osamu.session, message: one.message, assertion }
  await town.ask.console.openReportedMessage(want, inTime)
  await assert.rejects(
    async () => town.ask.console.openReportedMessage(want, inTime),
    refused('passkey-needed'),
  )
  assert.equal(await openingsOf(other.shop.session), 0)
})

test('a report that was closed is not opened again, and is closed once', async () => {
  const { message } = await reportedTalk('closed')
  await close(message, 'warned')
  await assert.rejects(openIt(message), refused('not-found'))
  await assert.rejects(close(message, 'no-fault'), refused('not-found'))
  assert.ok(!(await listed(false)).some((each) => each.message === message))
  const done = (await listed(true)).find((each) => each.message === message)
  assert.deepEqual(done?.closed, { at: town.clock().getTime(), outcome: 'warned' })
})

test('what a report ends with is what the passkey confirmed', async () => {
  const { message } = await reportedTalk('other-end')
  await assert.rejects(close(message, 'hidden', 'no-fault'), refused('passkey-needed'))
  assert.ok((await listed(false)).some((each) => each.message === message))
})

test('both sides are told what came of a report, and nothing that was written', async () => {
  const { message } = await reportedTalk('told')
  await close(message, 'warned')
  const letters = await allLetters(town)
  const texts = Object.fromEntries(letters.map(({ to, text }) => [to, text]))
  assert.match(texts['shop-told@people.example'] ?? '', /これは警告です/)
  assert.match(texts['buyer-told@people.example'] ?? '', /警告しました/)
  assert.equal(letters.length, 2)
  for (const { text, html } of letters) assert.ok(!/蓮|振り込/.test(text + html))
})

test('a message that was hidden is shown to nobody, and its writer stays silent', async () => {
  const { message, asBuyer, asSeller } = await reportedTalk('hidden')
  await close(message, 'hidden')
  for (const side of [asBuyer, asSeller]) {
    const { messages } = await town.ask.accounts.messagesOf(side, inTime)
    assert.deepEqual(
      messages.map(({ text, outcome }) => [text, outcome]),
      [
        ['いつ届きますか', null],
        [null, 'hidden'],
      ],
    )
  }
  const again = { ...asSeller, text: 'もう一度' }
  await assert.rejects(
    async () => town.ask.accounts.writeMessage(again, inTime),
    refused('not-allowed'),
  )
})

test('where no fault was found its writer may write again', async () => {
  const { message, asBuyer, asSeller } = await reportedTalk('fair')
  const again = { ...asSeller, text: '明日お送りします' }
  await assert.rejects(
    async () => town.ask.accounts.writeMessage(again, inTime),
    refused('not-allowed'),
  )
  await close(message, 'no-fault')
  await town.ask.accounts.writeMessage(again, inTime)
  const { messages } = await town.ask.accounts.messagesOf(asBuyer, inTime)
  assert.equal(messages.at(-1)?.text, '明日お送りします')
})

test('who writes a reported message is opened a dozen times in an hour, and no more', async () => {
  const { message } = await reportedTalk('often')
  for (let count = 0; count < 12; count += 1) await openIt(message)
  await assert.rejects(openIt(message), refused('over-quota'))
})

test('a message that was erased takes its report along', async () => {
  const { message, shop } = await reportedTalk('erased')
  const { plan } = await town.ask.accounts.erasurePlan({ session: shop.session }, inTime)
  await town.ask.accounts.erase({ session: shop.session, plan }, inTime)
  await assert.rejects(openIt(message), refused('not-found'))
  assert.ok(!(await listed(false)).some((each) => each.message === message))
})
