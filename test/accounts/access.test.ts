import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type PostName, pages, posts, type Visitor } from '#sites/accounts/routes.ts'
import type { Browser, Page } from './browser.ts'
import { type House, openHouse } from './house.ts'

const visitors: readonly Visitor[] = ['anyone', 'at-checkout', 'order-holder', 'member', 'seller']

/** Who may pass where this kind of visitor is asked for. */
const whoPasses: Record<Visitor, readonly Visitor[]> = {
  anyone: visitors,
  'at-checkout': ['at-checkout'],
  'order-holder': ['order-holder'],
  member: ['member', 'seller'],
  seller: ['seller'],
}

interface Town {
  held: string
  paid: string
  shop: string
  cookies: Record<Visitor, Map<string, string>>
}

let house: House
let town: Town
beforeAll(async () => {
  house = await openHouse()
  town = await populate()
})
afterAll(() => house.close())

async function populate(): Promise<Town> {
  const [held, paid] = [await house.order(), await house.order()]
  const checkout = house.browser()
  await checkout.get(`/checkout/${held.id}?ticket=${held.ticket}`)

  const buyer = house.browser()
  const who = await buyer.get(`/checkout/${paid.id}?ticket=${paid.ticket}`)
  await buyer.send(who, `/checkout/${paid.id}`, { address: 'holder@example.jp' })
  await house.pay(paid.id)
  const holder = house.browser()
  const asked = await holder.send(await holder.get(`/orders/${paid.id}`), `/orders/${paid.id}`)
  const code = await house.codeTo('holder@example.jp')
  await holder.send(asked, `/orders/${paid.id}/code`, { code })

  const [member, seller] = [await signedIn('aiko@example.jp'), await signedIn('ren@example.jp')]
  const shop = await house.seller(await house.memberOf(seller.cookies.get('__Host-session')!))
  return {
    held: held.id,
    paid: paid.id,
    shop,
    cookies: {
      anyone: new Map(),
      'at-checkout': checkout.cookies,
      'order-holder': holder.cookies,
      member: member.cookies,
      seller: seller.cookies,
    },
  }
}

async function signedIn(address: string): Promise<Browser> {
  const browser = house.browser()
  const code = await browser.send(await browser.get('/sign-in'), '/sign-in', { address })
  await browser.send(code, '/sign-in/code', { code: await house.codeTo(address) })
  return browser
}

function browserOf(visitor: Visitor): Browser {
  const browser = house.browser()
  for (const [name, value] of town.cookies[visitor]) browser.cookies.set(name, value)
  return browser
}

function place(path: string, asked: Visitor): string {
  const order = asked === 'at-checkout' ? town.held : town.paid
  return path.replace(':order', order).replace(':seller', town.shop)
}

const noes = ['sign-in-needed', 'not-allowed', 'not-yours', 'ticket-unknown', 'ticket-expired']

/** True when it was the visitor who was refused, not what they sent. */
function isTurnedAway(page: Page): boolean {
  const code = /class="error-code">([a-z-]+)/.exec(page.text)?.[1] ?? ''
  return noes.includes(code) || /^\/sign-in\?return=|\?to=(receipt|messages|parcel)$/.test(page.url)
}

/** What reaches the question whose it is; an empty form is refused before. */
const filled: Partial<Record<PostName, Record<string, string>>> = {
  setReceiptName: { name: '愛子' },
}

for (const visitor of visitors) {
  test(`${visitor}: every page lets in exactly who may see it`, async () => {
    for (const [name, { path, visitors: asked }] of Object.entries(pages)) {
      const page = await browserOf(visitor).get(place(path, asked))
      assert.equal(!isTurnedAway(page), whoPasses[asked].includes(visitor), `${name} ${page.url}`)
      assert.ok(page.status < 500, `${name} ${page.status}`)
    }
  })

  test(`${visitor}: every form is taken from exactly who may send it`, async () => {
    for (const name of (Object.keys(posts) as PostName[]).filter((each) => each !== 'signOut')) {
      const { path, visitors: asked } = posts[name]
      const page = await browserOf(visitor).post(place(path, asked), filled[name] ?? {})
      assert.equal(!isTurnedAway(page), whoPasses[asked].includes(visitor), `${name} ${page.url}`)
      assert.ok(page.status < 500, `${name} ${page.status}`)
    }
  })
}

test('no form is taken from a page of another site, whoever sends it', async () => {
  for (const visitor of visitors) {
    for (const { path, visitors: asked } of Object.values(posts)) {
      const page = await browserOf(visitor).post(place(path, asked), {}, 'http://localhost:8080')
      assert.equal(page.status, 403)
    }
  }
})

test('a stranger’s bad input leads to the proof, and shows nothing of the order', async () => {
  const page = await browserOf('member').post(`/orders/${town.paid}/receipt`, {})
  assert.ok(isTurnedAway(page))
  assert.doesNotMatch(page.text, /月の蔵/)
})
