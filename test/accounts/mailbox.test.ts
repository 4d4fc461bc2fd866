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

/** As far as the page that says when; gives the path that the letter leads to. */
async function changing(browser: Browser, from: string, to: string) {
  const page = await browser.get('/mailbox')
  assert.ok(page.text.includes(from))
  const sent = await browser.send(page, '/mailbox', { address: to })
  assert.equal(sent.url, '/mailbox/code')
  const done = await browser.send(sent, '/mailbox/code', { code: await house.codeTo(to) })
  assert.equal(done.url, '/mailbox')
  assert.match(done.text, /新しいメールアドレスは確認済みです/)
  const { text } = await house.letterTo(from)
  return { done, path: /http:\/\/account\.localhost:\d+(\/mailbox\/change\S+)/.exec(text)![1]! }
}

test('the old mailbox stops a change without signing in, and everybody is signed out', async () => {
  const browser = await signedIn('victim@example.jp')
  const { path } = await changing(browser, 'victim@example.jp', 'thief@example.jp')
  const stranger = house.browser()
  const link = await stranger.get(path)
  assert.ok(!/victim@|thief@/.test(link.text))
  const stopped = await stranger.send(link, '/mailbox/change/stop')
  assert.match(stopped.text, /変更を止めました/)
  assert.match((await browser.get('/mailbox')).url, /^\/sign-in\?return=/)
  const again = await stranger.get(path)
  assert.equal(again.status, 410)
})

test('the old mailbox may say yes, and the new one is there at once', async () => {
  const browser = await signedIn('moving@example.jp')
  const { path } = await changing(browser, 'moving@example.jp', 'moved@example.jp')
  const stranger = house.browser()
  const taken = await stranger.send(await stranger.get(path), '/mailbox/change/now')
  assert.match(taken.text, /メールアドレスを切り替えました/)
  assert.ok((await browser.get('/mailbox')).text.includes('moved@example.jp'))
})

test('a change may be called off where it was asked for', async () => {
  const browser = await signedIn('unsure@example.jp')
  const { done } = await changing(browser, 'unsure@example.jp', 'sure@example.jp')
  const off = await browser.send(done, '/mailbox/cancellation')
  assert.doesNotMatch(off.text, /確認済み/)
})

test('what is no address, or asked with an old session, changes nothing and is kept', async () => {
  const browser = await signedIn('kept@example.jp')
  const page = await browser.get('/mailbox')
  const wrong = await browser.send(page, '/mailbox', { address: 'nobody@' })
  assert.equal(wrong.status, 422)
  house.clock.advance(16 * 60_000)
  const asked = await browser.send(page, '/mailbox', { address: 'later@example.jp' })
  assert.equal(asked.url, '/sign-in/again?return=%2Fmailbox')
  const sent = await browser.send(asked, '/sign-in/again')
  const back = await browser.send(sent, '/sign-in/again/code', {
    code: await house.codeTo('kept@example.jp'),
  })
  const form = parse(back.text).find(({ action }) => action === '/mailbox')
  assert.equal(form?.fields.address, 'later@example.jp')
})

test('a link that was made up says so', async () => {
  const page = await house.browser().get(`/mailbox/change?link=${'x'.repeat(43)}`)
  assert.equal(page.status, 404)
  assert.equal((await house.browser().get('/mailbox/change?link=1')).status, 404)
})
