import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { serveCalls } from '#lib/call/serve.ts'
import { calls } from '#processes/calls.ts'
import { openTestVault, type TestVault } from '#test/vault/open-vault.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import { payFor } from './payment.ts'
import { type Browser, type OpenShop, openShop } from './shop.ts'

let shop: OpenShop
let vault: TestVault
let handlers: Awaited<ReturnType<typeof vaultHandlers>>
let server: { close(): Promise<void> }
let folder: string

beforeAll(async () => {
  vault = await openTestVault()
  handlers = await vaultHandlers(vault.vault)
  folder = await mkdtemp(join(tmpdir(), 'dozo-member-'))
  const path = join(folder, 'vault.sock')
  shop = await openShop('member', { vaultPath: path, clock: vault.clock })
  server = await serveCalls({
    path,
    calls: calls.vault.storefront,
    handlers: handlers.storefront,
    onFault: ({ error }) => shop.faults.push(error),
  })
})
afterAll(async () => {
  await shop?.close()
  await server?.close()
  await vault?.drop()
  await rm(folder, { recursive: true, force: true })
})

const soon = () => ({ deadline: Date.now() + 5_000 })

/** The newest code sent to this mailbox; takes all letters, as the mailer would. */
async function codeTo(address: string): Promise<string> {
  let code = ''
  for (;;) {
    const { letter } = await handlers.mailer.takeLetter({ waitMillis: 0 }, soon())
    if (!letter) return code
    const found = /^\s*([2-9A-HJ-NP-Z]{4})[ -]?([2-9A-HJ-NP-Z]{4})\s*$/m.exec(letter.text)
    if (found && letter.to === address) code = `${found[1]}${found[2]}`
    await handlers.mailer.letterSent({ letter: letter.id }, soon())
  }
}

/** What the accounts pages do: a code to the mailbox, and the session it gives. */
async function sessionOf(address: string): Promise<Buffer> {
  const browserSecret = Buffer.alloc(16, 7)
  const wish = { address, browserSecret, locale: 'ja' as const, source: 'test' }
  const { attempt } = await handlers.accounts.startSignIn(wish, soon())
  const answer = { attempt, browserSecret, code: await codeTo(address) }
  return (await handlers.accounts.answerCode(answer, soon())).session
}

/** From the shop to the accounts host and back. */
async function signIn(browser: Browser, session: Buffer, path: string): Promise<Response> {
  const leaving = await browser.get(`/sign-in?return=${encodeURIComponent(path)}`)
  const state = new URL(leaving.headers.get('location')!).searchParams.get('state')!
  const known = { session, order: null, orderAccess: null, audience: 'storefront' as const, state }
  const { code } = await handlers.accounts.mintCode(known, soon())
  return browser.get(`/sign-in/return?code=${encodeURIComponent(code)}`)
}

async function bought(browser: Browser, session: Buffer | null, title: string): Promise<string> {
  const file = { name: `${title}.epub`, bytes: 3, storageKey: `works/${randomUUID()}` }
  const work = await shop.stall.offer({ title, files: [file] })
  await browser.submit(`/works/${work.id}`, '/cart/lines')
  const answer = await browser.submit('/cart', '/checkout')
  const order = new URL(answer.headers.get('location')!).pathname.split('/')[2]!
  const address = session ? null : 'guest@mail.example'
  const wish = { order, session, address, receiptName: '', locale: 'ja' as const }
  await handlers.accounts.bindOrder(wish, soon())
  await payFor(shop.stall, order)
  return order
}

test('a member finds everything bought, in any browser they sign in with', async () => {
  const session = await sessionOf('aiko@mail.example')
  const home = shop.browser()
  await signIn(home, session, '/library')
  const order = await bought(home, session, '夜の灯台')
  const away = shop.browser()
  assert.equal((await away.get(`/orders/${order}`)).status, 403)
  const back = await signIn(away, session, '/library')
  assert.equal(back.headers.get('location'), '/library')
  assert.ok((await away.text('/library')).includes('夜の灯台'))
  assert.ok((await away.text(`/orders/${order}`)).includes('夜の灯台.epub'))
})

test('a guest’s order is in nobody’s library', async () => {
  const order = await bought(shop.browser(), null, '客の本')
  const session = await sessionOf('osamu@mail.example')
  const browser = shop.browser()
  await signIn(browser, session, '/library')
  assert.ok(!(await browser.text('/library')).includes('客の本'))
  assert.equal((await browser.get(`/orders/${order}`)).status, 403)
})

test('a code works once, and only in the browser that went to fetch it', async () => {
  const session = await sessionOf('yuki@mail.example')
  const [mine, thief] = [shop.browser(), shop.browser()]
  const leaving = await mine.get('/sign-in')
  const state = new URL(leaving.headers.get('location')!).searchParams.get('state')!
  const known = { session, order: null, orderAccess: null, audience: 'storefront' as const, state }
  const { code } = await handlers.accounts.mintCode(known, soon())
  await thief.get('/sign-in')
  const path = `/sign-in/return?code=${encodeURIComponent(code)}`
  assert.equal((await thief.get(path)).status, 410)
  assert.equal((await shop.browser().get(path)).status, 410)
})

test('an ended session ends here within a quarter of an hour', async () => {
  const session = await sessionOf('hana@mail.example')
  const browser = shop.browser()
  await signIn(browser, session, '/library')
  vault.clock.advance(16 * 60_000)
  assert.equal((await browser.get('/library')).status, 200)
  await handlers.accounts.signOut({ session }, soon())
  vault.clock.advance(16 * 60_000)
  assert.equal(
    (await browser.get('/library')).headers.get('location'),
    '/sign-in?return=%2Flibrary',
  )
})

test('signing out is at once', async () => {
  const session = await sessionOf('aiko@mail.example')
  const browser = shop.browser()
  await signIn(browser, session, '/library')
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
  const wish = { order, browserSecret, locale: 'ja' as const, source: 'test' }
  const { attempt } = await handlers.accounts.startOrderAccess(wish, soon())
  const code = await codeTo('guest@mail.example')
  const proven = await handlers.accounts.answerOrderAccess({ attempt, browserSecret, code }, soon())
  const state = there.searchParams.get('state')!
  const minted = await handlers.accounts.mintCode(
    { session: null, ...proven, audience: 'storefront', state },
    soon(),
  )
  const back = await browser.get(`/sign-in/return?code=${encodeURIComponent(minted.code)}`)
  assert.equal(back.headers.get('location'), `/orders/${order}`)
  assert.ok((await browser.text(`/orders/${order}`)).includes('贈りものの本.epub'))
  assert.equal((await browser.get(`/orders/${other}`)).status, 403)
})
