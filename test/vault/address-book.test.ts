import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { inTime, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const refused = (code: RefusalCode, field?: string) => (error: unknown) =>
  isRefusal(error, code) && (field === undefined || error.details.field === field)

const kurashiki = {
  form: 'japanese',
  name: '森 愛子',
  country: 'JP',
  postalCode: '710-0046',
  region: '岡山県',
  city: '倉敷市中央',
  street: '１丁目１番１号',
  building: '',
  phone: '086-000-0000',
} as const

const abroad = {
  form: 'foreign',
  name: 'A. Buyer',
  country: 'FR',
  postalCode: '75001',
  region: '',
  city: 'Paris',
  street: '1 rue de l’Exemple',
  building: '',
  phone: '',
} as const

test('a member keeps addresses of both forms, changes and removes them', async () => {
  const { session } = await signIn(town, 'book@people.example')
  const { accounts } = town.ask
  assert.deepEqual(await accounts.myBook({ session }, inTime), { addresses: [], birthdays: [] })
  const want = { session, replaces: null }
  const { id } = await accounts.keepAddress({ ...want, address: kurashiki }, inTime)
  const { id: second } = await accounts.keepAddress({ ...want, address: abroad }, inTime)
  const { addresses } = await accounts.myBook({ session }, inTime)
  const asKept = { ...kurashiki, postalCode: '7100046', street: '1丁目1番1号' }
  assert.deepEqual(addresses, [
    { id, ...asKept },
    { id: second, ...abroad },
  ])
  const moved = { ...kurashiki, building: '二階' }
  await accounts.keepAddress({ session, replaces: id, address: moved }, inTime)
  await accounts.removeFromBook({ session, id: second }, inTime)
  const after = (await accounts.myBook({ session }, inTime)).addresses
  assert.deepEqual(
    after.map(({ building }) => building),
    ['二階'],
  )
  const { openings } = await accounts.myOpenings(
    { session, like: null, before: null, limit: 9 },
    inTime,
  )
  assert.equal(openings.filter(({ purpose }) => purpose === 'my-book').length, 2)
})

test('nobody changes or removes what stands in the book of another', async () => {
  const { session } = await signIn(town, 'mine@people.example')
  const other = await signIn(town, 'other@people.example')
  const { accounts } = town.ask
  const { id } = await accounts.keepAddress({ session, replaces: null, address: kurashiki }, inTime)
  const theirs = { session: other.session, replaces: id, address: abroad }
  await assert.rejects(async () => accounts.keepAddress(theirs, inTime), refused('not-found'))
  const remove = async () => accounts.removeFromBook({ session: other.session, id }, inTime)
  await assert.rejects(remove, refused('not-found'))
  assert.equal((await accounts.myBook({ session }, inTime)).addresses.length, 1)
})

const wrong: [string, object][] = [
  ['postalCode', { postalCode: '71' }],
  ['region', { region: 'Okayama' }],
  ['country', { country: 'FR' }],
  ['country', { form: 'foreign', country: 'QX' }],
  ['country', { form: 'foreign' }],
  ['name', { name: '　' }],
  ['city', { city: ' ' }],
  ['street', { street: '' }],
  ['phone', { phone: 'call me' }],
]

test('an address that cannot be one is refused by its field', async () => {
  const { session } = await signIn(town, 'wrong@people.example')
  for (const [field, change] of wrong) {
    const address = { ...kurashiki, ...change } as typeof kurashiki
    const keep = async () =>
      town.ask.accounts.keepAddress({ session, replaces: null, address }, inTime)
    await assert.rejects(keep, refused('bad-input', field), JSON.stringify(change))
  }
})

test('a book holds twenty addresses and no more', async () => {
  const { session } = await signIn(town, 'many@people.example')
  const keep = async () =>
    town.ask.accounts.keepAddress({ session, replaces: null, address: abroad }, inTime)
  for (let count = 0; count < 20; count += 1) await keep()
  await assert.rejects(keep, refused('not-allowed'))
})

test('a child’s birthday goes by itself when the child is thirteen', async () => {
  const { session, member } = await signIn(town, 'parent@people.example')
  const { accounts } = town.ask
  const born = `${town.clock().getUTCFullYear() - 12}-12-31`
  await accounts.keepBirthday({ session, birthday: { name: '蓮', born } }, inTime)
  for (const not of ['2020-02-30', '1990-01-01', '2999-01-01', '01-01-2020']) {
    const keep = async () =>
      accounts.keepBirthday({ session, birthday: { name: '蓮', born: not } }, inTime)
    await assert.rejects(keep, refused('bad-input', 'born'), not)
  }
  const { birthdays } = await accounts.myBook({ session }, inTime)
  assert.deepEqual(
    birthdays.map(({ name, born: day }) => ({ name, day })),
    [{ name: '蓮', day: born }],
  )
  const left = () =>
    town.look(`select 1 from records where subject_id = $1 and kind = 'birthday'`, [member])
  await forgetOverdue(town.vault.core)
  assert.equal((await left()).length, 1)
  town.clock.set(`${town.clock().getUTCFullYear() + 1}-12-31T00:00:01Z`)
  await forgetOverdue(town.vault.core)
  assert.equal((await left()).length, 0)
})
