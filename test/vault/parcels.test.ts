import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { givenBack, inTime, paid, sellerIn, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)
const dayMillis = 86_400_000

const recipient = {
  form: 'japanese',
  name: '森 蓮',
  country: 'JP',
  postalCode: '1000001',
  region: '東京都',
  city: '千代田区千代田',
  street: '1-1',
  building: '',
  phone: '03-0000-0000',
  note: '宅配ボックスへ',
} as const

type Seller = Awaited<ReturnType<typeof sellerIn>>

async function orderFor(sellers: Seller[], buyer: { session: Buffer }) {
  const order = randomUUID()
  const { accounts } = town.ask
  const bound = { order, session: buyer.session, address: null, receiptName: '' } as const
  await accounts.bindOrder({ ...bound, locale: 'ja' }, inTime)
  const holder = { order, session: buyer.session, orderAccess: null }
  const ids = sellers.map(({ seller }) => seller)
  await accounts.setRecipient({ ...holder, sellers: ids, recipient }, inTime)
  return order
}

async function label({ session, seller, confirm }: Seller, order: string, signed = order) {
  const assertion = await confirm({ kind: 'open-label', seller, order: signed })
  return town.ask.accounts.labelFor({ session, seller, order, assertion }, inTime)
}

const shipped = ({ session, seller }: Seller, order: string) =>
  town.ask.accounts.parcelShipped({ session, seller, order }, inTime)

test('a label is for a paid, unshipped order of that seller, by a passkey over just that', async () => {
  const [hana, ren] = [
    await sellerIn(town, 'h@people.example'),
    await sellerIn(town, 'r@people.example'),
  ]
  const buyer = await signIn(town, 'buyer@people.example')
  const order = await orderFor([hana], buyer)
  await assert.rejects(label(hana, order), refused('not-paid'))
  await paid(town, order)
  await assert.rejects(label(ren, order), refused('not-found'))
  await assert.rejects(label({ ...hana, seller: ren.seller }, order), refused('not-yours'))
  await assert.rejects(label(hana, order, randomUUID()), refused('passkey-needed'))
  assert.deepEqual((await label(hana, order)).recipient, recipient)
  const { openings } = await town.ask.accounts.myOpenings(
    { session: buyer.session, like: null, before: null, limit: 1 },
    inTime,
  )
  assert.deepEqual([openings[0]?.purpose, openings[0]?.kind], ['label', 'recipient'])
  await shipped(hana, order)
  await assert.rejects(label(hana, order), refused('not-found'))
})

test('an order whose money went back has no label', async () => {
  const hana = await sellerIn(town, 'h2@people.example')
  const order = await orderFor([hana], await signIn(town, 'buyer2@people.example'))
  await paid(town, order)
  await givenBack(town, order)
  await assert.rejects(label(hana, order), refused('not-paid'))
})

test('the buyer corrects where it goes until the first parcel is on its way', async () => {
  const [one, two] = [
    await sellerIn(town, 'o@people.example'),
    await sellerIn(town, 't@people.example'),
  ]
  const buyer = await signIn(town, 'buyer3@people.example')
  const order = await orderFor([one, two], buyer)
  await paid(town, order)
  const want = { order, orderAccess: null, sellers: [one.seller, two.seller] }
  const moved = { ...recipient, street: '2-2' }
  const correct = async (session: Buffer) =>
    town.ask.accounts.setRecipient({ ...want, session, recipient: moved }, inTime)
  const stranger = await signIn(town, 'stranger@people.example')
  await assert.rejects(correct(stranger.session), refused('not-yours'))
  await correct(buyer.session)
  assert.equal((await label(two, order)).recipient.street, '2-2')
  await shipped(one, order)
  await assert.rejects(correct(buyer.session), refused('not-allowed'))
  assert.equal((await label(two, order)).recipient.street, '2-2')
  await shipped(two, order)
  const left = () =>
    town.look(`select 1 from records where about = $1 and kind = 'recipient'`, [order])
  town.clock.advance(29 * dayMillis)
  await forgetOverdue(town.vault.core)
  assert.equal((await left()).length, 1)
  town.clock.advance(2 * dayMillis)
  await forgetOverdue(town.vault.core)
  assert.equal((await left()).length, 0)
})
