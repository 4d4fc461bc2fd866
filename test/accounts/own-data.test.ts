import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { mostRecords } from '#trust/own-data/calls.ts'
import { readKeys } from '#trust/proofs/keys-file.ts'
import { verdictOn } from '#trust/proofs/tlog-proof.ts'
import { newRecord } from '#trust/vault/records.ts'
import type { Browser, Page } from './browser.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

async function memberWithOrder(address: string): Promise<{ browser: Browser; order: string }> {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  const page = await browser.get(`/checkout/${id}?ticket=${ticket}`)
  await browser.send(page, `/checkout/${id}`, { address, receiptName: '株式会社あいこ' })
  await house.pay(id)
  await signIn(browser, address)
  return { browser, order: id }
}

async function signIn(browser: Browser, address: string) {
  const code = await browser.send(await browser.get('/sign-in'), '/sign-in', { address })
  return browser.send(code, '/sign-in/code', { code: await house.codeTo(address) })
}

test('a member sees every record, what it is for, and until when', async () => {
  const { browser, order } = await memberWithOrder('aiko@example.jp')
  const { text } = await browser.get('/data')
  for (const part of ['aiko@example.jp', '株式会社あいこ', order, '領収書に印字するため']) {
    assert.ok(text.includes(part), part)
  }
})

test('each opening of a member’s data is listed: who, what, why, and its number in the log', async () => {
  const { browser } = await memberWithOrder('opened@example.jp')
  await browser.get('/data')
  const { text } = await browser.get('/data')
  assert.match(text, /本人へのデータの表示・書き出し/)
  assert.match(text, /あなた/)
  const all = await browser.get('/data/openings')
  assert.equal(all.status, 200)
  assert.match(all.text, /確認コードでのログイン/)
})

test('each opening can be saved with its proof, and checked with the file of keys', async () => {
  const { browser } = await memberWithOrder('proof@example.jp')
  await browser.get('/data')
  await house.published()
  const page = await browser.get('/data/openings')
  const entry = /name="entry" value="(\d+)"/.exec(page.text)?.[1] ?? ''
  const proof = await browser.send(page, '/data/openings/proof', { entry })
  const name = proof.headers.get('content-disposition') ?? ''
  assert.equal(name, `attachment; filename="opening-${entry}.tlog-proof"`)
  const keys = await browser.send(page, '/data/openings/keys')
  const verdict = verdictOn(proof.text, readKeys(keys.text))
  assert.ok(verdict.holds && verdict.index === Number(entry))
  const wrong = await browser.send(page, '/data/openings/proof', { entry: '0' })
  assert.equal(wrong.status, 403)
})

test('the export holds the same as the page', async () => {
  const { browser, order } = await memberWithOrder('export@example.jp')
  const file = await browser.send(await browser.get('/data'), '/data/export')
  assert.equal(file.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.match(file.headers.get('content-disposition') ?? '', /attachment/)
  const content = JSON.parse(file.text)
  const contact = content.records.find((each: { kind: string }) => each.kind === 'contact')
  assert.equal(contact.fields.address, 'export@example.jp')
  const name = content.records.find((each: { kind: string }) => each.kind === 'receipt-name')
  assert.equal(name.order, order)
  assert.ok(content.openings.length > 0)
})

test('of whom much is kept, the page goes on to a next one and the export has it all', async () => {
  const { browser } = await memberWithOrder('much@example.jp')
  const cookie = browser.cookies.get('__Host-session')!
  const subject = await house.memberOf(cookie)
  const names = Array.from({ length: mostRecords }, (_, at) => `宛名その${at}番`)
  const records = names.map((name) =>
    newRecord(house.core, { kind: 'receipt-name', subject, about: house.newId(), value: { name } }),
  )
  await house.core.append({ writes: { records } })
  const page = await browser.get('/data')
  const last = names.at(-1)!
  assert.ok(!page.text.includes(last))
  const next = /href="(\/data\?after=[^"]*)" rel="next"/.exec(page.text)?.[1] ?? ''
  assert.ok((await browser.get(next)).text.includes(last))
  const end = next.replace(/[^=]*$/, 'ffffffff-ffff-7fff-bfff-ffffffffffff')
  assert.equal((await browser.get(end)).url, '/data')
  const content = JSON.parse((await browser.send(page, '/data/export')).text)
  assert.equal(content.records.at(-1).fields.name, last)
  assert.deepEqual([content.isAllRecords, content.isAllOpenings], [true, true])
})

test('erasing shows the plan first, and does nothing without the tick', async () => {
  const { browser } = await memberWithOrder('plan@example.jp')
  const plan = await browser.get('/data/erasure')
  assert.match(plan.text, /いますぐ消えるもの/)
  assert.match(plan.text, /税法で保存が定められているため/)
  const unsure = await browser.send(plan, '/data/erasure')
  assert.equal(unsure.status, 422)
  assert.equal((await browser.get('/data')).status, 200)
})

