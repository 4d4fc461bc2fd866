import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Browser } from './browser.ts'
import { type House, openHouse } from './house.ts'
import { type Keeper, keeperOf, publish, signedIn } from './sellers.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

interface Scene {
  keeper: Keeper
  buyer: Browser
  order: string
  /** The buyer's page. */
  at: string
}

async function scene(name: string): Promise<Scene> {
  const keeper = await keeperOf(house, `shop-${name}@example.jp`)
  await publish(keeper)
  const { buyer, order } = await boughtBy(`buyer-${name}@example.jp`, [keeper.shop])
  return { keeper, buyer, order, at: `/orders/${order}/messages` }
}

async function boughtBy(address: string, sellers: string[]) {
  const lines = sellers.map((_, place) => ({ title: `月の蔵 ${place}`, price: 1200 }))
  const { id, ticket } = await house.order({ lines, sellers })
  const buyer = await signedIn(house, address)
  const page = await buyer.get(`/checkout/${id}?ticket=${ticket}`)
  await buyer.send(page, `/checkout/${id}`)
  await house.pay(id)
  return { buyer, order: id }
}

const write = async ({ buyer, at }: Scene, text: string) =>
  buyer.send(await buyer.get(at), at, { text })

test('buyer and seller write to each other on their own pages, and mails say only that', async () => {
  const talk = await scene('talk')
  const { keeper, buyer, order, at } = talk
  assert.match((await buyer.get(at)).text, /まだメッセージはありません/)
  assert.match((await keeper.browser.get('/seller/messages')).text, /まだ届いていません/)
  const sent = await write(talk, '愛子です。いつ届きますか<b>')
  assert.match(sent.text, /送りました/)
  assert.match(sent.text, /愛子です。いつ届きますか&lt;b/)
  assert.match(sent.text, /まで保管/)
  const notice = await house.letterTo('shop-talk@example.jp')
  assert.ok(!notice.text.includes('愛子'))
  assert.match(notice.text, new RegExp(`/seller/messages\\?order=${order}`))
  const list = await keeper.browser.get('/seller/messages')
  assert.match(list.text, /返信待ち/)
  assert.ok(!list.text.includes('愛子'))
  const seen = await keeper.browser.get(`/seller/messages?order=${order}`)
  assert.match(seen.text, /愛子です。いつ届きますか/)
  await keeper.browser.send(seen, '/seller/messages', { text: '明日お送りします' })
  assert.match((await buyer.get(at)).text, /明日お送りします/)
  assert.match((await keeper.browser.get('/seller/messages')).text, /返信済み/)
  const openings = await buyer.get('/data/openings?purpose=message')
  assert.match(openings.text, /注文のメッセージの表示/)
})

test('nobody but the two of them reads it, and who asks learns nothing', async () => {
  const talk = await scene('third')
  await write(talk, '秘密です')
  const { order, at } = talk
  const other = await scene('third-other')
  for (const stranger of [house.browser(), other.buyer, other.keeper.browser]) {
    const page = await stranger.get(at)
    assert.match(page.url, /\?to=messages$|^\/orders/)
    assert.ok(!page.text.includes('秘密') && !page.text.includes('蓮 Ren'))
    const asShop = await stranger.get(`/seller/messages?order=${order}`)
    assert.ok(!asShop.text.includes('秘密'))
  }
  const theirs = await other.keeper.browser.get(`/seller/messages?order=${order}`)
  assert.equal(theirs.status, 404)
  const posted = await other.keeper.browser.post('/seller/messages', { order, text: 'hello' })
  assert.equal(posted.status, 404)
})

test('a shop whose order it is not reads nothing, even of the same market’s buyer', async () => {
  const talk = await scene('shelf')
  await write(talk, '別のお店には秘密')
  const { keeper } = await scene('shelf-other')
  const asked = `${talk.at}?seller=${keeper.shop}`
  assert.equal((await talk.buyer.get(asked)).status, 404)
})

