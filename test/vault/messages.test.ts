import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, inTime, paid, sellerIn, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)

async function scene(name: string) {
  const shop = await sellerIn(town, `shop-${name}@people.example`)
  const buyer = await signIn(town, `buyer-${name}@people.example`)
  const order = randomUUID()
  const bound = { order, session: buyer.session, address: null, receiptName: '' } as const
  await town.ask.accounts.bindOrder({ ...bound, locale: 'ja' }, inTime)
  const about = { order, seller: shop.seller, orderAccess: null }
  const asBuyer = { ...about, as: 'buyer', session: buyer.session } as const
  const asSeller = { ...about, as: 'seller', session: shop.session } as const
  return { order, asBuyer, asSeller, shop, buyer }
}

const { write, read } = {
  write: (side: object, text: string) =>
    town.ask.accounts.writeMessage({ ...side, text } as never, inTime),
  read: async (side: object) =>
    (await town.ask.accounts.messagesOf(side as never, inTime)).messages,
}

test('buyer and seller of a paid order write to each other, and both are told', async () => {
  const { order, asBuyer, asSeller, shop, buyer } = await scene('talk')
  await assert.rejects(async () => write(asBuyer, 'いつ届きますか'), refused('not-paid'))
  await paid(town, order)
  await allLetters(town)
  await write(asBuyer, 'いつ届きますか、愛子です')
  await write(asBuyer, 'よろしくお願いします')
  const letters = await allLetters(town)
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['shop-talk@people.example'],
  )
  assert.ok(!letters[0]!.text.includes('愛子'))
  await write(asSeller, '明日お送りします')
  assert.deepEqual(
    (await allLetters(town)).map(({ to }) => to),
    ['buyer-talk@people.example'],
  )
  const texts = ['いつ届きますか、愛子です', 'よろしくお願いします', '明日お送りします']
  for (const side of [asBuyer, asSeller]) {
    assert.deepEqual(
      (await read(side)).map(({ text }) => text),
      texts,
    )
  }
  const { conversations } = await town.ask.accounts.conversationsOf(
    { session: shop.session, seller: shop.seller, limit: 9 },
    inTime,
  )
  assert.deepEqual(conversations, [{ order, lastAt: town.clock().getTime(), isAnswered: true }])
  const want = { session: buyer.session, like: null, before: null, limit: 50 }
  const { openings } = await town.ask.accounts.myOpenings(want, inTime)
  assert.equal(openings.filter(({ purpose }) => purpose === 'message').length, 2)
})

test('a seller answers and never begins, and strangers read nothing', async () => {
  const { order, asBuyer, asSeller } = await scene('begin')
  const other = await scene('other')
  await paid(town, order)
  await assert.rejects(async () => write(asSeller, 'hello'), refused('not-yours'))
  await write(asBuyer, 'hello')
  const strangers = [
    { ...asBuyer, session: other.buyer.session },
    { ...asSeller, session: other.shop.session },
    { ...asSeller, session: other.buyer.session },
    { ...other.asSeller, order },
  ]
  for (const stranger of strangers) {
    await assert.rejects(async () => read(stranger), refused('not-yours'))
  }
})

test('messages go after a year, and a conversation holds two hundred', async () => {
  const { order, asBuyer } = await scene('long')
  await paid(town, order)
  for (let count = 0; count < 200; count += 1) await write(asBuyer, `${count}`)
  await assert.rejects(async () => write(asBuyer, 'more'), refused('not-allowed'))
  town.clock.advance(366 * 86_400_000)
  await forgetOverdue(town.vault.core)
  const left = await town.look('select 1 from messages where order_id = $1', [order])
  assert.equal(left.length, 0)
})

test('a card number is not kept, whoever writes it', async () => {
  const { order, asBuyer } = await scene('card')
  await paid(town, order)
  await assert.rejects(
    async () => write(asBuyer, 'it is 4242 4242 4242 4242'),
    refused('card-number'),
  )
  assert.deepEqual(await read(asBuyer), [])
})

test('who reports a message of the other side is not written to any more, and operators hear which order', async () => {
  await firstOperator(town)
  const { order, asBuyer, asSeller, buyer } = await scene('report')
  await paid(town, order)
  await write(asBuyer, '愛子です、いつ届きますか')
  await write(asSeller, '直接お支払いください')
  await allLetters(town)
  const report = (side: object, message: string) =>
    town.ask.accounts.reportMessage({ ...side, message, reason: 'solicits' } as never, inTime)
  const [mine, theirs] = await read(asBuyer)
  const other = await scene('report-other')
  await paid(town, other.order)
  await assert.rejects(async () => report(asBuyer, mine!.id), refused('not-found'))
  await assert.rejects(async () => report(other.asBuyer, theirs!.id), refused('not-found'))
  const stranger = { ...asBuyer, session: other.buyer.session }
  await assert.rejects(async () => report(stranger, theirs!.id), refused('not-yours'))
  await allLetters(town)
  await report(asBuyer, theirs!.id)
  await report(asBuyer, theirs!.id)
  const letters = await allLetters(town)
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['osamu@people.example'],
  )
  assert.match(letters[0]!.text, new RegExp(order))
  assert.ok(!letters[0]!.text.includes('愛子') && !letters[0]!.text.includes('直接'))
  await assert.rejects(async () => write(asSeller, 'again'), refused('not-allowed'))
  await write(asBuyer, 'お返事は要りません')
  const ask = town.ask.accounts
  const seen = await ask.messagesOf({ ...asBuyer, session: buyer.session }, inTime)
  assert.deepEqual(
    seen.messages.map(({ isReported }) => isReported),
    [false, true, false],
  )
  const closed = await ask.messagesOf(asSeller, inTime)
  assert.deepEqual([seen.isClosed, closed.isClosed, closed.left], [false, true, 197])
})
