import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import {
  allLetters,
  firstOperator,
  guestOrder,
  inTime,
  nextLetter,
  paid,
  paidNothing,
  passkeyFor,
  sellerIn,
  signIn,
} from './people.ts'

const dayMillis = 24 * 3_600_000

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(2 * dayMillis)
  await allLetters(town)
})

const tooMany = (error: unknown) => isRefusal(error, 'too-many-tries')

/** To whom letters went since the last look. */
const written = async () => (await allLetters(town)).map(({ to }) => to).toSorted()

/** Spellings that many providers lead to one mailbox. */
const spelling = (count: number) =>
  [`aiko@a.example`, `ai.ko@a.example`, `a.iko+${count}@a.example`][count % 3]!

async function codeForOrder(order: string, source: string = randomUUID(), known?: Buffer) {
  const browserSecret = randomBytes(16)
  const want = { order, browserSecret, locale: 'ja', source, known: known ?? null } as const
  return town.ask.accounts.startOrderAccess(want, inTime)
}

async function codeForSignIn(address: string, source: string = randomUUID(), known?: Buffer) {
  const browserSecret = randomBytes(16)
  const want = { address, browserSecret, locale: 'ja', source, known: known ?? null } as const
  return town.ask.accounts.startSignIn(want, inTime)
}

/** What the log has of letters left out, once all is written. */
async function leftOut() {
  await town.vault.core.append({})
  const rows = await town.look<{ kind: string }>(
    `select kind from log_entries where purpose = 'letter-left-out' and at >= $1 order by index`,
    [town.clock()],
  )
  return rows.map(({ kind }) => kind)
}

test('free orders of strangers have a mailbox written to ten times a day, however it is spelled', async () => {
  for (let count = 0; count < 15; count += 1) {
    await paidNothing(town, await guestOrder(town, spelling(count)))
  }
  assert.equal((await written()).length, 10)
  assert.deepEqual(await leftOut(), ['order-confirmation 1'])
  // Others are not written to less for it.
  await paidNothing(town, await guestOrder(town, 'ren@a.example'))
  assert.deepEqual(await written(), ['ren@a.example'])
  town.clock.advance(dayMillis)
  await paidNothing(town, await guestOrder(town, 'aiko@a.example'))
  assert.deepEqual(await written(), ['aiko@a.example'])
})

test('who paid, or ordered as the member they are, is written to whatever strangers did', async () => {
  const address = 'owed@a.example'
  const { session } = await signIn(town, address)
  await allLetters(town)
  for (let count = 0; count < 12; count += 1) {
    await paidNothing(town, await guestOrder(town, address))
  }
  assert.equal((await written()).length, 10)
  await paid(town, await guestOrder(town, address))
  const own = randomUUID()
  const bound = { order: own, session, address: null, receiptName: '', locale: 'ja' } as const
  await town.ask.accounts.bindOrder(bound, inTime)
  await paidNothing(town, own)
  assert.deepEqual(await written(), [address, address])
})

test('an order that is told as free twice has its mailbox counted once', async () => {
  const orders = []
  for (let count = 0; count < 9; count += 1) orders.push(await guestOrder(town, 'twice@a.example'))
  for (const order of [...orders, ...orders]) await paidNothing(town, order)
  await paidNothing(town, await guestOrder(town, 'twice@a.example'))
  assert.equal((await written()).length, 10)
})

test('codes for orders count for their mailbox, and whoever asks cannot tell', async () => {
  const orders = []
  for (let count = 0; count < 13; count += 1) orders.push(await guestOrder(town, spelling(count)))
  for (const order of orders) await codeForOrder(order)
  assert.equal((await written()).length, 10)
  assert.deepEqual(await leftOut(), ['order-access-code 1'])
  await town.reopen()
  await codeForOrder(orders[0]!)
  assert.deepEqual(await written(), [])
  // What was asked for by orders keeps nobody from signing in, and no other mailbox from its own.
  await codeForSignIn('aiko@a.example')
  await codeForOrder(await guestOrder(town, 'ren@a.example'))
  assert.deepEqual(await written(), ['aiko@a.example', 'ren@a.example'])
})

