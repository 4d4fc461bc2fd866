import assert from 'node:assert/strict'
import { beforeAll, test } from 'vitest'
import type { Answer } from '#test/cast/ask.ts'
import { newAddress } from '#test/cast/names.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { bind, type Checkout, handOff, payByCard, takeToCheckout } from '#test/cast/purchase.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { type Visitor, wordsOf } from '#test/cast/visitor.ts'
import { assertBooksBalance, assertBought, assertOneLetter } from './agreement.ts'
import { hears, type LimitedWork, offerLimited, type Purchase } from './buyer.ts'
import { whileStill } from './held-still.ts'
import { persistently } from './kill-town.ts'

/** The gateway's bound in this town, and a little for a busy machine. */
const boundMillis = 6_000 + 6_000
const english = { 'accept-language': 'en' }

let town: Town
let work: LimitedWork
beforeAll(async () => {
  town = await theTown('away')
  work = await offerLimited(town, '嵐の中の本', 20)
}, 240_000)

/** Somebody on the way to pay: the order is held, or bound and with a pass, as the test needs. */
interface Buying {
  buyer: Visitor
  address: string
  work: LimitedWork
  checkout: Checkout
}

async function ordersSomething(): Promise<Buying> {
  const buyer = town.visitor()
  const work = await offerLimited(town, '嵐の中の本')
  const checkout = await takeToCheckout(buyer, [work.id])
  return { buyer, address: newAddress('guest'), work, checkout }
}

async function inTime(answer: Promise<Answer>): Promise<Answer> {
  const began = performance.now()
  const got = await answer
  const millis = performance.now() - began
  assert.ok(millis < boundMillis, `${got.url} took ${millis} ms`)
  return got
}

/** Pages that need nothing of what is away are as ever. */
async function stillThere(...urls: string[]): Promise<void> {
  const answers = await Promise.all(urls.map((url) => inTime(town.visitor().open(url))))
  for (const answer of answers) assert.equal(answer.status, 200, `${answer.url} ${wordsOf(answer)}`)
}

/** An answer in time that says in these words what is wrong, and when to come again. */
async function says(asked: Promise<Answer>, words: RegExp): Promise<Answer> {
  const answer = await inTime(asked)
  assert.ok([503, 504].includes(answer.status), `${answer.url} said ${answer.status}`)
  assert.match(wordsOf(answer), words)
  return answer
}

const shop = (path: string) => town.origins.shop + path
const account = (path: string) => town.origins.account + path

/** From the question who orders to the end, and everything agrees. */
async function buysInTheEnd(buying: Buying): Promise<void> {
  const { buyer, address, checkout } = buying
  const bound = await persistently(() => bind(buyer, checkout, { address }), 303)
  const away = await persistently(() => handOff(buyer, bound.location), 303)
  const back = await payByCard(buyer, away.location)
  await persistently(() => buyer.open(back.location))
  await agrees(buying)
}

/** One order of this cart, one charge, one sale, one letter. */
async function agrees({ buyer, address, work, checkout: { order } }: Buying): Promise<void> {
  const purchase: Purchase = { buyer, work, address, order }
  await hears(purchase, 'paid')
  await assertOneLetter(town, purchase)
  await assertBought(town, purchase)
  const orders = await town.books.sql(
    'market',
    `select 1 from orders where cart_id = (select cart_id from orders where id = $1)`,
    [order],
  )
  assert.equal(orders.length, 1)
}

test('with the vault held still one shops on, and who wants to say their name is told', async () => {
  const buying = await ordersSomething()
  const { buyer, checkout } = buying
  await whileStill(town, 'vault', async () => {
    const other = town.visitor()
    const signIn = await other.open(account('/sign-in'))
    const typed = { address: 'still.typing@people.example', receiptName: '花屋 Hana' }
    const [who, code] = await Promise.all([
      says(buyer.submit(checkout.page, `/checkout/${checkout.order}`, typed), /もう一度お試し/),
      says(other.submit(signIn, '/sign-in', { address: typed.address }), /もう一度お試し/),
      stillThere(shop('/'), shop(`/works/${work.id}`), shop('/search?q=本'), shop('/cart')),
      takeToCheckout(town.visitor(), [work.id]),
    ])
    assert.match(who.text, /value="still\.typing@people\.example"/)
    assert.match(who.text, /value="花屋 Hana"/)
    assert.match(code.text, /value="still\.typing@people\.example"/)
  })
  await buysInTheEnd(buying)
}, 90_000)

