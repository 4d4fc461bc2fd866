import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { newAddress } from '#test/cast/names.ts'
import { type Person, personIn } from '#test/cast/person.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { bind, handOff, payByCard, takeToCheckout } from '#test/cast/purchase.ts'
import { buttonTo, goesToPay, orders, saysWho, typesCard } from '#test/cast/steps.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { openBrowser } from '#test/looks/browser.ts'
import { assertBought } from '#test/proofs/agreement.ts'
import { hears, type LimitedWork, offerLimited, type Purchase } from '#test/proofs/buyer.ts'

let town: Town
let browser: Browser
beforeAll(async () => {
  town = await theTown()
  browser = await openBrowser()
}, 300_000)
afterAll(() => browser?.close())

/** One order, one charge, one set of postings, one right to download. */
async function assertOne(purchase: Purchase): Promise<void> {
  await hears(purchase, 'paid')
  await pollUntil(
    'the vault was told',
    async () => {
      const text = 'select 1 from outbox where order_id = $1 and told_at is null'
      return (await town.books.sql('market', text, [purchase.order])).length === 0
    },
    20_000,
  )
  await assertBought(town, purchase)
  const carts = await town.books.sql(
    'market',
    `select count(*)::int as orders from orders where cart_id =
       (select cart_id from orders where id = $1)`,
    [purchase.order],
  )
  assert.deepEqual(carts, [{ orders: 1 }])
}

/** The same person, asked without a browser whether all is well. */
async function asVisitor(person: Person): Promise<Purchase['buyer']> {
  const visitor = town.visitor()
  const cookies = await person.context.cookies(town.origins.shop)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { ask } = visitor
  visitor.ask = (url, wish) => ask(url, { ...wish, headers: { ...wish.headers, cookie } })
  return visitor
}

async function onWorkPage(work: LimitedWork): Promise<Person> {
  const person = await personIn(town, browser)
  await person.page.goto(`${town.origins.shop}/works/${work.id}`)
  return person
}

test('every button pressed twice is one purchase', async () => {
  const work = await offerLimited(town, '二度押し')
  const person = await onWorkPage(work)
  const { page } = person
  await buttonTo(page, '/cart/lines').click()
  await page.waitForURL(/\/cart/)
  await buttonTo(page, '/checkout').dblclick()
  await page.waitForURL(/\/checkout\/[0-9a-f-]{36}$/)
  const order = page.url().slice(-36)
  const address = newAddress('guest')
  await page.fill('input[name="address"]', address)
  await page.locator('form[action^="/checkout/"] button[type="submit"]').first().dblclick()
  await page.waitForURL(/pay\.localhost/)
  await page.locator('#proceed').dblclick()
  await page.waitForURL(/provider\.localhost/)
  await page.fill('input[name="number"]', '4242424242424242')
  await page.fill('input[name="expiry"]', '12/34')
  await page.fill('input[name="code"]', '123')
  await page.locator('form[action*="/card"] button').first().dblclick()
  await page.waitForURL(new RegExp(`/orders/${order}$`))
  await assertOne({ buyer: await asVisitor(person), work, address, order })
  await person.context.close()
}, 60_000)

test('the back button at every step leads to the same purchase', async () => {
  const work = await offerLimited(town, '戻るボタン')
  const person = await onWorkPage(work)
  const { page } = person
  const order = await orders(page)
  await page.goBack()
  await page.waitForURL(/\/cart/)
  await buttonTo(page, '/checkout').click()
  await page.waitForURL(new RegExp(`/checkout/${order}$`))
  const address = newAddress('guest')
  await saysWho(page, address)
  await page.goBack()
  await saysWho(page, address)
  await goesToPay(page)
  await page.goBack()
  await goesToPay(page)
  await typesCard(page)
  await page.waitForURL(new RegExp(`/orders/${order}$`))
  // Back to the pay page after paying, and on from there once more.
  await page.goBack()
  await page.goto(`${town.origins.shop}/orders/${order}`)
  await assertOne({ buyer: await asVisitor(person), work, address, order })
  await person.context.close()
}, 90_000)

test('two tabs that go to pay the same cart charge once', async () => {
  const work = await offerLimited(town, '二つのタブ')
  const buyer = town.visitor()
  const checkout = await takeToCheckout(buyer, [work.id])
  const address = newAddress('guest')
  const passes = await Promise.all([1, 2].map(() => bind(buyer, checkout, { address })))
  const aways = await Promise.all(passes.map(({ location }) => handOff(buyer, location)))
  await Promise.all(aways.map(({ location }) => payByCard(buyer, location).catch(() => undefined)))
  await assertOne({ buyer, work, address, order: checkout.order })
}, 60_000)

for (const card of [
  'success',
  'webhook-twice',
  'webhook-before-return',
  'webhook-late',
  'webhook-never',
]) {
  for (const returns of [true, false]) {
    const ending = returns ? 'who comes back' : 'whose browser is closed before the return'
    test(`the card "${card}" of somebody ${ending} is one purchase`, async () => {
      const work = await offerLimited(town, `${card} ${returns}`)
      const buyer = town.visitor()
      const checkout = await takeToCheckout(buyer, [work.id])
      const address = newAddress('guest')
      const bound = await bind(buyer, checkout, { address })
      const away = await handOff(buyer, bound.location)
      const paid = await payByCard(buyer, away.location, card)
      if (returns) await buyer.follow(paid)
      await assertOne({ buyer, work, address, order: checkout.order })
      // However late it is asked again, the answer stays the same.
      const again = await handOff(buyer, bound.location)
      assert.equal(again.location, `${town.origins.shop}/orders/${checkout.order}`)
    }, 60_000)
  }
}

test('a card that is declined costs nothing, and the next one pays the same order', async () => {
  const work = await offerLimited(town, '断られたカード')
  const buyer = town.visitor()
  const checkout = await takeToCheckout(buyer, [work.id])
  const address = newAddress('guest')
  const bound = await bind(buyer, checkout, { address })
  const away = await handOff(buyer, bound.location)
  for (const card of ['declined', 'insufficient-funds', 'expired-card', 'network-error']) {
    await payByCard(buyer, away.location, card)
  }
  const paid = await payByCard(buyer, away.location)
  await buyer.follow(paid)
  await assertOne({ buyer, work, address, order: checkout.order })
}, 60_000)
