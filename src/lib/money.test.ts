import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import {
  addMoney,
  compareMoney,
  decimalText,
  formatMoney,
  minorUnits,
  money,
  parseAmount,
  subtractMoney,
  totalMoney,
  yen,
} from '#lib/money.ts'

test('two currencies are never added, subtracted or compared', () => {
  assert.throws(() => addMoney(yen(1), money(1, 'USD')), RangeError)
  assert.throws(() => subtractMoney(yen(1), money(1, 'USD')), RangeError)
  assert.throws(() => compareMoney(yen(1), money(1, 'EUR')), RangeError)
  assert.throws(() => totalMoney([yen(1)], 'EUR'), RangeError)
})

test('an amount that the database cannot hold is not an amount', () => {
  assert.throws(() => minorUnits(2n ** 63n), RangeError)
  assert.throws(() => minorUnits(1.5), RangeError)
})

test('prices read as their readers write them', () => {
  assert.equal(formatMoney(yen(1200), 'ja'), '￥1,200')
  assert.equal(formatMoney(yen(1200), 'en'), '¥1,200')
  assert.equal(formatMoney(money(1250, 'USD'), 'en'), '$12.50')
  assert.equal(formatMoney(money(-5, 'USD'), 'en'), '-$0.05')
  assert.equal(formatMoney(money(2n ** 60n, 'JPY'), 'en'), '¥1,152,921,504,606,846,976')
})

test('a price is read however a Japanese keyboard types it', () => {
  for (const typed of [
    '1200',
    '1,200',
    '１，２００',
    '１２００円',
    '￥1,200',
    '¥1200-',
    ' 1 200 ',
  ]) {
    assert.equal(parseAmount(typed, 'JPY'), 1200n, typed)
  }
  assert.equal(parseAmount('12.5', 'USD'), 1250n)
  assert.equal(parseAmount('$1,234.56', 'USD'), 123456n)
})

test('an amount that could mean two things is not guessed at', () => {
  for (const typed of ['', '-5', '1.5', '12,50', '1e3', '0x10', '1,2,3', '一万', '9'.repeat(30)]) {
    assert.equal(parseAmount(typed, 'JPY'), undefined, typed)
  }
  assert.equal(parseAmount('12,50', 'EUR'), undefined)
  assert.equal(parseAmount('1.234', 'EUR'), undefined)
})

test('what is written as a decimal is read back as the same amount', () => {
  const currency = fc.constantFrom('JPY' as const, 'USD' as const, 'EUR' as const)
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 63n - 1n), currency, (amount, of) => {
      assert.equal(parseAmount(decimalText(minorUnits(amount), of), of), amount)
    }),
  )
})

test('no money is made or lost by adding and taking away', () => {
  const amounts = fc.bigInt(-(2n ** 61n), 2n ** 61n)
  fc.assert(
    fc.property(amounts, amounts, (left, right) => {
      const sum = addMoney(yen(left), yen(right))
      assert.deepEqual(subtractMoney(sum, yen(right)), yen(left))
    }),
  )
})
