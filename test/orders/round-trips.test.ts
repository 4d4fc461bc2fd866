import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { tellVault } from '#market/outbox/jobs.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { buy, paymentsOver } from '#test/bench/kernel/order.ts'
import { type Asked, askedDuring } from '#test/ground/asked.ts'
import { type PracticeMarket, practiceMarket } from '#test/money/market.ts'
import { openTestVault, type TestVault } from '#test/vault/open-vault.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'

let market: PracticeMarket
let vault: TestVault
beforeAll(async () => {
  market = await practiceMarket()
  vault = await openTestVault()
})
afterAll(async () => {
  await vault?.drop()
  await market?.end()
})

/** Whoever gets the answer of such a commit has it on the disk. */
function waitsForDisk({ name, text }: Asked): boolean {
  const onlyReads = ['payable-order', 'untold', 'bindings-of']
  return !onlyReads.includes(name) && !text.includes('synchronous_commit')
}

test('an order asks for ten statements, and six of them wait for the disk', async () => {
  const { accounts, payments } = await vaultHandlers(vault.vault)
  const context = { deadline: Number.POSITIVE_INFINITY, signal: new AbortController().signal }
  const heard = {
    orderOfTicket: (input: never) => payments.orderOfTicket(input, context),
    ordersPaid: (input: never) => payments.ordersPaid(input, context),
  } as unknown as PaymentNeeds['vault']
  const needs = { ...paymentsOver(market.payments, heard), wake: () => {} }
  const binder = { bindOrder: (input: never) => accounts.bindOrder(input, context) } as never
  const cart = await market.cartWith(await market.work())

  const asked = await askedDuring(async () => {
    await buy({ storefront: market.storefront, accounts: binder, payments: needs }, cart)
    await tellVault(needs)
  })

  const namesOf = (role: string) =>
    asked.filter((each) => each.role === role).map(({ name }) => name)
  assert.deepEqual(namesOf('storefront'), ['hold-order'])
  assert.deepEqual(namesOf('payments'), [
    'payable-order',
    'open-intent',
    'record-hand-off',
    'finish-payment',
    'untold',
    'mark-told',
  ])
  // One flush binds, one believes the payment and makes the letter; between them one question.
  assert.equal(namesOf('vault').length, 3)
  assert.equal(namesOf('vault')[1], 'bindings-of')
  assert.equal(asked.length, 10)
  const waiting = asked.filter(waitsForDisk).map(({ role, name }) => `${role} ${name}`)
  assert.deepEqual(
    waiting.filter((each) => !each.startsWith('vault ')),
    [
      'storefront hold-order',
      'payments open-intent',
      'payments record-hand-off',
      'payments finish-payment',
    ],
  )
  assert.equal(waiting.length, 6)
})
