import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Browser, Page } from './browser.ts'
import { type House, openHouse } from './house.ts'
import { type Keeper, keeperOf, publish, signedIn } from './sellers.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

const origin = 'http://account.localhost:8080'
const japanese = {
  ...{ form: 'japanese', name: '森 蓮', country: 'JP', postalCode: '７１０-００４６' },
  ...{ region: '岡山県', city: '倉敷市', street: '中央 1-1', building: '', phone: '' },
}
const foreign = {
  ...{ form: 'foreign', name: 'Ren Mori', country: 'FR', postalCode: '75001', region: '' },
  ...{ city: 'Paris', street: '1 rue de la Paix', building: '', phone: '+33 1 00 00 00 00' },
}

async function keeperWith(name: string): Promise<Keeper> {
  const keeper = await keeperOf(house, `${name}@example.jp`)
  await publish(keeper)
  return keeper
}

async function arrived(browser: Browser, sellers: string[]) {
  const lines = [{ title: '冊子つき', price: 1200, ships: true }]
  const { id, ticket } = await house.order({ lines, sellers })
  return { id, page: await browser.get(`/checkout/${id}?ticket=${ticket}`) }
}

async function bought(keeper: Keeper, address: Record<string, string>, mailbox: string) {
  const browser = house.browser()
  const { id, page } = await arrived(browser, [keeper.shop])
  const gone = await browser.send(page, `/checkout/${id}`, { address: mailbox, ...address })
  assert.match(gone.location, /pay\.localhost/)
  await house.pay(id)
  return id
}

const listed = (orders: string[]) => orders.map((order): [string, string] => ['orders[]', order])

/** As the island does: asks with the list, and sends it with the answer. */
async function opened({ browser, key }: Keeper, orders: string[], signed = orders): Promise<Page> {
  const at = '/seller/parcels/labels'
  const asked = await browser.post(`${at}/challenge`, listed(signed))
  const assertion = key.confirm(JSON.parse(asked.text), origin)
  return browser.post(at, [...listed(orders), ['assertion', assertion]])
}

test('an order that comes by post asks where to, and keeps what was typed when it is refused', async () => {
  const keeper = await keeperWith('ask-shop')
  const browser = house.browser()
  const { id, page } = await arrived(browser, [keeper.shop])
  assert.match(page.text, /お届け先/)
  const bare = await browser.send(page, `/checkout/${id}`, { address: 'bare@example.jp' })
  assert.equal(bare.status, 422)
  assert.match(bare.text, /street-problem/)
  const wrong = { ...japanese, postalCode: '12', note: '宅配ボックスへ' }
  const typed = { address: 'bare@example.jp', ...wrong }
  const refused = await browser.send(bare, `/checkout/${id}`, typed)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /postalCode-problem/)
  assert.match(refused.text, /value="中央 1-1"/)
  assert.match(refused.text, /value="宅配ボックスへ"/)
  const files = await house.order()
  const other = house.browser()
  const plain = await other.get(`/checkout/${files.id}?ticket=${files.ticket}`)
  assert.ok(!plain.text.includes('お届け先'))
})

test('labels of here and abroad are printed as they are written there, and the buyer sees it', async () => {
  const keeper = await keeperWith('print-shop')
  const here = await bought(keeper, japanese, 'here@example.jp')
  const abroad = await bought(keeper, foreign, 'abroad@example.jp')
  const list = await keeper.browser.get('/seller/parcels')
  assert.match(list.text, /冊子つき/)
  assert.match(list.text, /お客さまが見られます/)
  assert.ok(!list.text.includes('森 蓮') && !list.text.includes('Paris'))
  const labels = await opened(keeper, [here, abroad])
  assert.equal(labels.status, 200)
  for (const part of ['〒710-0046', '岡山県倉敷市', '中央 1-1', '森 蓮 様']) {
    assert.ok(labels.text.includes(part), part)
  }
  const order = ['Ren Mori', '1 rue de la Paix', 'Paris 75001', 'FRANCE']
  const places = order.map((part) => labels.text.indexOf(part))
  assert.deepEqual(
    places,
    places.toSorted((one, two) => one - two),
  )
  assert.ok(places.every((place) => place > 0))
  const buyer = await signedIn(house, 'here@example.jp')
  const seen = await buyer.get('/data/openings?purpose=label')
  assert.match(seen.text, /荷物の宛名の印刷/)
  assert.match(seen.text, /出店者/)
})

test('after shipping a label is opened no more', async () => {
  const keeper = await keeperWith('ship-shop')
  const order = await bought(keeper, japanese, 'ship@example.jp')
  const one = await keeper.browser.get(`/seller/parcels?order=${order}`)
  const sent = await keeper.browser.send(one, '/seller/parcels/shipments', { order })
  assert.match(sent.text, /発送済みにしました/)
  assert.ok(!sent.text.includes('冊子つき'))
  const again = await opened(keeper, [order])
  assert.equal(again.status, 404)
  assert.ok(!again.text.includes('森 蓮'))
  const gone = await keeper.browser.get(`/seller/parcels?order=${order}`)
  assert.match(gone.text, /この注文に送る荷物はありません/)
})

