import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { minorUnits } from '#lib/money.ts'
import { taxOf } from './tax.ts'

const line = (price: bigint | number, taxRate = 1000) => ({ price: minorUnits(price), taxRate })

test('a work of 1,100 yen contains 100 yen of tax', () => {
  assert.deepEqual(taxOf([line(1100)]), [{ rate: 1000, gross: 1100n, tax: 100n }])
})

test('tax is rounded once for the document, not once for each line', () => {
  // Each 105 contains 9.54; three of them 28.63, not 3 × 9.
  assert.deepEqual(taxOf([line(105), line(105), line(105)]), [
    { rate: 1000, gross: 315n, tax: 28n },
  ])
})

test('each rate stands for itself, the highest first, and nothing sold is nothing taxed', () => {
  assert.deepEqual(taxOf([line(1080, 800), line(1100), line(500, 0)]), [
    { rate: 1000, gross: 1100n, tax: 100n },
    { rate: 800, gross: 1080n, tax: 80n },
    { rate: 0, gross: 500n, tax: 0n },
  ])
  assert.deepEqual(taxOf([]), [])
})

test('the order of lines does not change the tax, and no document loses more than a yen a rate', () => {
  const anyLine = fc.record({
    price: fc.bigInt(0n, 10_000_000n).map(minorUnits),
    taxRate: fc.constantFrom(0, 800, 1000),
  })
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
      const taxes = taxOf(lines)
      assert.deepEqual(taxOf([...lines].reverse()), taxes)
      for (const { rate, gross, tax } of taxes) {
        const exact = (Number(gross) * rate) / (10_000 + rate)
        assert.ok(Number(tax) <= exact + 1e-6 && exact - Number(tax) < 1 + 1e-6)
      }
    }),
  )
})