test('the plan says of a parcel not sent yet what stays, until when and why', async () => {
  const { browser, order } = await memberWithOrder('parcel@example.jp')
  const session = Buffer.from(browser.cookies.get('__Host-session')!, 'base64url')
  const postal = { postalCode: '1000001', region: '東京都', city: '千代田区千代田', street: '1-1' }
  const name = {
    form: 'japanese',
    name: '森 愛子',
    country: 'JP',
    building: '',
    phone: '',
  } as const
  const recipient = { ...name, ...postal, note: '' }
  const holder = { order, session, orderAccess: null, payTicket: null }
  await house.vault.setRecipient({ ...holder, sellers: [house.newId()], recipient })
  const plan = await browser.get('/data/erasure')
  assert.match(plan.text, /まだ発送されていない荷物があるため（発送されしだい消えます）/)
  browser.language = 'en'
  const english = await browser.get('/data/erasure')
  assert.match(english.text, /A parcel has not been sent yet; erased once it is/)
})

test('erased, the account is gone and the same mailbox begins anew', async () => {
  const { browser } = await memberWithOrder('gone@example.jp')
  const plan = await browser.get('/data/erasure')
  const erased = await browser.send(plan, '/data/erasure', { sure: 'yes' })
  assert.equal(erased.url, '/erased')
  assert.match((await browser.get('/data')).url, /^\/sign-in/)
  const anew = house.browser()
  const home = await signIn(anew, 'gone@example.jp')
  assert.match(home.text, /まだ購入した作品がありません/)
})

test('a plan that is no longer the one shown is shown anew, and nothing happens', async () => {
  const { browser } = await memberWithOrder('changed@example.jp')
  const plan = await browser.get('/data/erasure')
  await signIn(house.browser(), 'changed@example.jp')
  const again = await browser.send(plan, '/data/erasure', { sure: 'yes' })
  assert.equal(again.status, 409)
  assert.match(again.text, /別の画面で内容が変わりました/)
  assert.equal((await browser.get('/data')).status, 200)
})

test('without a session these pages lead to the sign-in and back', async () => {
  for (const path of ['/', '/data', '/data/openings', '/data/erasure', '/passkeys', '/sessions']) {
    const page = await house.browser().get(path)
    assert.equal(page.url, `/sign-in?${new URLSearchParams({ return: path })}`)
  }
  assert.equal((await house.browser().post('/data/erasure', {})).status, 401)
})

test('a member without a shop page has no statement to write', async () => {
  const { browser } = await memberWithOrder('reader@example.jp')
  assert.equal((await browser.get('/seller/disclosure')).status, 403)
})

test('a statement that is not published yet says so, and an unknown seller is not found', async () => {
  const seller = await house.seller(house.newId())
  const page = await house.browser().get(`/sellers/${seller}/disclosure`)
  assert.equal(page.status, 200)
  assert.match(page.text, /まだ公開されていません/)
  assert.equal((await house.browser().get(`/sellers/${house.newId()}/disclosure`)).status, 404)
})

test('openings are found again by reason, by who asked and by day, page by page', async () => {
  const { browser } = await memberWithOrder('filters@example.jp')
  await browser.get('/data')
  const rowsOf = ({ text }: Page) => text.match(/name="entry" value="\d+"/g)?.length ?? 0
  const mine = await browser.get('/data/openings?by=you&purpose=mailbox-proven')
  assert.equal(rowsOf(mine), 1)
  assert.match(mine.text, /<option value="mailbox-proven" selected/)
  assert.equal(rowsOf(await browser.get('/data/openings?by=seller')), 0)
  const none = await browser.get('/data/openings?by=operator&purpose=mailbox-proven')
  assert.match(none.text, /条件に合う記録はありません/)
  const today = new Date(house.clock().getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
  assert.ok(rowsOf(await browser.get(`/data/openings?from=${today}&to=${today}`)) > 1)
  assert.equal(rowsOf(await browser.get('/data/openings?to=2020-01-31')), 0)
  for (let visits = 0; visits < 30; visits += 1) await browser.get('/data')
  const page = await browser.get(`/data/openings?purpose=my-records&from=${today}`)
  assert.equal(rowsOf(page), 50)
  const next = /href="(\/data\/openings[^"]*)" rel="next"/.exec(page.text)?.[1] ?? ''
  assert.match(next, /purpose=my-records&amp;from=/)
  const rest = await browser.get(next.replaceAll('&amp;', '&'))
  assert.ok(rowsOf(rest) > 0 && rowsOf(rest) < 50)
  assert.match(rest.text, /新しい記録へ/)
})

test('a day that there is not is said at its field, and what was chosen stays', async () => {
  const { browser } = await memberWithOrder('no-day@example.jp')
  const page = await browser.get('/data/openings?from=2026-02-31&purpose=letter&by=nobody')
  assert.equal(page.status, 422)
  assert.match(page.text, /from-problem/)
  assert.match(page.text, /value="2026-02-31"/)
  assert.match(page.text, /<option value="letter" selected/)
})
