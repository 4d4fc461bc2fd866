import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { pages, posts } from '#sites/storefront/routes.ts'
import { payFor } from './payment.ts'
import { openVaultFor, type PracticeMembers } from './practice-members.ts'
import { type Browser, type OpenShop, openShop } from './shop.ts'

/**
 * Each route × each kind of visitor. The kinds: a stranger; who placed the order in this browser;
 * the member it belongs to; another member; who was signed out.
 */
type Kind = 'stranger' | 'placer' | 'owner' | 'other-member' | 'signed-out'

let shop: OpenShop
let members: PracticeMembers
let fill: Record<string, string>
const browsers = new Map<Kind, Browser>()

beforeAll(async () => {
  members = await openVaultFor()
  shop = await openShop('access', { vaultPath: members.path, clock: members.clock })
  const file = { name: 'a.epub', bytes: 5, storageKey: 'works/aa' }
  await shop.files.put(file.storageKey, [Buffer.from('hello')], { maxBytes: 10 })
  const work = await shop.stall.offer({ title: '本', files: [file] })
  const placer = shop.browser()
  await placer.submit(`/works/${work.id}`, '/cart/lines')
  const answer = await placer.submit('/cart', '/checkout')
  const order = new URL(answer.headers.get('location')!).pathname.split('/')[2]!
  const owner = await members.sessionOf('owner@mail.example')
  await members.bind(order, owner)
  await payFor(shop.stall, order)
  fill = {
    ...{ ':category': 'comic', ':work': work.id, ':handle': 'ren-access', ':picture': work.id },
    ...{ ':file': '320.webp', ':order': order, ':upload': work.uploads[0]! },
  }
  browsers.set('stranger', shop.browser())
  browsers.set('placer', placer)
  for (const [kind, session] of [
    ['owner', owner],
    ['other-member', await members.sessionOf('other@mail.example')],
    ['signed-out', await members.sessionOf('gone@mail.example')],
  ] as const) {
    const browser = shop.browser()
    await members.signIn(browser, session)
    browsers.set(kind, browser)
  }
  await browsers.get('signed-out')!.post('/sign-out', {})
})

afterAll(async () => {
  await shop?.close()
  await members?.close()
})

const pathOf = (path: string) => path.replace(/:[a-z]+/g, (name) => fill[name]!)
const mine = { stranger: 403, placer: 200, owner: 200, 'other-member': 403, 'signed-out': 403 }
const signedIn = { stranger: 303, placer: 303, owner: 200, 'other-member': 200, 'signed-out': 303 }

for (const [name, { path, visitors }] of Object.entries(pages)) {
  const expected = { anyone: undefined, 'order-holder': mine, member: signedIn }[visitors]
  test(`${name} is for ${visitors}`, async () => {
    for (const [kind, browser] of browsers) {
      const answer = await browser.get(pathOf(path))
      await answer.body?.cancel()
      if (expected) assert.equal(answer.status, expected[kind], kind)
      else assert.ok(![401, 403, 500].includes(answer.status), `${kind} ${answer.status}`)
    }
  })
}

for (const [name, { path }] of Object.entries(posts)) {
  test(`${name} is taken from our own pages only`, async () => {
    for (const origin of ['http://account.localhost:8080', 'http://localhost:8081', 'null']) {
      const answer = await browsers.get('owner')!.post(path, {}, origin)
      assert.equal(answer.status, 403)
    }
  })
}

test('a form cannot be sent by GET, nor a page by POST', async () => {
  for (const { path } of Object.values(posts)) {
    assert.equal((await browsers.get('owner')!.get(path)).status, 404, path)
  }
  for (const path of ['/', '/works', '/library', `/orders/${fill[':order']}`]) {
    assert.equal((await browsers.get('owner')!.post(path, {})).status, 404, path)
  }
})

test('a visitor who sends forms without end is asked to wait, and others are not', async () => {
  const storm = Array.from({ length: 130 }, () =>
    browsers.get('stranger')!.postFrom('203.0.113.9', '/cart/acceptances', { version: '1' }),
  )
  const statuses = (await Promise.all(storm)).map((answer) => answer.status)
  assert.ok(statuses.includes(429))
  const other = await browsers
    .get('stranger')!
    .postFrom('203.0.113.10', '/cart/acceptances', { version: '1' })
  assert.equal(other.status, 303)
})
