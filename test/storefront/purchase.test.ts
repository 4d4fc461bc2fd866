import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { payFor } from './payment.ts'
import { accountOrigin, type Browser, type OpenShop, openShop } from './shop.ts'

let shop: OpenShop
const content = Buffer.from('a small real book '.repeat(5_000))
const sha256 = createHash('sha256').update(content).digest('hex')

beforeAll(async () => {
  shop = await openShop('purchase')
})
afterAll(() => shop?.close())

async function offerBook(title: string, wish: { available?: number; price?: bigint } = {}) {
  const stored = await shop.files.keep('works', [content], { maxBytes: 1_000_000 })
  const file = { name: `${title}.epub`, bytes: content.length, storageKey: `${stored.key}`, sha256 }
  const upload = await shop.stall.query('select 1 from uploads where storage_key = $1', [
    stored.key,
  ])
  // One stored file belongs to one upload; later books of this test share none.
  const files = upload.rowCount === 0 ? [file] : []
  return shop.stall.offer({ title, files, ...wish })
}

async function buy(browser: Browser, work: string): Promise<string> {
  await browser.submit(`/works/${work}`, '/cart/lines')
  const answer = await browser.submit('/cart', '/checkout')
  assert.equal(answer.status, 303)
  const there = new URL(answer.headers.get('location')!)
  assert.equal(there.origin, accountOrigin)
  return there.pathname.split('/')[2]!
}

const pay = (order: string) => payFor(shop.stall, order)

test('a work goes from its page into the cart, to the checkout, and comes as the same bytes', async () => {
  const book = await offerBook('灯台の本')
  const browser = shop.browser()
  const order = await buy(browser, book.id)
  assert.match(await browser.text(`/orders/${order}`), /お取り置き/)
  await pay(order)

  const page = await browser.text(`/orders/${order}`)
  assert.match(page, /ありがとうございます/)
  const file = `/orders/${order}/files/${book.uploads[0]}`
  assert.ok(page.includes(file))
  const download = await browser.get(file)
  assert.equal(download.headers.get('content-length'), String(content.length))
  assert.match(download.headers.get('content-disposition')!, /^attachment; .*%E7%81%AF/)
  assert.equal(download.headers.get('x-content-type-options'), 'nosniff')
  assert.deepEqual(Buffer.from(await download.arrayBuffer()), content)

  const part = await browser.get(file, { range: 'bytes=100-199' })
  assert.equal(part.status, 206)
  assert.equal(part.headers.get('content-range'), `bytes 100-199/${content.length}`)
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), content.subarray(100, 200))
  const etag = download.headers.get('etag')!
  const fresh = await browser.get(file, { range: 'bytes=0-9', 'if-range': '"another"' })
  assert.equal(fresh.status, 200)
  await fresh.body?.cancel()
  assert.equal((await browser.get(file, { range: 'bytes=0-9', 'if-range': etag })).status, 206)
  assert.equal((await browser.get(file, { range: `bytes=${content.length}-` })).status, 416)
  assert.equal((await browser.head(file)).headers.get('content-length'), String(content.length))

  // The cart that was paid for is done with.
  assert.match(await browser.text('/cart'), /カートは空です/)
})

test('another browser gets neither the order nor its files, and does not learn that it exists', async () => {
  const book = await offerBook('秘密の本')
  const order = await buy(shop.browser(), book.id)
  await pay(order)
  const stranger = shop.browser()
  const page = await stranger.get(`/orders/${order}`)
  const nothing = await stranger.get(`/orders/${randomUUID()}`)
  assert.deepEqual([page.status, nothing.status], [403, 403])
  const [mine, none] = [await page.text(), await nothing.text()]
  assert.equal(mine.replaceAll(order, 'X').length, none.replaceAll(/[0-9a-f-]{36}/g, 'X').length)
  assert.equal((await stranger.get(`/orders/${order}/files/${randomUUID()}`)).status, 403)
  assert.equal((await stranger.get(`/orders/${order}/state`)).status, 403)
})

test('an unpaid order gives no file', async () => {
  const book = await shop.stall.offer({
    title: '未払いの本',
    files: [{ name: 'a.epub', bytes: 5, storageKey: 'works/unpaid', sha256 }],
  })
  const browser = shop.browser()
  const order = await buy(browser, book.id)
  assert.equal((await browser.get(`/orders/${order}/files/${book.uploads[0]}`)).status, 404)
})

test('a double click and the back button end in one order', async () => {
  const book = await offerBook('二度押しの本')
  const browser = shop.browser()
  await browser.submit(`/works/${book.id}`, '/cart/lines')
  const version = /name="version" value="(\d+)"/.exec(await browser.text('/cart'))![1]!
  const answers = await Promise.all([1, 2, 3].map(() => browser.post('/checkout', { version })))
  const orders = answers.map((answer) => new URL(answer.headers.get('location')!).pathname)
  assert.equal(new Set(orders).size, 1)
  const order = orders[0]!.split('/')[2]!
  await pay(order)
  const again = await browser.post('/checkout', { version })
  assert.equal(again.headers.get('location'), `/orders/${order}`)
})

