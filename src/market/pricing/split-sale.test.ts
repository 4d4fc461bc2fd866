import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { minorUnits } from '#lib/money.ts'
import { splitRefund, splitSale } from './split-sale.ts'

const price = fc.bigInt(0n, 10n ** 12n)
const rate = fc.integer({ min: 0, max: 10_000 })

test('the seller keeps the odd yen', () => {
  assert.deepEqual(splitSale(minorUnits(999), 1000), { market: 99n, seller: 900n })
})

test('no money is made or lost, whatever the price and rate', () => {
  fc.assert(
    fc.property(price, rate, (amount, points) => {
      const { market, seller } = splitSale(minorUnits(amount), points)
      assert.equal(market + seller, amount)
      assert.ok(market >= 0n && seller >= 0n)
    }),
  )
})

test('a rate above the whole or below nothing is a bug, not a split', () => {
  for (const points of [-1, 10_001, 0.5, Number.NaN]) {
    assert.throws(() => splitSale(minorUnits(100), points), RangeError)
  }
})

test('refunding a line in parts takes back exactly what the sale gave', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(1n, 10n ** 6n), { minLength: 1 }), rate, (parts, points) => {
      let before = 0n
      let market = 0n
      let seller = 0n
      for (const amount of parts) {
        const back = splitRefund({ before: minorUnits(before), amount: minorUnits(amount) }, points)
        assert.equal(back.market + back.seller, amount)
        assert.ok(back.market >= 0n && back.seller >= 0n)
        before += amount
        market += back.market
        seller += back.seller
      }
      assert.deepEqual({ market, seller }, splitSale(minorUnits(before), points))
    }),
  )
})
