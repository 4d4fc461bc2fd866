import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { parcelHandlers } from '#trust/parcels/parcels.ts'
import type { ValueOf } from '#trust/vault/kinds.ts'
import { holdOpen } from './held-open.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, givenBack, inTime, paid, sellerIn, signIn } from './people.ts'

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

type Sent = ValueOf<'sent-parcel'>
type Seller = Awaited<ReturnType<typeof sellerIn>>

async function orderFor(sellers: Seller[], buyer: { session: Buffer }) {
  const order = randomUUID()
  const { accounts } = town.ask
  const bound = { order, session: buyer.session, address: null, receiptName: '' } as const
  await accounts.bindOrder({ ...bound, locale: 'ja' }, inTime)
  const holder = { order, session: buyer.session, orderAccess: null, payTicket: null }
  const ids = sellers.map(({ seller }) => seller)
  await accounts.setRecipient({ ...holder, sellers: ids, recipient }, inTime)
  return order
}

async function labels({ session, seller, confirm }: Seller, orders: string[], signed = orders) {
  const assertion = await confirm({ kind: 'open-labels', seller, orders: signed })
  return town.ask.accounts.labelsFor({ session, seller, orders, assertion }, inTime)
}

async function label(shop: Seller, order: string, signed = order) {
  const { labels: all } = await labels(shop, [order], [signed])
  return all[0]!
}

const unsaid = { carrier: '', number: '' } as const

const shipped = ({ session, seller }: Seller, order: string, by: Sent = unsaid) =>
  town.ask.accounts.parcelShipped({ session, seller, order, ...by }, inTime)

const seenBy = ({ session }: { session: Buffer }, order: string) =>
  town.ask.accounts.myParcels({ order, session, orderAccess: null }, inTime)

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

test('what is sent while its label is asked for has no label', async () => {
  const hana = await sellerIn(town, 'h9@people.example')
  const order = await orderFor([hana], await signIn(town, 'buyer9@people.example'))
  await paid(town, order)
  const { session, seller } = hana
  const assertion = await hana.confirm({ kind: 'open-labels', seller, orders: [order] })
  const race = holdOpen(town.vault.core, 'act-verified')
  const want = { session, seller, orders: [order], assertion }
  const asking = Promise.resolve(parcelHandlers(race.held).labelsFor(want, inTime))
  await race.reached
  await race.meanwhile(async () => shipped(hana, order))
  await assert.rejects(asking, refused('not-found'))
})

