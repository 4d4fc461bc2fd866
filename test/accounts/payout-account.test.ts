import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { type House, openHouse } from './house.ts'
import { confirmed, keeperOf, publish } from './sellers.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

const origin = 'http://account.localhost:8080'
const path = '/seller/payout-account'

const account = {
  bankName: '倉敷銀行',
  bank: '０００１',
  branchName: '中央支店',
  branch: '123',
  type: 'ordinary',
  number: '7654321',
  holder: 'ハナヤ',
  taxNumber: '',
}

test('a seller sets an account by passkey, changes it, and takes the change back', async () => {
  const hana = await keeperOf(house, 'hana-shop@example.jp')
  const before = await hana.browser.get(path)
  assert.match(before.text, /特定商取引法に基づく表記を公開してください/)
  assert.equal((await publish(hana)).status, 200)
  assert.match((await hana.browser.get(path)).text, /口座はまだ登録されていません/)
  const set = await confirmed(hana, path, account)
  assert.equal(set.status, 200)
  assert.match(set.text, /7654321/)
  assert.match(set.text, /倉敷銀行 \(0001\)/)
  const changed = await confirmed(hana, path, { ...account, number: '1111111' })
  assert.match(changed.text, /口座の変更を受け付けました/)
  assert.match(changed.text, /1111111/)
  const { subject, text } = await house.letterTo('hana-shop@example.jp')
  assert.match(subject, /口座が変更/)
  assert.ok(!text.includes('1111111'))
  const back = await hana.browser.send(changed, `${path}/cancellation`)
  assert.ok(!back.text.includes('1111111'))
  assert.match(back.text, /7654321/)
})

test('the plan of a seller to whom money is owed keeps the account, and says why', async () => {
  const hana = await keeperOf(house, 'owed-shop@example.jp')
  await publish(hana)
  await confirmed(hana, path, account)
  const { id, ticket } = await house.order()
  const buyer = house.browser()
  const page = await buyer.get(`/checkout/${id}?ticket=${ticket}`)
  await buyer.send(page, `/checkout/${id}`, { address: 'buyer@example.jp', receiptName: '' })
  await house.pay(id, [hana.shop])
  const plan = await hana.browser.get('/data/erasure')
  assert.match(plan.text, /お支払いしていない売上金があるため（お支払いが済みしだい消えます）/)
  hana.browser.language = 'en'
  const english = await hana.browser.get('/data/erasure')
  assert.match(english.text, /Takings have not been paid out to you yet; erased once they are/)
})

test('an account is not set without its passkey, nor as another than was signed', async () => {
  const ren = await keeperOf(house, 'ren-shop@example.jp')
  await publish(ren)
  const bare = await ren.browser.post(path, account)
  assert.equal(bare.status, 422)
  assert.match(bare.text, /value="倉敷銀行"/)
  const asked = await ren.browser.post(`${path}/challenge`, account)
  const assertion = ren.key.confirm(JSON.parse(asked.text), origin)
  const other = await ren.browser.post(path, { ...account, number: '1111111', assertion })
  assert.equal(other.status, 401)
  assert.match((await ren.browser.get(path)).text, /口座はまだ登録されていません/)
})

test('what the vault does not take for an account is said at its field', async () => {
  const aoi = await keeperOf(house, 'aoi-shop@example.jp')
  await publish(aoi)
  const wrong = await confirmed(aoi, path, { ...account, holder: '花屋' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /holder-problem/)
  const short = await aoi.browser.post(path, { ...account, number: '123' })
  assert.match(short.text, /number-problem/)
})
