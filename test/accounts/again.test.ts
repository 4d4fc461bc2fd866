import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Browser } from './browser.ts'
import { parse } from './forms.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

async function signedIn(address: string): Promise<Browser> {
  const browser = house.browser()
  const code = await browser.send(await browser.get('/sign-in'), '/sign-in', { address })
  await browser.send(code, '/sign-in/code', { code: await house.codeTo(address) })
  return browser
}

const later = () => house.clock.advance(16 * 60_000)

test('with an old session a new passkey waits until it is known who asks, and its name is kept', async () => {
  const browser = await signedIn('again@example.jp')
  later()
  const page = await browser.get('/passkeys')
  const asked = await browser.send(page, '/passkeys', { label: '私の電話' })
  assert.equal(asked.url, '/sign-in/again?return=%2Fpasskeys')
  const sent = await browser.send(asked, '/sign-in/again')
  assert.equal(sent.url, '/sign-in/again/code')
  assert.ok(!sent.text.includes('again@example.jp'))
  const code = await house.codeTo('again@example.jp')
  const wrong = await browser.send(sent, '/sign-in/again/code', { code: '2222 2222' })
  assert.equal(wrong.status, 422)
  const back = await browser.send(wrong, '/sign-in/again/code', { code })
  assert.equal(back.url, '/passkeys')
  const form = parse(back.text).find(({ action }) => action === '/passkeys')
  assert.equal(form?.fields.label, '私の電話')
  const again = await browser.get('/passkeys')
  const empty = parse(again.text).find(({ action }) => action === '/passkeys')
  assert.equal(empty?.fields.label, '')
})

test('an account is not erased with an old session, and is after the code', async () => {
  const browser = await signedIn('leaving@example.jp')
  later()
  const plan = await browser.get('/data/erasure')
  const asked = await browser.send(plan, '/data/erasure', { sure: 'yes' })
  assert.equal(asked.url, '/sign-in/again?return=%2Fdata%2Ferasure')
  const sent = await browser.send(asked, '/sign-in/again')
  const back = await browser.send(sent, '/sign-in/again/code', {
    code: await house.codeTo('leaving@example.jp'),
  })
  const erased = await browser.send(back, '/data/erasure', { sure: 'yes' })
  assert.equal(erased.url, '/erased')
})

test('the way back is a page of ours and no other', async () => {
  const browser = await signedIn('elsewhere@example.jp')
  const asked = await browser.get('/sign-in/again?return=https://evil.example/')
  const sent = await browser.send(asked, '/sign-in/again')
  const code = await house.codeTo('elsewhere@example.jp')
  const back = await browser.send(sent, '/sign-in/again/code', { code })
  assert.equal(back.url, '/')
})

test('somebody sees where they are signed in, and signs all others out', async () => {
  const phone = await signedIn('many@example.jp')
  const old = await signedIn('many@example.jp')
  const page = await phone.get('/sessions')
  assert.match(page.text, /ほかをすべてログアウトする/)
  await phone.send(page, '/sessions/others')
  assert.match((await old.get('/sessions')).url, /^\/sign-in\?return=/)
  const alone = await phone.get('/sessions')
  assert.equal(alone.url, '/sessions')
  assert.doesNotMatch(alone.text, /ほかをすべてログアウトする/)
})
