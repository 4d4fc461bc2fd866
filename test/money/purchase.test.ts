import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { money } from '#lib/money.ts'
import { isRefusal } from '#lib/refusal.ts'
import { handOff } from '#market/hand-offs/jobs.ts'
import { tellVault } from '#market/outbox/jobs.ts'
import { bookEvent } from '#market/payments/jobs.ts'
import { sweepIntents } from '#market/sweeps/jobs.ts'
import { browse, until } from '#test/sandbox/browse.ts'
import { payWith } from '#test/sandbox/town.ts'
import { type Counter, openCounter } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter({ SANDBOX_PROVIDER_LATE_SECONDS: '1' })
})
afterEach(() => {
  counter.vault.isAway = false
  assert.deepEqual(
    counter.logged.filter((each) => each.level === 'fault'),
    [],
  )
})
afterAll(() => counter.end())

async function heldOrder(price = 1200) {
  const { market, clock } = counter
  const work = await market.work({ price })
  const order = await market.hold(await market.cartWith(work), { now: clock() })
  return { order, work, pass: counter.passFor(order) }
}

async function rowsOf(table: string, order: string) {
  const { rows } = await counter.market.admin.query(`select * from ${table} where order_id = $1`, [
    order,
  ])
  return rows
}

async function isPaid(order: string) {
  return (await rowsOf('intents', order)).some((each) => each.state === 'paid')
}

test('a buyer goes to the listed provider, pays, and comes back to the order', async () => {
  const { order, pass } = await heldOrder()
  const away = await counter.press(pass)
  assert.equal(away.status, 303)
  assert.equal(new URL(away.location).origin, counter.provider.origin)
  const back = await payWith(away.location, 'success')
  const home = await browse(back.location)
  assert.equal(home.location, `http://localhost:8080/orders/${order}`)
  assert.ok(await isPaid(order))
  assert.equal((await rowsOf('ledger_transactions', order)).length, 1)
  assert.equal((await rowsOf('entitlements', order)).length, 1)
})

test('pressed ten times at once it is one intent and one session', async () => {
  const { order, pass } = await heldOrder()
  const answers = await Promise.all(Array.from({ length: 10 }, () => counter.press(pass)))
  assert.equal(new Set(answers.map((each) => each.location)).size, 1)
  assert.equal((await rowsOf('intents', order)).length, 1)
})

test('another method ends the first session before a second one opens', async () => {
  const { order, pass } = await heldOrder()
  const card = await counter.press(pass, 'card')
  const konbini = await counter.press(pass, 'konbini')
  assert.notEqual(konbini.location, card.location)
  const states = (await rowsOf('intents', order)).map((each) => [each.method, each.state])
  assert.deepEqual(states.sort(), [
    ['card', 'failed'],
    ['konbini', 'handed-off'],
  ])
  await browse((await payWith(card.location, 'success')).location)
  assert.equal(await isPaid(order), false)
})

for (const card of ['webhook-twice', 'webhook-before-return'] as const) {
  test(`the card "${card}" is one charge, one sale, one word to the vault`, async () => {
    const { order, pass } = await heldOrder()
    const away = await counter.press(pass)
    const back = await payWith(away.location, card)
    await until(() => isPaid(order))
    await browse(back.location)
    assert.equal((await rowsOf('ledger_transactions', order)).length, 1)
    assert.equal((await rowsOf('outbox', order)).length, 1)
  })
}

test('a webhook that comes late finds the order paid by the return', async () => {
  const { order, pass } = await heldOrder()
  const back = await payWith((await counter.press(pass)).location, 'webhook-late')
  await browse(back.location)
  assert.ok(await isPaid(order))
  const events = () =>
    counter.market.admin.query(
      `select outcome from provider_events e join intents i on i.id = e.intent_id
       where i.order_id = $1 order by outcome`,
      [order],
    )
  await until(async () => (await events()).rows.length === 2)
  assert.deepEqual(
    (await events()).rows.map((each) => each.outcome),
    ['already', 'finished'],
  )
  assert.equal((await rowsOf('ledger_transactions', order)).length, 1)
})

test('a webhook that never comes, from a buyer who never returns, is made up for by the sweep', async () => {
  const { order, pass } = await heldOrder()
  await payWith((await counter.press(pass)).location, 'webhook-never')
  assert.equal(await isPaid(order), false)
  counter.clock.advance(31_000)
  await sweepIntents(counter.needs)
  assert.ok(await isPaid(order))
})

test('with the provider away the buyer is told so, and the same pass works afterwards', async () => {
  const { order, pass } = await heldOrder()
  await counter.provider.crash()
  const sorry = await counter.press(pass)
  assert.equal(sorry.status, 503)
  assert.ok(sorry.text.includes(`href="?t=${pass}"`))
  await counter.provider.restart()
  const away = await counter.press(pass)
  assert.equal(away.status, 303)
  const intents = await rowsOf('intents', order)
  assert.equal(intents.length, 1)
  assert.equal(intents[0].state, 'handed-off')
})

test('a provider page that is not on our own list is no place to send a buyer to', async () => {
  const { order, pass } = await heldOrder()
  const ticket = Buffer.from(pass, 'base64url')
  const providers = { ...counter.needs.providers, hosts: ['https://elsewhere.example'] }
  const asked = handOff({ ...counter.needs, providers }, { ticket, method: 'card' })
  await assert.rejects(asked, (thrown: unknown) => isRefusal(thrown, 'provider-away'))
  assert.ok(counter.logged.some((each) => each.event === 'hand-off-to-unlisted-host'))
  assert.equal((await rowsOf('intents', order))[0].state, 'created')
})

