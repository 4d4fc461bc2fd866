import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { type House, openHouse, origins } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

const aiko = { as: 'guest', address: 'aiko@example.jp', receiptName: '' }

test('a ticket lets a browser in once, and leaves the address bar', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  const page = await browser.get(`/checkout/${id}?ticket=${ticket}`)
  assert.equal(page.status, 200)
  assert.equal(page.url, `/checkout/${id}`)
  assert.match(page.text, /月の蔵/)
  assert.match(page.text, /1,200円/)

  assert.equal((await browser.get(`/checkout/${id}?ticket=${ticket}`)).status, 200)
  const other = await house.browser().get(`/checkout/${id}?ticket=${ticket}`)
  assert.equal(other.status, 410)
  assert.match(other.text, /使用済み/)
})

test('no ticket, a wrong one, an old one and one for another order are refused', async () => {
  const { id, ticket } = await house.order()
  const another = await house.order()
  assert.equal((await house.browser().get(`/checkout/${id}`)).status, 404)
  assert.equal((await house.browser().get(`/checkout/${id}?ticket=rubbish`)).status, 404)
  assert.equal((await house.browser().get(`/checkout/${another.id}?ticket=${ticket}`)).status, 404)
  house.clock.advance(10 * 60_000)
  assert.equal((await house.browser().get(`/checkout/${id}?ticket=${ticket}`)).status, 410)
})

test('a guest who says who they are is led to the payment page with a pass', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  const page = await browser.get(`/checkout/${id}?ticket=${ticket}`)
  const paid = await browser.send(page, `/checkout/${id}`, aiko)
  assert.equal(paid.status, 303)
  assert.match(paid.location, new RegExp(`^${origins.pay}/\\?t=[\\w-]{43}&lang=ja$`))
})

test('pressed twice, or after going back, it leads on as if pressed once', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  const both = await Promise.all([
    browser.post(`/checkout/${id}`, aiko),
    browser.post(`/checkout/${id}`, aiko),
  ])
  assert.deepEqual(
    both.map((each) => each.status),
    [303, 303],
  )
  const back = await browser.get(`/checkout/${id}`)
  assert.equal((await browser.send(back, `/checkout/${id}`, aiko)).status, 303)
})

test('an address with a slip is asked about before anything is bound', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  const typed = { ...aiko, address: 'aiko@gmial.com' }
  const asked = await browser.post(`/checkout/${id}`, typed)
  assert.equal(asked.status, 422)
  assert.match(asked.text, /aiko@gmail\.com/)
  assert.match(asked.text, /value="aiko@gmial\.com"/)
  const kept = await browser.post(`/checkout/${id}`, { ...typed, use: 'typed' })
  assert.equal(kept.status, 303)
  const corrected = await browser.post(`/checkout/${id}`, { ...typed, use: 'suggestion' })
  assert.equal(corrected.status, 303)
  await house.pay(id)
  await house.letterTo('aiko@gmail.com')
})

test('bad input says which field and what to do, and keeps what was typed', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  browser.language = 'en'
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  const bad = await browser.post(`/checkout/${id}`, {
    as: 'guest',
    address: 'aiko(at)example',
    receiptName: 'Aiko & Co. <Tokyo>',
  })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /should look like aiko@example\.jp/)
  assert.match(bad.text, /value="aiko\(at\)example"/)
  assert.match(bad.text, /value="Aiko &amp; Co\. &lt;Tokyo>"|Aiko &amp; Co\. &lt;Tokyo/)
})

test('a card number is refused in every field and not shown again', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  for (const field of ['address', 'receiptName']) {
    const refused = await browser.post(`/checkout/${id}`, { ...aiko, [field]: '4111111111111111' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /カード番号/)
    assert.doesNotMatch(refused.text, /4111111111111111/)
  }
})

test('an order that is paid already leads to its page in the shop', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  await browser.post(`/checkout/${id}`, aiko)
  await house.pay(id)
  for (const page of [
    await browser.get(`/checkout/${id}`),
    await browser.post(`/checkout/${id}`, aiko),
  ]) {
    assert.equal(page.status, 303)
    assert.equal(page.location, `${origins.shop}/orders/${id}`)
  }
})

test('an order that was given up says so', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  await house.market.query('insert into releases values ($1, now())', [id])
  assert.equal((await browser.get(`/checkout/${id}`)).status, 410)
})

test('a form from another page of the same site is refused', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  for (const origin of [origins.shop, 'null', 'https://evil.example']) {
    assert.equal((await browser.post(`/checkout/${id}`, aiko, origin)).status, 403)
  }
})

test('while the vault is away the page says so and keeps what was typed', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  await house.vaultAway()
  const away = await browser.post(`/checkout/${id}`, aiko)
  assert.equal(away.status, 503)
  assert.match(away.text, /value="aiko@example\.jp"/)
  assert.match(away.text, /一時的に止まっています/)
  await house.vaultBack()
  assert.equal((await browser.post(`/checkout/${id}`, aiko)).status, 303)
})

test('pages are kept by nobody and lead nowhere but to our own hosts', async () => {
  const { id, ticket } = await house.order()
  const { headers } = await house.browser().get(`/checkout/${id}?ticket=${ticket}`)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('referrer-policy'), 'same-origin')
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  const forms = /form-action ([^;]*)/.exec(policy)?.[1]?.split(' ').sort()
  assert.deepEqual(forms, ["'self'", origins.shop, origins.pay].sort())
})
