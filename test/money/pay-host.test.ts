import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { payDocuments } from '#sites/pay/document.tsx'
import type { PayNeeds } from '#sites/pay/needs.ts'
import { pay } from '#sites/pay/pay.ts'
import { payPagePolicy } from '#sites/pay/policy.ts'
import { pages, posts, webhook } from '#sites/pay/routes.ts'
import { browse } from '#test/sandbox/browse.ts'
import { type Counter, openCounter } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.end())

const assets = {
  'site.css': '/assets/site-A.css',
  'mark.svg': '/m.svg',
  'amount.js': '/assets/a.js',
}
const documents = payDocuments(assets)

test('every address the pay host answers to is named in routes.ts, and every name is answered', () => {
  const needs = { origins: { pay: 'http://pay.localhost', shop: 'http://localhost' } }
  const answered = pay(needs as unknown as PayNeeds)
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  const named = [
    ...Object.values(pages).map(({ path }) => `GET ${path}`),
    ...Object.values(posts).map(({ path }) => `POST ${path}`),
    `POST ${webhook.path}`,
  ]
  assert.deepEqual(answered.sort(), named.sort())
})

for (const [file, text] of Object.entries(documents)) {
  test(`${file} is the same for everybody: no order, no address of a market, nothing inline`, () => {
    assert.doesNotMatch(text, /https?:\/\//)
    assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)/)
    assert.doesNotMatch(text, /<style|\sstyle=|\son[a-z]+=/)
  })

  test(`${file} has one form, without an action, and works without its script`, () => {
    const forms = [...text.matchAll(/<form[^>]*>/g)].map(([form]) => form)
    assert.equal(forms.length, 1)
    assert.doesNotMatch(forms[0]!, /action/)
    assert.match(forms[0]!, /method="post"/)
    const methods = [...text.matchAll(/name="method" value="(\w+)"/g)].map((match) => match[1])
    for (const method of methods) assert.ok(posts.handOff.form.read({ method }).ok)
    assert.deepEqual(methods, ['card', 'konbini', 'wallet'])
    assert.match(text, /<button[^>]*type="submit"/)
  })
}

test('the policy names every way out and no other', () => {
  const policy = payPagePolicy({ providers: ['https://pay.example'], shop: 'https://shop.example' })
  assert.equal(
    policy,
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
      "connect-src 'self'; form-action 'self' https://pay.example https://shop.example; " +
      "frame-ancestors 'none'; base-uri 'none'",
  )
  for (const wrong of ['https://pay.example/', '*', "'unsafe-inline'", 'https://a.example; x']) {
    assert.throws(() => payPagePolicy({ providers: [wrong], shop: 'https://shop.example' }))
  }
})

async function heldOrder() {
  const { market, clock } = counter
  return market.hold(await market.cartWith(await market.work()), { now: clock() })
}

test('without a pass nothing is told and nothing is handed off', async () => {
  const { origin } = counter
  for (const query of ['', '?t=', '?t=x', `?t=${'A'.repeat(43)}`, '?t=a&t=b', '?t=%ff']) {
    const told = await browse(`${origin}${pages.order.path}${query}`)
    assert.ok(told.status === 404 || told.status === 422, `${query}: ${told.status}`)
    const pressed = await browse(`${origin}/${query}`, { form: { method: 'card' } })
    assert.ok(pressed.status === 404 || pressed.status === 422, `${query}: ${pressed.status}`)
  }
})

test('a pass opens its own order and no other, and knowing an intent shows nothing', async () => {
  const [order, other] = [await heldOrder(), await heldOrder()]
  const pass = counter.passFor(order)
  const away = await counter.press(pass)
  assert.equal(away.status, 303)
  const { rows } = await counter.market.admin.query('select order_id, id from intents')
  assert.ok(!rows.some((row) => row.order_id === other))
  const intent = rows.find((row) => row.order_id === order)!.id
  const back = await browse(`${counter.origin}/return/${intent}`)
  assert.equal(back.status, 303)
  assert.equal(back.text, '')
})

test('who hammers one pass is asked to wait, and another pass is served', async () => {
  const pass = counter.passFor(await heldOrder())
  const statuses = []
  for (let n = 0; n < 35; n += 1) statuses.push((await counter.press(pass)).status)
  assert.ok(statuses.includes(429))
  assert.equal((await counter.press(counter.passFor(await heldOrder()))).status, 303)
})

test('a webhook is believed by its signature alone, not by where it comes from', async () => {
  const { origin } = counter
  const headers = {
    'sandbox-signature': `t=1,v1=${'0'.repeat(64)}`,
    'content-type': 'application/json',
  }
  const forged = await browse(`${origin}/webhook/sandbox`, { form: { a: '1' }, headers })
  assert.equal(forged.status, 403)
})

test('every answer of the pay host carries the headers that keep a page to itself', async () => {
  for (const path of ['/order?t=x', '/return/x', '/shop', '/nowhere']) {
    const { headers } = await browse(`${counter.origin}${path}`)
    assert.match(
      String(headers['content-security-policy']),
      /default-src 'none'.*frame-ancestors 'none'/,
    )
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'same-origin')
  }
})
