import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, inTime, passkeyFor, sellerIn, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const refused = (code: RefusalCode, field?: string) => (error: unknown) =>
  isRefusal(error, code) && (field === undefined || error.details.field === field)

const account = {
  bank: '0001',
  bankName: '倉敷銀行',
  branch: '123',
  branchName: '中央支店',
  type: 'ordinary',
  number: '7654321',
  holder: 'ハナ　ヤ(カ)',
} as const
const asKept = { ...account, holder: 'ﾊﾅ ﾔ(ｶ)' }
const another = { ...account, number: '1111111', holder: 'ベツ ノ ヒト' }
const weekMillis = 7 * 86_400_000

type Seller = Awaited<ReturnType<typeof sellerIn>>
type Account = Omit<typeof account, 'number' | 'holder'> & { number: string; holder: string }

async function set(seller: Seller, said: Account, signed: Account = said, taxNumber?: string) {
  const { session, seller: id, confirm } = seller
  const tax = taxNumber ?? null
  const act = { kind: 'set-payout-account', seller: id, account: signed, taxNumber: tax } as const
  const want = { session, seller: id, account: said, taxNumber: tax, locale: 'ja' } as const
  return town.ask.accounts.setPayoutAccount({ ...want, assertion: await confirm(act) }, inTime)
}

const mine = ({ session, seller }: Seller) =>
  town.ask.accounts.myPayoutAccount({ session, seller }, inTime)

async function payable({ seller }: Seller) {
  const want = { payout: randomUUID(), sellers: [seller] }
  return (await town.ask.payments.payoutAccounts(want, inTime)).accounts
}

test('a seller’s account is set by passkey, and payments has it for a payout', async () => {
  const hana = await sellerIn(town, 'hana@people.example')
  const { seller } = hana
  assert.deepEqual(await mine(hana), { account: null, taxNumber: null, next: null })
  assert.deepEqual(await payable(hana), [{ seller, account: null, heldUntil: null }])
  await assert.rejects(set(hana, another, account), refused('passkey-needed'))
  await set(hana, account, account, 'T7000012050002')
  assert.deepEqual(await mine(hana), {
    account: asKept,
    taxNumber: 'T7000012050002',
    next: null,
  })
  assert.deepEqual(await payable(hana), [{ seller, account: asKept, heldUntil: null }])
  const { openings } = await town.ask.accounts.myOpenings(
    { session: hana.session, like: null, before: null, limit: 1 },
    inTime,
  )
  assert.deepEqual(
    openings.map(({ principal, purpose, kind }) => [principal, purpose, kind]),
    [['payments', 'payout', 'payout-account']],
  )
})

test('a changed account waits a week, its owner is written to, and nobody is paid meanwhile', async () => {
  const ren = await sellerIn(town, 'ren@people.example')
  const { seller } = ren
  await set(ren, account)
  await allLetters(town)
  const { from } = await set(ren, another)
  assert.equal(from, town.clock().getTime() + weekMillis)
  const [letter] = await allLetters(town)
  assert.equal(letter!.to, 'ren@people.example')
  assert.match(letter!.subject, /変更/)
  assert.ok(!letter!.text.includes('1111111'))
  assert.deepEqual(await payable(ren), [{ seller, account: null, heldUntil: from }])
  const standing = await mine(ren)
  assert.equal(standing.account?.number, '7654321')
  assert.equal(standing.next?.account.number, '1111111')
  town.clock.advance(weekMillis + 1000)
  assert.equal((await payable(ren))[0]!.account?.number, '1111111')
  await forgetOverdue(town.vault.core)
  const left = await town.look(
    `select 1 from records where about = $1 and kind = 'payout-account'`,
    [seller],
  )
  assert.equal(left.length, 1)
  assert.equal((await mine({ ...ren, ...(await signIn(town, 'ren@people.example')) })).next, null)
})

test('a change that was not meant is taken back, and the account before stays', async () => {
  const aoi = await sellerIn(town, 'aoi@people.example')
  const { session, seller } = aoi
  await set(aoi, account)
  await set(aoi, another)
  await set(aoi, { ...another, number: '2222222' })
  await town.ask.accounts.cancelPayoutChange({ session, seller }, inTime)
  assert.deepEqual(await payable(aoi), [{ seller, account: asKept, heldUntil: null }])
  town.clock.advance(weekMillis + 1000)
  await forgetOverdue(town.vault.core)
  assert.equal((await payable(aoi))[0]!.account?.number, '7654321')
})

test('only who published for the shop sees or sets its account', async () => {
  const kai = await sellerIn(town, 'kai@people.example')
  await set(kai, account)
  const thief = await signIn(town, 'thief@people.example')
  const device = await passkeyFor(town, thief.session)
  const confirm: Seller['confirm'] = async () => device.answer(await challenge())
  const challenge = () =>
    town.ask.accounts.actChallenge({ session: thief.session, act: Buffer.alloc(32) }, inTime)
  const other = { ...kai, ...thief, confirm }
  await assert.rejects(async () => mine(other), refused('not-yours'))
  await assert.rejects(set(other, another), refused('not-yours'))
  const cancel = async () =>
    town.ask.accounts.cancelPayoutChange({ session: thief.session, seller: kai.seller }, inTime)
  await assert.rejects(cancel, refused('not-yours'))
  assert.equal((await mine(kai)).account?.number, '7654321')
})

const wrong: [string, Partial<Account>][] = [
  ['bank', { bank: '00a1' as never }],
  ['branch', { branch: '12x' as never }],
  ['number', { number: '123456x' }],
  ['holder', { holder: '花屋' }],
  ['bankName', { bankName: '　' as never }],
]

test('an account or number that cannot be one is refused by its field', async () => {
  const sora = await sellerIn(town, 'sora@people.example')
  for (const [field, change] of wrong) {
    await assert.rejects(set(sora, { ...account, ...change }), refused('bad-input', field), field)
  }
  const tax = set(sora, account, account, 'T1234567890123')
  await assert.rejects(tax, refused('bad-input', 'taxNumber'))
})
