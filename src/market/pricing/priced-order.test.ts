import assert from 'node:assert/strict'
import { test } from 'vitest'
import { minorUnits } from '#lib/money.ts'
import { isRefusal } from '#lib/refusal.ts'
import { priceAgain } from './priced-order.ts'

const line = (price: number, market: number) => ({
  price: minorUnits(price),
  taxRate: 1000,
  commissionRate: 1000,
  marketShare: minorUnits(market),
  sellerShare: minorUnits(price - market),
})

const differs = (thrown: unknown) => isRefusal(thrown, 'price-changed')

test('an order costs what its lines cost', () => {
  const lines = [line(999, 99), line(1200, 120)]
  assert.equal(priceAgain({ total: minorUnits(2199), lines }), 2199n)
})

test('a total, a share or a line that somebody changed is not charged', () => {
  const lines = [line(999, 99)]
  assert.throws(() => priceAgain({ total: minorUnits(998), lines }), differs)
  assert.throws(() => priceAgain({ total: minorUnits(999), lines: [line(999, 100)] }), differs)
  assert.throws(() => priceAgain({ total: minorUnits(0), lines: [] }), differs)
  const shrunk = [{ ...line(999, 99), sellerShare: minorUnits(1) }]
  assert.throws(() => priceAgain({ total: minorUnits(999), lines: shrunk }), differs)
})