test('a shop opens no label of another shop, nor one more than it confirmed', async () => {
  const [hana, ren] = [await keeperWith('own-shop'), await keeperWith('other-shop')]
  const mine = await bought(hana, japanese, 'own@example.jp')
  const more = await bought(hana, japanese, 'more@example.jp')
  const stolen = await opened(ren, [mine])
  assert.equal(stolen.status, 404)
  const widened = await opened(hana, [mine, more], [mine])
  assert.equal(widened.status, 401)
  const shipped = await ren.browser.post('/seller/parcels/shipments', { order: mine })
  assert.equal(shipped.status, 404)
  for (const page of [stolen, widened, shipped]) assert.ok(!page.text.includes('森 蓮'))
  const none = await hana.browser.post('/seller/parcels/labels', {})
  assert.equal(none.status, 422)
})

test('a member chooses from the own address book, and nobody else’s', async () => {
  const keeper = await keeperWith('book-shop')
  const buyer = await signedIn(house, 'book-buyer@example.jp')
  await buyer.send(await buyer.get('/book'), '/book/addresses', japanese)
  const { id, page } = await arrived(buyer, [keeper.shop])
  const entry = /name="to" value="([0-9a-f-]{36})"/.exec(page.text)?.[1] ?? ''
  const stranger = await signedIn(house, 'book-stranger@example.jp')
  const theirs = await arrived(stranger, [keeper.shop])
  const refused = await stranger.post(`/checkout/${theirs.id}`, { as: 'member', to: entry })
  assert.equal(refused.status, 422)
  const gone = await buyer.post(`/checkout/${id}`, { as: 'member', to: entry, note: '玄関へ' })
  assert.match(gone.location, /pay\.localhost/)
  await house.pay(id)
  const labels = await opened(keeper, [id])
  assert.match(labels.text, /森 蓮 様/)
  assert.match(labels.text, /玄関へ/)
})

test('the rooms of sellers are named only to those who sell', async () => {
  const keeper = await keeperWith('named-shop')
  const member = await signedIn(house, 'no-shop@example.jp')
  for (const path of ['/', '/book', '/data', '/sessions']) {
    assert.match((await keeper.browser.get(path)).text, /href="\/seller\/parcels"/, path)
    assert.doesNotMatch((await member.get(path)).text, /\/seller\//, path)
  }
})

test('who turns to an address abroad loses nothing that was typed, and hears all that is wrong at once', async () => {
  const keeper = await keeperWith('turn-shop')
  const browser = house.browser()
  const { id, page } = await arrived(browser, [keeper.shop])
  const typed = { address: 'turn@example.jp', name: '森 蓮', postalCode: '12', city: '' }
  const wrong = await browser.send(page, `/checkout/${id}`, typed)
  assert.equal(wrong.status, 422)
  for (const field of ['postalCode', 'region', 'city', 'street']) {
    assert.ok(wrong.text.includes(`field-${field}-problem`), field)
  }
  const turned = await browser.send(wrong, `/checkout/${id}`, { ...typed, other: 'form' })
  assert.equal(turned.status, 200)
  assert.match(turned.text, /name="form" value="foreign"/)
  assert.match(turned.text, /value="turn@example.jp"/)
  assert.match(turned.text, /value="森 蓮"/)
  assert.ok(!turned.text.includes('-problem"'))
})

test('a buyer corrects where it goes on the order’s page until the label is opened', async () => {
  const keeper = await keeperWith('correct-shop')
  const order = await bought(keeper, japanese, 'correct@example.jp')
  const stranger = await house.browser().get(`/orders/${order}/parcel`)
  assert.match(stranger.url, /to=parcel/)
  assert.ok(!stranger.text.includes('森 蓮'))
  const buyer = await signedIn(house, 'correct@example.jp')
  const at = `/orders/${order}/parcel`
  const page = await buyer.get(at)
  assert.match(page.text, /まだ発送されていません[\s\S]*中央 1-1/)
  // A list of choices is not read from the page by this browser.
  const region = '岡山県'
  const wrong = await buyer.send(page, at, { region, street: '', note: '宅配ボックスへ' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /street-problem/)
  assert.match(wrong.text, /value="宅配ボックスへ"/)
  const done = await buyer.send(page, at, { region, street: '本町 2-2' })
  assert.match(done.text, /お届け先を直しました[\s\S]*本町 2-2/)
  assert.ok(!done.text.includes('中央 1-1'))
  assert.match((await opened(keeper, [order])).text, /本町 2-2/)
  const late = await buyer.post(at, { ...japanese, note: '' })
  assert.equal(late.status, 403)
  assert.match(late.text, /出店者がすでに宛名を開いた/)
})

test('the buyer of a parcel that was sent gets a letter and sees its number', async () => {
  const keeper = await keeperWith('tell-shop')
  const order = await bought(keeper, japanese, 'tell@example.jp')
  const one = await keeper.browser.get(`/seller/parcels?order=${order}`)
  const at = '/seller/parcels/shipments'
  const bad = await keeper.browser.send(one, at, { order, number: '1 2 3!' })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /追跡番号/)
  assert.match(bad.text, /value="1 2 3!"/)
  await keeper.browser.send(one, at, { order, carrier: 'sagawa', number: '4000-1234' })
  const letter = await house.letterTo('tell@example.jp')
  assert.match(letter.text, /佐川急便[\s\S]*4000-1234/)
  const buyer = await signedIn(house, 'tell@example.jp')
  const page = await buyer.get(`/orders/${order}/parcel`)
  assert.match(page.text, /に発送[\s\S]*佐川急便[\s\S]*4000-1234/)
  assert.match(page.text, /お届け先はもう直せません/)
})
