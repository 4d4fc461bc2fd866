import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { givenBack, inTime, paid, sellerIn, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const dayMillis = 86_400_000
type Seller = Awaited<ReturnType<typeof sellerIn>>

const recipient = {
  form: 'japanese',
  name: '森 愛子',
  country: 'JP',
  postalCode: '1000001',
  region: '東京都',
  city: '千代田区千代田',
  street: '1-1',
  building: '',
  phone: '03-0000-0000',
  note: '',
} as const

const account = {
  bank: '0001',
  bankName: '倉敷銀行',
  branch: '123',
  branchName: '中央支店',
  type: 'ordinary',
  number: '7654321',
  holder: 'ﾊﾅ ﾔ',
} as const

/** An order of goods, with the address they go to. */
async function orderOf(buyer: { session: Buffer }, { seller }: Seller) {
  const order = randomUUID()
  const { accounts } = town.ask
  const { session } = buyer
  const bound = { order, session, address: null, receiptName: '', locale: 'ja' } as const
  await accounts.bindOrder(bound, inTime)
  const holder = { order, session, orderAccess: null, payTicket: null }
  await accounts.setRecipient({ ...holder, sellers: [seller], recipient }, inTime)
  return order
}

async function planned(session: Buffer, kind: string) {
  const { steps } = await town.ask.accounts.erasurePlan({ session }, inTime)
  return steps.filter(({ what }) => what === kind).map(({ at, need }) => ({ at, need }))
}

async function erased(session: Buffer): Promise<void> {
  const { plan } = await town.ask.accounts.erasurePlan({ session }, inTime)
  await town.ask.accounts.erase({ session, plan }, inTime)
}

async function kept(member: string, kind: string) {
  const text = 'select id, need from records where subject_id = $1 and kind = $2'
  return town.look<{ id: string; need: string | null }>(text, [member, kind])
}

async function ruleOf(id: string | undefined) {
  const rows = await town.look<{ rule: string }>('select rule from shreds where id = $1', [id])
  return rows[0]?.rule
}

async function label({ session, seller, confirm }: Seller, order: string) {
  const orders = [order]
  const assertion = await confirm({ kind: 'open-labels', seller, orders })
  const want = { session, seller, orders, assertion }
  return (await town.ask.accounts.labelsFor(want, inTime)).labels[0]!
}

test('where a paid parcel goes outlives its buyer until it is sent, and then goes', async () => {
  const hana = await sellerIn(town, 'hana@people.example')
  const aiko = await signIn(town, 'aiko@people.example')
  const order = await orderOf(aiko, hana)
  assert.deepEqual(await planned(aiko.session, 'recipient'), [{ at: null, need: null }])
  await paid(town, order)
  const until = town.clock().getTime() + 90 * dayMillis
  const pinned = [{ at: until, need: 'undelivered-order' }]
  assert.deepEqual(await planned(aiko.session, 'recipient'), pinned)
  await erased(aiko.session)
  await forgetOverdue(town.vault.core)
  assert.deepEqual((await label(hana, order)).recipient, recipient)
  const [record] = await kept(aiko.member, 'recipient')
  const by = { carrier: 'yamato', number: '1234-5678' } as const
  await town.ask.accounts.parcelShipped({ ...hana, order, ...by }, inTime)
  assert.deepEqual(await kept(aiko.member, 'sent-parcel'), [])
  await forgetOverdue(town.vault.core)
  assert.deepEqual(await kept(aiko.member, 'recipient'), [])
  assert.equal(await ruleOf(record?.id), 'need-ended')
})

test('a parcel that was sent, or whose money went back, keeps no address of an erased buyer', async () => {
  const hana = await sellerIn(town, 'hana2@people.example')
  const aiko = await signIn(town, 'aiko2@people.example')
  const [sent, refunded] = [await orderOf(aiko, hana), await orderOf(aiko, hana)]
  await paid(town, sent)
  await paid(town, refunded)
  await town.ask.accounts.parcelShipped({ ...hana, order: sent, carrier: '', number: '' }, inTime)
  const needs = (await planned(aiko.session, 'recipient')).map(({ need }) => need)
  assert.deepEqual(needs.sort(), ['undelivered-order', null].sort())
  await erased(aiko.session)
  assert.equal((await kept(aiko.member, 'recipient')).length, 1)
  await givenBack(town, refunded)
  await forgetOverdue(town.vault.core)
  assert.deepEqual(await kept(aiko.member, 'recipient'), [])
})

async function setAccount({ session, seller, confirm }: Seller): Promise<void> {
  const want = { session, seller, account, taxNumber: null, locale: 'ja' } as const
  const assertion = await confirm({ kind: 'set-payout-account', seller, account, taxNumber: null })
  await town.ask.accounts.setPayoutAccount({ ...want, assertion }, inTime)
}

async function payable({ seller }: Seller) {
  const want = { payout: randomUUID(), sellers: [seller] }
  return (await town.ask.payments.payoutAccounts(want, inTime)).accounts[0]?.account
}

test('a seller’s account stays while money is owed, at most five years, and then goes', async () => {
  const hana = await sellerIn(town, 'hana3@people.example')
  await setAccount(hana)
  const unpaid = [{ at: null, need: null }]
  assert.deepEqual(await planned(hana.session, 'payout-account'), unpaid)
  const order = randomUUID()
  await paid(town, order, [hana.seller])
  const until = new Date(town.clock())
  until.setUTCFullYear(until.getUTCFullYear() + 5)
  const pinned = [{ at: until.getTime(), need: 'owed-money' }]
  assert.deepEqual(await planned(hana.session, 'payout-account'), pinned)
  await erased(hana.session)
  await forgetOverdue(town.vault.core)
  assert.deepEqual(await payable(hana), account)
  const [record] = await kept(hana.member, 'payout-account')
  await givenBack(town, order, [hana.seller])
  await forgetOverdue(town.vault.core)
  assert.equal(await payable(hana), null)
  assert.equal(await ruleOf(record?.id), 'need-ended')
})

test('what is owed begins with the first sale and not with the last one', async () => {
  const seller = randomUUID()
  await paid(town, randomUUID(), [seller])
  const since = () =>
    town.look('select owed_since from owed_sellers where seller_id = $1', [seller])
  const first = await since()
  town.clock.advance(dayMillis)
  await paid(town, randomUUID(), [seller])
  assert.deepEqual(await since(), first)
})