test('a cart changed in another tab is shown again before anything is held', async () => {
  const [one, two] = [await offerBook('一冊目'), await offerBook('二冊目')]
  const browser = shop.browser()
  await browser.submit(`/works/${one.id}`, '/cart/lines')
  const version = /name="version" value="(\d+)"/.exec(await browser.text('/cart'))![1]!
  await browser.submit(`/works/${two.id}`, '/cart/lines')
  const answer = await browser.post('/checkout', { version })
  assert.equal(answer.status, 409)
  assert.match(await answer.text(), /別の画面で内容が変わりました/)
})

test('a new price is shown beside the old one, and charged only once it was accepted', async () => {
  const book = await offerBook('値上げの本')
  const browser = shop.browser()
  await browser.submit(`/works/${book.id}`, '/cart/lines')
  await shop.stall.query(`update works set price = 1500, version = version + 1 where id = $1`, [
    book.id,
  ])
  assert.match(await browser.text('/cart'), /1,200円から1,500円に変わりました/)
  await browser.submit('/cart', '/cart/acceptances')
  const answer = await browser.submit('/cart', '/checkout')
  const order = new URL(answer.headers.get('location')!).pathname.split('/')[2]
  const { rows } = await shop.stall.query('select total from orders where id = $1', [order])
  assert.equal(BigInt(rows[0].total), 1500n)
})

test('a sold-out or withdrawn work stays in the cart, says so, and leaves when one goes on', async () => {
  const [last, gone, kept] = [
    await offerBook('最後の一冊', { available: 1 }),
    await offerBook('消えた本'),
    await offerBook('残る本'),
  ]
  const browser = shop.browser()
  for (const work of [last, gone, kept]) await browser.submit(`/works/${work.id}`, '/cart/lines')
  await shop.stall.query('update stocks set available = 0 where work_id = $1', [last.id])
  await shop.stall.query(`update works set state = 'withdrawn' where id = $1`, [gone.id])
  const page = await browser.text('/cart')
  assert.match(page, /『最後の一冊』は売り切れました/)
  assert.match(page, /『消えた本』は公開が終わりました/)
  await browser.submit('/cart', '/cart/acceptances')
  const after = await browser.text('/cart')
  assert.match(after, /残る本/)
  assert.doesNotMatch(after, /最後の一冊|消えた本/)
  assert.equal((await browser.submit('/cart', '/checkout')).status, 303)
})

test('the last copy goes to one of two buyers, and the other is told on the cart page', async () => {
  const book = await offerBook('限定の本', { available: 1 })
  const [first, second] = [shop.browser(), shop.browser()]
  for (const browser of [first, second]) await browser.submit(`/works/${book.id}`, '/cart/lines')
  const [one, other] = [
    await first.submit('/cart', '/checkout'),
    await second.post('/checkout', { version: '2' }),
  ]
  assert.deepEqual([one.status, other.status], [303, 409])
  assert.match(await other.text(), /『限定の本』は売り切れました/)
})

test('a lapsed hold can be taken up again with one click', async () => {
  const book = await offerBook('取り直す本', { available: 1 })
  const browser = shop.browser()
  const order = await buy(browser, book.id)
  await shop.stall.query('update orders set hold_until = now() where id = $1', [order])
  await shop.stall.query('select release_hold($1, now())', [order])
  assert.match(await browser.text(`/orders/${order}`), /お支払い期限が過ぎました/)
  const again = await browser.submit('/cart', '/checkout')
  assert.equal(again.status, 303)
  assert.notEqual(new URL(again.headers.get('location')!).pathname.split('/')[2], order)
})

test('a form from another site, or without saying where from, is refused', async () => {
  const book = await offerBook('よその本')
  const form = { work: book.id, price: '1200', currency: 'JPY' }
  for (const origin of ['http://account.localhost:8080', 'https://evil.example', 'null']) {
    assert.equal((await shop.browser().post('/cart/lines', form, origin)).status, 403)
  }
})

test('a form that no page of ours sends is refused without harm', async () => {
  const browser = shop.browser()
  for (const form of [
    {},
    { work: 'x', price: '1', currency: 'JPY' },
    { work: randomUUID(), price: '-1', currency: 'JPY' },
    { work: randomUUID(), price: '99999999999999999999', currency: 'JPY' },
    { work: randomUUID(), price: '1', currency: 'XXX' },
  ]) {
    assert.equal((await browser.post('/cart/lines', form as never)).status, 422)
  }
  const unknown = { work: randomUUID(), price: '1', currency: 'JPY' }
  assert.equal((await browser.post('/cart/lines', unknown)).status, 404)
  assert.equal((await browser.post('/checkout', { version: '1' })).status, 422)
  assert.deepEqual(shop.faults, [])
})

test('the count beside the cart is asked for apart, and kept by nobody', async () => {
  const book = await offerBook('数える本')
  const browser = shop.browser()
  assert.deepEqual(await (await browser.get('/cart/count')).json(), { count: 0 })
  await browser.submit(`/works/${book.id}`, '/cart/lines')
  const answer = await browser.get('/cart/count')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.deepEqual(await answer.json(), { count: 1 })
})