test('the buyer corrects where it goes until the first parcel is on its way', async () => {
  const [one, two] = [
    await sellerIn(town, 'o@people.example'),
    await sellerIn(town, 't@people.example'),
  ]
  const buyer = await signIn(town, 'buyer3@people.example')
  const order = await orderFor([one, two], buyer)
  await paid(town, order)
  const want = { order, orderAccess: null, payTicket: null, sellers: [one.seller, two.seller] }
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

test('a batch of labels is a passkey over exactly that list, and all of it or nothing', async () => {
  const [hana, ren] = [
    await sellerIn(town, 'h-batch@people.example'),
    await sellerIn(town, 'r-batch@people.example'),
  ]
  const buyer = await signIn(town, 'buyer-batch@people.example')
  const orders = [await orderFor([hana], buyer), await orderFor([hana], buyer)]
  const [other, unpaid] = [await orderFor([ren], buyer), await orderFor([hana], buyer)]
  for (const order of [...orders, other]) await paid(town, order)
  const count = async () =>
    (
      await town.look<{ n: number }>(
        `select count(*)::int n from log_entries where purpose = 'label'`,
      )
    )[0]!.n
  const before = await count()
  await assert.rejects(labels(hana, orders, [orders[0]!]), refused('passkey-needed'))
  await assert.rejects(labels(hana, orders, [...orders].reverse()), refused('passkey-needed'))
  await assert.rejects(labels(hana, [...orders, other]), refused('not-found'))
  await assert.rejects(labels(hana, [...orders, unpaid]), refused('not-paid'))
  await assert.rejects(labels(hana, [orders[0]!, orders[0]!]), refused('bad-input'))
  assert.equal(await count(), before)
  const { labels: printed } = await labels(hana, orders)
  assert.deepEqual(
    printed.map(({ order }) => order),
    orders,
  )
  assert.equal(await count(), before + 2)
  const listed = async ({ session, seller }: Seller) =>
    (await town.ask.accounts.parcelsOf({ session, seller, limit: 9 }, inTime)).parcels
  assert.deepEqual(new Set((await listed(hana)).map(({ order }) => order)), new Set(orders))
  await shipped(hana, orders[0]!)
  assert.deepEqual(
    (await listed(hana)).map(({ order }) => order),
    [orders[1]],
  )
  await assert.rejects(listed({ ...hana, seller: ren.seller }), refused('not-yours'))
})

test('at the checkout the pass of that order names its recipient, and of no other', async () => {
  const hana = await sellerIn(town, 'h-pass@people.example')
  const { accounts } = town.ask
  const bound = { session: null, address: 'guest@people.example', receiptName: '' } as const
  const [one, two] = [randomUUID(), randomUUID()]
  const { payTicket } = await accounts.bindOrder({ ...bound, order: one, locale: 'ja' }, inTime)
  await accounts.bindOrder({ ...bound, order: two, locale: 'ja' }, inTime)
  const name = async (order: string) =>
    accounts.setRecipient(
      {
        ...{ order, session: null, orderAccess: null, payTicket },
        ...{ sellers: [hana.seller], recipient },
      },
      inTime,
    )
  await assert.rejects(name(two), refused('not-yours'))
  await name(one)
  await paid(town, one)
  assert.equal((await label(hana, one)).recipient.name, recipient.name)
})

async function corrected(order: string, shops: Seller[], buyer: { session: Buffer }) {
  const moved = { ...recipient, street: '2-2' }
  const holder = { order, session: buyer.session, orderAccess: null, payTicket: null }
  const sellers = shops.map(({ seller }) => seller)
  await town.ask.accounts.setRecipient({ ...holder, sellers, recipient: moved }, inTime)
}

test('once its seller opened the label a parcel is not led elsewhere, also before it is sent', async () => {
  const hana = await sellerIn(town, 'h-late@people.example')
  const buyer = await signIn(town, 'buyer-late@people.example')
  const order = await orderFor([hana], buyer)
  await paid(town, order)
  assert.equal((await seenBy(buyer, order)).isOpen, true)
  await corrected(order, [hana], buyer)
  assert.equal((await seenBy(buyer, order)).recipient?.street, '2-2')
  const records = await town.look(`select 1 from records where about = $1 and kind = 'recipient'`, [
    order,
  ])
  assert.equal(records.length, 1)
  await label(hana, order)
  assert.equal((await seenBy(buyer, order)).isOpen, false)
  await assert.rejects(corrected(order, [hana], buyer), refused('not-allowed'))
})

test('the buyer hears by letter that it was sent, with its number, and sees both, as nobody else does', async () => {
  const hana = await sellerIn(town, 'h-sent@people.example')
  const buyer = await signIn(town, 'buyer-sent@people.example')
  const order = await orderFor([hana], buyer)
  await paid(town, order)
  await allLetters(town)
  const by = { carrier: 'yamato', number: '1234-5678-9012' } as const
  await assert.rejects(
    async () => shipped(hana, order, { ...by, number: '1 <b>' }),
    refused('bad-input'),
  )
  await shipped(hana, order, by)
  await shipped(hana, order, by)
  const letters = await allLetters(town)
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['buyer-sent@people.example'],
  )
  assert.match(letters[0]!.text, /ヤマト運輸[\s\S]*1234-5678-9012/)
  assert.ok(!letters[0]!.text.includes(recipient.name))
  const { parcels } = await seenBy(buyer, order)
  const seller = hana.seller
  assert.deepEqual(parcels, [{ seller, sentAt: town.clock().getTime(), ...by }])
  const stranger = await signIn(town, 'stranger-sent@people.example')
  await assert.rejects(async () => seenBy(stranger, order), refused('not-yours'))
  const tables = await town.look<{ row: string }>(
    `select p::text as row from parcels p where order_id = $1
     union all select l::text from letters l where order_id = $1`,
    [order],
  )
  assert.ok(tables.every(({ row }) => !row.includes('1234-5678')))
})

test('where a gift goes, and by which number, is gone by its own date while its buyer stays', async () => {
  const hana = await sellerIn(town, 'h-gift@people.example')
  const buyer = await signIn(town, 'buyer-gift@people.example')
  const [sent, waiting] = [await orderFor([hana], buyer), await orderFor([hana], buyer)]
  await paid(town, sent)
  await paid(town, waiting)
  await shipped(hana, sent, { carrier: 'other', number: 'A1' })
  const known = async (order: string) => {
    const { recipient: to, parcels } = await seenBy(buyer, order)
    return [to?.name, parcels[0]?.number]
  }
  assert.deepEqual(await known(sent), [recipient.name, 'A1'])
  town.clock.advance(31 * dayMillis)
  await forgetOverdue(town.vault.core)
  const again = await signIn(town, 'buyer-gift@people.example')
  buyer.session = again.session
  assert.deepEqual(await known(sent), [undefined, ''])
  assert.deepEqual(await known(waiting), [recipient.name, ''])
  town.clock.advance(60 * dayMillis)
  await forgetOverdue(town.vault.core)
  buyer.session = (await signIn(town, 'buyer-gift@people.example')).session
  assert.deepEqual(await known(waiting), [undefined, ''])
})
