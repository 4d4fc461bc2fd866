import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Browser } from './browser.ts'
import { type House, openHouse, origins } from './house.ts'
import type { OrderWish } from './shelves.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

const state = createHash('sha256').update('nonce').digest('base64url')

async function bought(address: string, wish: OrderWish & { receiptName?: string } = {}) {
  const { id, ticket } = await house.order(wish)
  const browser = house.browser()
  const page = await browser.get(`/checkout/${id}?ticket=${ticket}`)
  const { receiptName = '' } = wish
  await browser.send(page, `/checkout/${id}`, { address, receiptName })
  await house.pay(id)
  return id
}

async function proves(browser: Browser, order: string, address: string, path: string) {
  const code = await browser.send(await browser.get(path), `/orders/${order}`)
  assert.equal(code.url, `/orders/${order}/code`)
  return browser.send(code, `/orders/${order}/code`, { code: await house.codeTo(address) })
}

test('the mailed link and a code open the order in any browser', async () => {
  const order = await bought('guest@example.jp')
  const browser = house.browser()
  const page = await proves(browser, order, 'guest@example.jp', `/orders/${order}`)
  assert.equal(page.status, 200)
  assert.match(page.text, new RegExp(`${origins.shop}/orders/${order}/access`))
  assert.match(page.text, new RegExp(`/orders/${order}/receipt`))
})

test('coming from the shop, the proven mailbox goes back there as a code', async () => {
  const order = await bought('shop@example.jp')
  const browser = house.browser()
  const path = `/orders/${order}?state=${state}`
  const back = await proves(browser, order, 'shop@example.jp', path)
  assert.match(back.location, new RegExp(`^${origins.shop}/sign-in/return\\?code=[\\w-]{43}$`))
  const again = await browser.get(path)
  assert.match(again.location, /\/sign-in\/return\?code=/)
})

test('an order that does not exist asks for a code like any other', async () => {
  const order = await bought('real@example.jp')
  const unknown = house.newId()
  const [real, none] = [house.browser(), house.browser()]
  const one = await real.send(await real.get(`/orders/${order}`), `/orders/${order}`)
  const other = await none.send(await none.get(`/orders/${unknown}`), `/orders/${unknown}`)
  assert.equal(one.status, other.status)
  assert.equal(one.text.replaceAll(order, '…'), other.text.replaceAll(unknown, '…'))
})

test('the receipt is shown to who proved the mailbox, with totals per rate', async () => {
  const lines = [
    { title: '月の蔵', price: 1100 },
    { title: '星の蔵', price: 550 },
    { title: '米の本', price: 1080, taxRate: 800 },
  ]
  const order = await bought('receipt@example.jp', { lines, receiptName: '株式会社あいこ' })
  const browser = house.browser()
  const path = `/orders/${order}/receipt`
  const asked = await browser.get(path)
  assert.equal(asked.url, `/orders/${order}?to=receipt`)
  const page = await proves(browser, order, 'receipt@example.jp', asked.url)
  assert.equal(page.url, path)
  assert.match(page.text, /株式会社あいこ 様/)
  for (const part of [
    '2,730円',
    '1,650円',
    '150円',
    '1,080円',
    '80円',
    'T1234567890123',
    '米の本 (蓮 Ren) ※',
  ]) {
    assert.ok(page.text.includes(part), part)
  }
  const renamed = await browser.send(page, path, { name: '花屋 <はな>' })
  assert.equal(renamed.status, 200)
  assert.match(renamed.text, /花屋 &lt;はな/)
  assert.doesNotMatch(renamed.text, /株式会社あいこ/)
})

test('a receipt name that cannot be is refused and kept', async () => {
  const order = await bought('long@example.jp')
  const browser = house.browser()
  const page = await proves(browser, order, 'long@example.jp', `/orders/${order}?to=receipt`)
  const long = 'あ'.repeat(101)
  const refused = await browser.send(page, `/orders/${order}/receipt`, { name: long })
  assert.equal(refused.status, 422)
  assert.ok(refused.text.includes(long))
  assert.match(refused.text, /100文字以内/)
})

test('a stranger who is signed in does not see it, and can prove the mailbox instead', async () => {
  const order = await bought('owner@example.jp')
  const stranger = house.browser()
  const code = await stranger.send(await stranger.get('/sign-in'), '/sign-in', {
    address: 'stranger@example.jp',
  })
  await stranger.send(code, '/sign-in/code', { code: await house.codeTo('stranger@example.jp') })
  assert.equal((await stranger.get(`/orders/${order}/receipt`)).url, `/orders/${order}?to=receipt`)
  const shop = await stranger.get(`/orders/${order}?state=${state}`)
  assert.equal(shop.status, 200)
  assert.equal(shop.location, '')
})

test('a guest who signs in with the same mailbox keeps the order in the account', async () => {
  const order = await bought('keeper@example.jp', { receiptName: '愛子' })
  const browser = house.browser()
  const code = await browser.send(await browser.get('/sign-in'), '/sign-in', {
    address: 'keeper@example.jp',
  })
  const home = await browser.send(code, '/sign-in/code', {
    code: await house.codeTo('keeper@example.jp'),
  })
  assert.ok(home.text.includes(`${origins.shop}/orders/${order}`))
  const receipt = await browser.get(`/orders/${order}/receipt`)
  assert.equal(receipt.status, 200)
  assert.match(receipt.text, /愛子 様/)
})

test('an order that is not paid has no receipt yet', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  const who = await browser.get(`/checkout/${id}?ticket=${ticket}`)
  await browser.send(who, `/checkout/${id}`, { address: 'unpaid@example.jp' })
  const page = await proves(browser, id, 'unpaid@example.jp', `/orders/${id}?to=receipt`)
  assert.equal(page.status, 409)
})