test('an order of two shops has two conversations', async () => {
  const [one, two] = [
    await keeperOf(house, 'two-one@example.jp'),
    await keeperOf(house, 'two-two@example.jp'),
  ]
  await publish(one)
  await publish(two)
  const { buyer, order } = await boughtBy('two-buyer@example.jp', [one.shop, two.shop])
  const at = `/orders/${order}/messages`
  const second = await buyer.get(`${at}?seller=${two.shop}`)
  await buyer.send(second, at, { text: '二つ目のお店へ' })
  assert.ok(!(await buyer.get(`${at}?seller=${one.shop}`)).text.includes('二つ目のお店へ'))
  assert.equal((await one.browser.get(`/seller/messages?order=${order}`)).status, 404)
  assert.match((await two.browser.get(`/seller/messages?order=${order}`)).text, /二つ目/)
})

test('what was typed stays when it is refused, but never a card number', async () => {
  const talk = await scene('refused')
  const { buyer, at } = talk
  const empty = await buyer.send(await buyer.get(at), at, { text: '  ' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /text-problem/)
  const long = await buyer.send(await buyer.get(at), at, { text: 'あ'.repeat(2001) })
  assert.equal(long.status, 422)
  assert.match(long.text, /あああ/)
  const card = await buyer.send(await buyer.get(at), at, { text: '番号は 4242424242424242 です' })
  assert.equal(card.status, 422)
  assert.ok(!card.text.includes('4242424242424242'))
  await house.vaultAway()
  const away = await buyer.post(at, { seller: talk.keeper.shop, text: 'まだそこにいますか' })
  assert.ok(away.status >= 500)
  await house.vaultBack()
  for (let count = 0; count < 30; count += 1) await write(talk, `${count}`)
  const over = await write(talk, '三十一')
  assert.equal(over.status, 429)
  assert.match(over.text, />三十一<\/textarea>/)
})

test('a message is reported with a reason, and its writer can write no more', async () => {
  const talk = await scene('report')
  const { keeper, buyer, order, at } = talk
  await write(talk, 'こんにちは')
  const seen = await keeper.browser.get(`/seller/messages?order=${order}`)
  await keeper.browser.send(seen, '/seller/messages', { text: '口座に振り込んでください' })
  const page = await buyer.get(at)
  const bare = await buyer.send(page, `${at}/reports`)
  assert.equal(bare.status, 422)
  const reported = await buyer.send(page, `${at}/reports`, { reason: 'solicits' })
  assert.match(reported.text, /通報しました/)
  assert.match(reported.text, /通報済み/)
  const closed = await keeper.browser.get(`/seller/messages?order=${order}`)
  assert.match(closed.text, /もう書き込めません/)
  assert.ok(!closed.text.includes('<textarea'))
  const forced = await keeper.browser.post('/seller/messages', { order, text: 'もう一度' })
  assert.equal(forced.status, 403)
})

test('a guest proves the mailbox of the order and comes to the messages', async () => {
  const keeper = await keeperOf(house, 'guest-shop@example.jp')
  await publish(keeper)
  const { id, ticket } = await house.order({ sellers: [keeper.shop] })
  const placing = house.browser()
  const who = await placing.get(`/checkout/${id}?ticket=${ticket}`)
  await placing.send(who, `/checkout/${id}`, { address: 'guest-talk@example.jp' })
  await house.pay(id)
  const guest = house.browser()
  const ask = await guest.get(`/orders/${id}/messages`)
  const code = await guest.send(ask, `/orders/${id}`)
  const typed = { code: await house.codeTo('guest-talk@example.jp') }
  const page = await guest.send(code, `/orders/${id}/code`, typed)
  assert.equal(page.url, `/orders/${id}/messages`)
  const at = `/orders/${id}/messages`
  assert.match((await guest.send(page, at, { text: 'ゲストです' })).text, /ゲストです/)
})