test('a code for an order goes to the mailbox it was counted for, or to nobody', async () => {
  const order = await guestOrder(town, 'mallory@a.example')
  await codeForOrder(order)
  town.clock.advance(1)
  const corrected = { order, session: null, address: 'aiko@a.example' } as const
  await town.ask.accounts.bindOrder({ ...corrected, receiptName: '', locale: 'ja' }, inTime)
  assert.deepEqual(await written(), [])
  await codeForOrder(order)
  assert.deepEqual(await written(), ['aiko@a.example'])
})

test('sign-in codes are twenty in an hour and sixty in a day for a mailbox, however it is spelled', async () => {
  const siege = async () => {
    for (let count = 0; ; count += 1) await codeForSignIn(spelling(count))
  }
  const counts = []
  for (let hour = 0; hour < 5; hour += 1) {
    await assert.rejects(siege(), tooMany)
    counts.push((await written()).length)
    town.clock.advance(3_600_000)
  }
  assert.deepEqual(counts, [20, 20, 20, 0, 0])
})

test('a browser that proved its mailbox gets its code when its whole network may ask no more', async () => {
  const address = 'shared-network@a.example'
  const { known } = await signIn(town, address)
  const order = await guestOrder(town, address)
  await allLetters(town)
  const flood = async () => {
    for (let count = 0; ; count += 1) await codeForSignIn(`other-${count}@a.example`, 'dormitory')
  }
  await assert.rejects(flood(), tooMany)
  await written()
  await assert.rejects(codeForSignIn(address, 'dormitory'), tooMany)
  await assert.rejects(codeForOrder(order, 'dormitory'), tooMany)
  await codeForSignIn(address, 'dormitory', known)
  await codeForOrder(order, 'dormitory', known)
  assert.deepEqual(await written(), [address, address])
  // Its own allowance is one for all kinds, and is not begun anew by a restart.
  await town.reopen()
  for (let count = 0; count < 3; count += 1) await codeForOrder(order, 'dormitory', known)
  await assert.rejects(codeForSignIn(address, 'dormitory', known), tooMany)
})

test('its own browser gets the code for an order when strangers used up those of its mailbox', async () => {
  const address = 'guest@a.example'
  const { known } = await signIn(town, address)
  const order = await guestOrder(town, address)
  for (let count = 0; count < 12; count += 1) {
    await codeForOrder(await guestOrder(town, address))
  }
  await written()
  await codeForOrder(order)
  assert.deepEqual(await written(), [])
  await codeForOrder(order, 'home', known)
  assert.deepEqual(await written(), [address])
})

test('of messages about free orders a shop and a mailbox hear ten times a day, of paid ones always', async () => {
  const shop = await sellerIn(town, 'shop@a.example')
  const buyer = await signIn(town, 'buyer@a.example')
  await allLetters(town)
  const say = async (order: string, as: 'buyer' | 'seller') => {
    const { session } = as === 'buyer' ? buyer : shop
    const side = { order, seller: shop.seller, as, session, orderAccess: null }
    await town.ask.accounts.writeMessage({ ...side, text: 'こんにちは' }, inTime)
  }
  const ordered = async () => {
    const order = randomUUID()
    const bound = { order, session: buyer.session, address: null, receiptName: '' } as const
    await town.ask.accounts.bindOrder({ ...bound, locale: 'ja' }, inTime)
    return order
  }
  const free = []
  for (let count = 0; count < 12; count += 1) free.push(await ordered())
  for (const order of free) await paidNothing(town, order)
  await allLetters(town)
  for (const order of free) await say(order, 'buyer')
  assert.equal((await written()).length, 10)
  for (const order of free) await say(order, 'seller')
  assert.equal((await written()).length, 10)
  const bought = await ordered()
  await paid(town, bought)
  await allLetters(town)
  await say(bought, 'buyer')
  await say(bought, 'seller')
  assert.deepEqual(await written(), ['buyer@a.example', 'shop@a.example'])
})

