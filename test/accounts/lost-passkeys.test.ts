import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { passkey } from '#test/cast/passkey.ts'
import type { Browser } from './browser.ts'
import { type House, openHouse, origins } from './house.ts'

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

/** Somebody with a passkey, and a browser that came by a mailed code alone. */
async function byCodeOf(address: string): Promise<Browser> {
  const owner = await signedIn(address)
  const asked = await owner.post('/passkeys/challenge', { label: '私の電話' })
  const enrolment = passkey().make(JSON.parse(asked.text), origins.account)
  const made = await owner.post('/passkeys', { label: '私の電話', enrolment })
  assert.equal(made.url, '/passkeys')
  return signedIn(address)
}

test('whoever came by code is asked for the passkey that there is, and by no code', async () => {
  const browser = await byCodeOf('keyed@example.jp')
  const page = await browser.get('/passkeys')
  const asked = await browser.send(page, '/passkeys', { label: '泥棒の電話' })
  assert.equal(asked.url, '/sign-in/again?return=%2Fpasskeys')
  assert.match(asked.text, /パスキーで確認する/)
  assert.doesNotMatch(asked.text, /8文字のコード/)
  assert.match(asked.text, /href="\/passkeys\/lost"/)
})

test('passkeys are said to be lost, and the word is taken back', async () => {
  const browser = await byCodeOf('lost@example.jp')
  const page = await browser.get('/passkeys/lost')
  const said = await browser.send(page, '/passkeys/lost')
  assert.equal(said.url, '/passkeys/lost')
  assert.match(said.text, /届け出を受け付けました/)
  const back = await browser.send(said, '/passkeys/lost/cancellation')
  assert.doesNotMatch(back.text, /届け出を受け付けました/)
})

test('the letter stops it without signing in, and everybody is signed out', async () => {
  const browser = await byCodeOf('victim@example.jp')
  await browser.send(await browser.get('/passkeys/lost'), '/passkeys/lost')
  const { text } = await house.letterTo('victim@example.jp')
  const path = /http:\/\/account\.localhost:\d+(\/passkeys\/lost\/stop\S+)/.exec(text)![1]!
  const stranger = house.browser()
  const link = await stranger.get(path)
  assert.doesNotMatch(link.text, /victim@/)
  const stopped = await stranger.send(link, '/passkeys/lost/stop')
  assert.match(stopped.text, /届け出を止めました/)
  assert.match((await browser.get('/passkeys')).url, /^\/sign-in\?return=/)
  assert.equal((await stranger.get(path)).status, 410)
  assert.equal((await stranger.get('/passkeys/lost/stop?link=x')).status, 404)
})

test('whoever has no passkey has none to lose', async () => {
  const browser = await signedIn('none@example.jp')
  const page = await browser.get('/passkeys/lost')
  assert.match(page.text, /パスキーはまだありません/)
  const said = await browser.post('/passkeys/lost', {})
  assert.equal(said.status, 404)
})
