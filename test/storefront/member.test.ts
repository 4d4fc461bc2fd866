import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { payFor } from './payment.ts'
import { guestMailbox, openVaultFor, type PracticeMembers, soon } from './practice-members.ts'
import { type Browser, type OpenShop, openShop } from './shop.ts'

let shop: OpenShop
let members: PracticeMembers

beforeAll(async () => {
  members = await openVaultFor()
  shop = await openShop('member', { vaultPath: members.path, clock: members.clock })
})
afterAll(async () => {
  await shop?.close()
  await members?.close()
})

async function bought(browser: Browser, session: Buffer | null, title: string): Promise<string> {
  const file = { name: `${title}.epub`, bytes: 3, storageKey: `works/${randomUUID()}` }
  const work = await shop.stall.offer({ title, files: [file] })
  await browser.submit(`/works/${work.id}`, '/cart/lines')
  const answer = await browser.submit('/cart', '/checkout')
  const order = new URL(answer.headers.get('location')!).pathname.split('/')[2]!
  await members.bind(order, session)
  await payFor(shop.stall, order)
  return order
}

test('a member finds everything bought, in any browser they sign in with', async () => {
  const session = await members.sessionOf('aiko@mail.example')
  const home = shop.browser()
  await members.signIn(home, session, '/library')
  const order = await bought(home, session, '夜の灯台')
  const away = shop.browser()
  assert.equal((await away.get(`/orders/${order}`)).status, 403)
  const back = await members.signIn(away, session, '/library')
  assert.equal(back.headers.get('location'), '/library')
  assert.ok((await away.text('/library')).includes('夜の灯台'))
  assert.ok((await away.text(`/orders/${order}`)).includes('夜の灯台.epub'))
})

test('a guest’s order is in nobody’s library', async () => {
  const order = await bought(shop.browser(), null, '客の本')
  const session = await members.sessionOf('osamu@mail.example')
  const browser = shop.browser()
  await members.signIn(browser, session, '/library')
  assert.ok(!(await browser.text('/library')).includes('客の本'))
  assert.equal((await browser.get(`/orders/${order}`)).status, 403)
})

test('a code works once, and only in the browser that went to fetch it', async () => {
  const session = await members.sessionOf('yuki@mail.example')
  const [mine, thief] = [shop.browser(), shop.browser()]
  const leaving = await mine.get('/sign-in')
  const state = new URL(leaving.headers.get('location')!).searchParams.get('state')!
  const known = { session, order: null, orderAccess: null, audience: 'storefront' as const, state }
  const { code } = await members.handlers.accounts.mintCode(known, soon())
  await thief.get('/sign-in')
  const path = `/sign-in/return?code=${encodeURIComponent(code)}`
  assert.equal((await thief.get(path)).status, 410)
  assert.equal((await shop.browser().get(path)).status, 410)
})

test('an ended session ends here within a quarter of an hour', async () => {
  const session = await members.sessionOf('hana@mail.example')
  const browser = shop.browser()
  await members.signIn(browser, session, '/library')
  members.clock.advance(16 * 60_000)
  assert.equal((await browser.get('/library')).status, 200)
  await members.handlers.accounts.signOut({ session }, soon())
  members.clock.advance(16 * 60_000)
  assert.equal(
    (await browser.get('/library')).headers.get('location'),
    '/sign-in?return=%2Flibrary',
  )
})

test('signing out is at once', async () => {
  const session = await members.sessionOf('aiko@mail.example')
  const browser = shop.browser()
  await members.signIn(browser, session, '/library')
  assert.equal((await browser.post('/sign-out', {})).status, 303)
  assert.equal((await browser.get('/library')).status, 303)
})

test('a mailbox that was proven for one order opens that order and no other', async () => {
  const [order, other] = [
    await bought(shop.browser(), null, '贈りものの本'),
    await bought(shop.browser(), null, 'ほかの本'),
  ]
  const browser = shop.browser()
  const leaving = await browser.get(`/orders/${order}/access`)
  const there = new URL(leaving.headers.get('location')!)
  assert.equal(there.pathname, `/orders/${order}`)
  const browserSecret = Buffer.alloc(16, 9)
  const wish = { order, browserSecret, locale: 'ja' as const, source: 'test', known: null }
  const { attempt } = await members.handlers.accounts.startOrderAccess(wish, soon())
  const code = await members.codeTo(guestMailbox)
  const proven = await members.handlers.accounts.answerOrderAccess(
    { attempt, browserSecret, code },
    soon(),
  )
  const state = there.searchParams.get('state')!
  const minted = await members.handlers.accounts.mintCode(
    { session: null, ...proven, audience: 'storefront', state },
    soon(),
  )
  const back = await browser.get(`/sign-in/return?code=${encodeURIComponent(minted.code)}`)
  assert.equal(back.headers.get('location'), `/orders/${order}`)
  assert.ok((await browser.text(`/orders/${order}`)).includes('贈りものの本.epub'))
  assert.equal((await browser.get(`/orders/${other}`)).status, 403)
})
