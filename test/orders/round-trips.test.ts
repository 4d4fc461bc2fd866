import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { tellVault } from '#market/outbox/jobs.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { buy, type KernelNeeds, paymentsOver } from '#test/bench/kernel/order.ts'
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
  const onlyReads = ['payable-orders', 'untold', 'bindings-of']
  return !onlyReads.includes(name) && !text.includes('synchronous_commit')
}

/** Everything a purchase needs, with the vault's own answers and no process between. */
async function kernelNeeds(): Promise<KernelNeeds> {
  const { accounts, payments } = await vaultHandlers(vault.vault)
  const heard = {
    orderOfTicket: (input: never) => payments.orderOfTicket(input, context),
    ordersPaid: (input: never) => payments.ordersPaid(input, context),
  } as unknown as PaymentNeeds['vault']
  return {
    storefront: market.storefront,
    accounts: { bindOrder: (input: never) => accounts.bindOrder(input, context) } as never,
    payments: { ...paymentsOver(market.payments, heard), wake: () => {} },
  }
}

const context = { deadline: Number.POSITIVE_INFINITY, gone: new AbortController().signal }

test('an order asks for ten statements, and five of them wait for the disk', async () => {
  const needs = await kernelNeeds()
  const cart = await market.cartWith(await market.work())

  const asked = await askedDuring(async () => {
    await buy(needs, cart)
    await tellVault(needs.payments)
  })

  const namesOf = (role: string) =>
    asked.filter((each) => each.role === role).map(({ name }) => name)
  assert.deepEqual(namesOf('storefront'), ['hold-orders'])
  assert.deepEqual(namesOf('payments'), [
    'payable-orders',
    'open-intents',
    'record-hand-offs',
    'finish-payments',
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
    ['storefront hold-orders', 'payments open-intents', 'payments finish-payments'],
  )
  assert.equal(waiting.length, 5)
})

test('thirty orders at once ask for a fraction of that each', async () => {
  const needs = await kernelNeeds()
  const carts = await Promise.all(
    Array.from({ length: 30 }, async () => market.cartWith(await market.work())),
  )
  const asked = await askedDuring(async () => {
    await Promise.all(carts.map((cart) => buy(needs, cart)))
    await tellVault(needs.payments)
  })
  // All thirty in one statement of each kind would be ten; what arrives apart goes apart.
  assert.ok(asked.length <= 60, `${asked.length} statements`)
})