test('with payments held still whoever goes to pay is told, and pays once in the end', async () => {
  const buying = await ordersSomething()
  const { buyer, address, checkout } = buying
  const bound = await bind(buyer, checkout, { address })
  const paying = await ordersSomething()
  const toPay = await bind(paying.buyer, paying.checkout, paying)
  const away = await handOff(paying.buyer, toPay.location)
  const back = await whileStill(town, 'payments', async () => {
    // The provider's news cannot be told either; it tells again.
    const paid = await payByCard(paying.buyer, away.location)
    await Promise.all([
      says(handOff(buyer, bound.location), /時間内に応答がありません.*二重に課金/),
      says(
        paying.buyer.ask(paid.location, { headers: english }),
        /no answer in time.*charged twice/,
      ),
      stillThere(shop('/'), shop('/cart'), account('/sign-in'), bound.location),
      takeToCheckout(town.visitor(), [work.id]),
    ])
    return paid
  })
  await persistently(() => paying.buyer.open(back.location))
  await agrees(paying)
  await buysInTheEnd(buying)
}, 90_000)

test('with the mailer or the worker held still one buys, and what they do comes later', async () => {
  const buying = await ordersSomething()
  const { buyer, address, checkout } = buying
  const fresh = await offerLimited(town, '凪のあとの楽譜')
  const found = async () => wordsOf(await town.visitor().open(shop('/search?q=凪')))
  await whileStill(town, 'mailer', () =>
    whileStill(town, 'worker', async () => {
      const payload = [JSON.stringify({ work: fresh.id }), `index-${fresh.id}`]
      await town.books.sql('market', `select enqueue_job('index-work', $1::json, $2)`, payload)
      const bound = await inTime(bind(buyer, checkout, { address }))
      const away = await inTime(handOff(buyer, bound.location))
      const back = await payByCard(buyer, away.location)
      await inTime(buyer.open(back.location))
      await hears({ ...buying, order: checkout.order }, 'paid')
      assert.doesNotMatch(await found(), /凪のあとの楽譜/)
      assert.deepEqual(await town.allLettersTo(address), [])
    }),
  )
  await agrees(buying)
  await pollUntil('it is found', async () => /凪のあとの楽譜/.test(await found()), 30_000)
}, 90_000)

test('with the provider held still one is told so, and goes there by the same pass later', async () => {
  const buying = await ordersSomething()
  const { buyer, address, checkout } = buying
  const bound = await bind(buyer, checkout, { address })
  await whileStill(town, 'provider', async () => {
    const [told] = await Promise.all([
      says(handOff(buyer, bound.location), /決済代行会社につながりません。請求はされていません/),
      stillThere(shop('/'), shop('/cart'), account('/sign-in')),
      takeToCheckout(town.visitor(), [work.id]),
    ])
    assert.ok(told.text.includes(new URL(bound.location).search.split('&')[0]!))
  })
  await buysInTheEnd(buying)
}, 90_000)

test('with the database held still known pages are there, the others say so, and all goes on', async () => {
  const buying = await ordersSomething()
  const other = town.visitor()
  const wanted = await offerLimited(town, '嵐の夜の本')
  const page = await other.open(shop(`/works/${wanted.id}`))
  await other.submit(page, '/cart/lines')
  const cart = await other.open(shop('/cart'))
  // A new work is on the shelves, so they are asked for once more; from then on they are known.
  for (const path of ['/', `/works/${work.id}`]) await town.visitor().open(shop(path))
  const resting = /一時的に止まって|時間がかかって/
  await whileStill(town, 'database', async () => {
    await Promise.all([
      stillThere(shop('/'), shop(`/works/${work.id}`), account('/sign-in')),
      stillThere(`${town.origins.pay}/?t=x`),
      says(other.open(shop('/cart')), resting),
      says(town.visitor().open(shop('/search?q=本')), resting),
      says(other.submit(cart, '/checkout'), resting),
      says(bind(buying.buyer, buying.checkout, buying), resting),
      says(other.get(shop('/search?q=storm'), english), /resting|too long/),
    ])
  })
  const checkout = await persistently(() => other.submit(cart, '/checkout'), 303)
  const who = await persistently(() => other.follow(checkout))
  const order = who.url.slice(-36)
  const address = newAddress('guest')
  await buysInTheEnd({ buyer: other, address, work: wanted, checkout: { order, page: who } })
  await buysInTheEnd(buying)
}, 90_000)

test('with the shop held still its pages say so, and account and pay pages are there', async () => {
  const buying = await ordersSomething()
  await whileStill(town, 'storefront', () =>
    Promise.all([
      says(town.visitor().get(shop('/')), /時間内に応答がありません/),
      says(town.visitor().get(shop('/'), english), /no answer in time/),
      stillThere(account('/sign-in'), account(`/checkout/${buying.checkout.order}`)).catch(
        () => {},
      ),
      stillThere(`${town.origins.pay}/?t=x`),
    ]),
  )
  await buysInTheEnd(buying)
  await assertBooksBalance(town)
}, 90_000)