test('a stolen session says passkeys lost five times a day, each told, and then is refused', async () => {
  const { session } = await signIn(town, 'owner@a.example')
  await passkeyFor(town, session)
  await allLetters(town)
  const lose = async () => {
    await town.ask.accounts.losePasskeys({ session, locale: 'en' }, inTime)
    await town.ask.accounts.cancelPasskeyLoss({ session }, inTime)
  }
  for (let count = 0; count < 5; count += 1) await lose()
  await assert.rejects(lose, tooMany)
  assert.equal((await written()).length, 5)
  const { due } = await town.ask.accounts.myPasskeyLoss({ session }, inTime)
  assert.equal(due, null)
})

test('a stolen session moves an account five times a day, each told, and then is refused', async () => {
  const { session } = await signIn(town, 'moves@a.example')
  const { accounts } = town.ask
  const move = async () => {
    await allLetters(town)
    const browserSecret = randomBytes(16)
    const address = `${randomUUID()}@a.example`
    const want = { session, address, browserSecret, locale: 'en', source: randomUUID() } as const
    const { attempt } = await accounts.startAddressChange(want, inTime)
    const { code } = await nextLetter(town)
    await accounts.answerAddressChange({ session, attempt, browserSecret, code }, inTime)
    assert.deepEqual(await written(), ['moves@a.example'])
  }
  for (let count = 0; count < 5; count += 1) await move()
  await assert.rejects(move, tooMany)
  assert.deepEqual(await written(), [])
})

test('a passkey too many is refused, and removing one never is', async () => {
  const { session } = await signIn(town, 'passkeys@a.example')
  const { accounts } = town.ask
  for (let count = 0; count < 40; count += 1) {
    await passkeyFor(town, session)
    const { passkeys } = await accounts.myPasskeys({ session }, inTime)
    const { credential } = passkeys[0]!
    await accounts.removePasskey({ session, credential, locale: 'en' }, inTime)
  }
  assert.equal((await written()).length, 1 + 80)
  await assert.rejects(passkeyFor(town, session), tooMany)
})

test('a code that waited until it is good no more is not sent', async () => {
  await codeForSignIn('late@a.example')
  town.clock.advance(10 * 60_000)
  assert.deepEqual(await written(), [])
})

test('of reports about free orders of a shop operators hear ten times a day, of paid ones always', async () => {
  await firstOperator(town)
  const shop = await sellerIn(town, 'reported-shop@a.example')
  const buyer = await signIn(town, 'reported-buyer@a.example')
  const { accounts } = town.ask
  const report = async (pay: typeof paidNothing) => {
    const order = randomUUID()
    const bound = { order, session: buyer.session, address: null, receiptName: '' } as const
    await accounts.bindOrder({ ...bound, locale: 'ja' }, inTime)
    await pay(town, order)
    const about = { order, seller: shop.seller, orderAccess: null }
    const asBuyer = { ...about, as: 'buyer', session: buyer.session } as const
    const asSeller = { ...about, as: 'seller', session: shop.session } as const
    await accounts.writeMessage({ ...asBuyer, text: '宣伝' }, inTime)
    const { messages } = await accounts.messagesOf(asSeller, inTime)
    const message = messages[0]!.id
    await accounts.reportMessage({ ...asSeller, message, reason: 'spam' }, inTime)
  }
  await allLetters(town)
  for (let count = 0; count < 12; count += 1) await report(paidNothing)
  const toOperators = async () => (await written()).filter((to) => to === 'osamu@people.example')
  assert.equal((await toOperators()).length, 10)
  await report(paid)
  assert.equal((await toOperators()).length, 1)
})
