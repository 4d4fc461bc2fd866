import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Browser } from './browser.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

async function member(address: string): Promise<Browser> {
  const browser = house.browser()
  const code = await browser.send(await browser.get('/sign-in'), '/sign-in', { address })
  await browser.send(code, '/sign-in/code', { code: await house.codeTo(address) })
  return browser
}

const kurashiki = {
  name: '森 愛子',
  postalCode: '７１０－００４６',
  region: '岡山県',
  city: '倉敷市中央',
  street: '1-1-1',
  phone: '',
}

test('a member keeps an address, finds it as it is written in Japan, changes and removes it', async () => {
  const browser = await member('book@example.jp')
  const kept = await browser.send(await browser.get('/book'), '/book/addresses', kurashiki)
  assert.equal(kept.status, 200, kept.text)
  assert.match(kept.text, /〒710-0046\n岡山県倉敷市中央1-1-1\n森 愛子/)
  const change = /\/book\?change=[0-9a-f-]{36}/.exec(kept.text)?.[0] ?? ''
  const form = await browser.get(change)
  assert.match(form.text, /value="森 愛子"/)
  const moved = { building: '二階', region: '岡山県' }
  const changed = await browser.send(form, '/book/addresses', moved)
  assert.match(changed.text, /1-1-1\n二階\n森 愛子/)
  const data = await browser.get('/data')
  assert.match(data.text, /岡山県/)
  assert.match(data.text, /住所録/)
  const removed = await browser.send(changed, '/book/removals')
  assert.match(removed.text, /住所はまだありません/)
})

test('what is wrong with an address is said at its field, and nothing typed is lost', async () => {
  const browser = await member('wrong@example.jp')
  const form = await browser.get('/book')
  const typed = { ...kurashiki, postalCode: '71' }
  const refused = await browser.send(form, '/book/addresses', typed)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /postalCode-problem/)
  assert.match(refused.text, /value="倉敷市中央"/)
  const empty = await browser.send(form, '/book/addresses', { ...kurashiki, name: '' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /お名前を入力してください/)
})

test('an address abroad has its own form, and its country by name', async () => {
  const browser = await member('abroad@example.jp')
  const form = await browser.get('/book?form=foreign')
  const kept = await browser.send(form, '/book/addresses', {
    name: 'A. Buyer',
    street: '1 rue de l’Exemple',
    city: 'Paris',
    postalCode: '75001',
    country: 'FR',
  })
  assert.equal(kept.status, 200, kept.text)
  assert.match(kept.text, /75001 Paris\nフランス/)
})

test('a child’s birthday is kept and can be taken away', async () => {
  const browser = await member('child@example.jp')
  const form = await browser.get('/book')
  const wrong = await browser.send(form, '/book/birthdays', {
    childName: 'はな',
    born: '1980-01-01',
  })
  assert.equal(wrong.status, 422)
  const born = `${house.clock().getUTCFullYear() - 3}-04-01`
  const kept = await browser.send(form, '/book/birthdays', { childName: 'はな', born })
  assert.match(kept.text, /はな/)
  const removed = await browser.send(kept, '/book/removals')
  assert.ok(!removed.text.includes('はな'))
})