test('an intent that was committed and not handed off is taken up again by the sweep', async () => {
  const { order, pass } = await heldOrder()
  await counter.provider.crash()
  await counter.press(pass)
  await counter.provider.restart()
  counter.clock.advance(31_000)
  await sweepIntents(counter.needs)
  const [intent] = await rowsOf('intents', order)
  assert.equal(intent.state, 'handed-off')
  assert.equal((await counter.press(pass)).location, intent.session_url)
})

test('a hand-off lost in a crash is made up for by the payment, also by one without its session', async () => {
  for (const isNamed of [true, false]) {
    const { order, pass } = await heldOrder()
    await counter.press(pass)
    const [handedOff] = await rowsOf('intents', order)
    await counter.market.admin.query(
      `update intents set session = null, session_url = null, handed_off_at = null,
         state = 'created' where order_id = $1`,
      [order],
    )
    await bookEvent(counter.needs, 'sandbox', {
      ...{ id: `evt-${order}`, kind: 'paid', intent: handedOff.id, providerRefund: null },
      ...{ session: isNamed ? handedOff.session : null, money: money(1200n, 'JPY') },
      at: counter.clock(),
    })
    const [paid] = await rowsOf('intents', order)
    assert.deepEqual([paid.state, paid.session], ['paid', handedOff.session])
  }
})

test('an order that costs nothing is had without a provider', async () => {
  const { order, pass } = await heldOrder(0)
  const answer = await counter.press(pass)
  assert.equal(answer.location, `http://localhost:8080/orders/${order}`)
  assert.ok(await isPaid(order))
  assert.equal((await rowsOf('entitlements', order)).length, 1)
  const again = await counter.press(pass)
  assert.equal(again.location, answer.location)
})

test('who presses again after paying is led to the order', async () => {
  const { order, pass } = await heldOrder()
  await browse((await payWith((await counter.press(pass)).location, 'success')).location)
  const again = await counter.press(pass, 'konbini')
  assert.equal(again.location, `http://localhost:8080/orders/${order}`)
})

test('an order whose rows do not add up any more is not charged', async () => {
  const { order, pass } = await heldOrder()
  await counter.market.admin.query('update orders set total = 1 where id = $1', [order])
  const refused = await counter.press(pass)
  assert.equal(refused.status, 409)
  assert.ok(refused.text.includes('price-changed'))
  assert.equal((await rowsOf('intents', order)).length, 0)
})

test('the pay page’s script hears how many works and how much, and nothing of whom', async () => {
  const { pass } = await heldOrder()
  const answer = await browse(`${counter.origin}/order?t=${pass}`)
  const { heldUntil, ...told } = JSON.parse(answer.text)
  assert.deepEqual(told, {
    works: 1,
    amount: '1200',
    currency: 'JPY',
    hosts: [new URL(counter.provider.origin).host],
  })
  assert.ok(heldUntil > Date.now())
})

test('a wrong pass, a foreign page, another method and other addresses are refused', async () => {
  const { pass } = await heldOrder()
  const { press, origin } = counter
  assert.equal((await press('x')).status, 404)
  assert.equal((await press('A'.repeat(43))).status, 404)
  assert.equal((await press(pass, 'gold')).status, 422)
  const form = { method: 'card' }
  const foreign = await browse(`${origin}/?t=${pass}`, { form, headers: { origin: 'null' } })
  assert.equal(foreign.status, 403)
  assert.equal((await browse(`${origin}/return/x`)).status, 404)
  assert.equal((await browse(`${origin}/return/${counter.market.newId()}`)).status, 404)
  assert.equal((await browse(`${origin}/webhook/nobody`, { form })).status, 404)
  assert.equal((await browse(`${origin}/webhook/sandbox`, { form })).status, 403)
  assert.equal((await browse(`${origin}/shop`)).location, 'http://localhost:8080/')
})

test('the vault hears of every payment once it is back, in batches, each once', async () => {
  const orders = []
  for (let n = 0; n < 3; n += 1) {
    const { order, pass } = await heldOrder()
    await browse((await payWith((await counter.press(pass)).location, 'success')).location)
    orders.push(order)
  }
  counter.vault.isAway = true
  await assert.rejects(tellVault(counter.needs))
  counter.vault.isAway = false
  counter.vault.timesTold = 0
  await tellVault(counter.needs)
  assert.equal(counter.vault.timesTold, 1)
  for (const order of orders) {
    const told = counter.vault.paid.get(order)
    assert.equal(told?.amount, 1200n)
    assert.equal(told?.lines, 1)
    assert.equal(told?.provider, 'sandbox')
  }
  assert.equal(await tellVault(counter.needs), false)
  assert.equal(counter.vault.timesTold, 1)
})

test('a fact the vault cannot take holds up no other, stays, and calls a person', async () => {
  const [bad, good] = [await heldOrder(), await heldOrder()]
  for (const { pass } of [bad, good]) {
    await browse((await payWith((await counter.press(pass)).location, 'success')).location)
  }
  const { vault, logged, needs } = counter
  vault.indigestible = bad.order
  logged.length = 0
  await tellVault(needs)
  assert.ok(vault.paid.has(good.order) && !vault.paid.has(bad.order))
  assert.deepEqual(
    logged.map((each) => each.event),
    ['vault-does-not-take-fact'],
  )
  vault.indigestible = undefined
  await tellVault(needs)
  assert.ok(vault.paid.has(bad.order))
})
