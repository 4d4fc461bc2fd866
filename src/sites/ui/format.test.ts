import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { money, yen } from '#lib/money.ts'
import { formatFor } from './format.ts'

const ja = formatFor('ja')
const en = formatFor('en')

test('yen stand behind the figure in Japanese and before it in English', () => {
  assert.equal(ja.money(yen(1200)), '1,200円')
  assert.equal(en.money(yen(1200)), '¥1,200')
  assert.equal(en.money(money(1250, 'USD')), '$12.50')
  assert.equal(en.money(money(5, 'EUR')), '€0.05')
})

test('a posting shows its direction', () => {
  assert.equal(ja.change(yen(1080)), '+1,080円')
  assert.equal(en.change(yen(-1080)), '−¥1,080')
  assert.equal(en.change(yen(0)), '¥0')
})

test('no digit of an amount is lost or made', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 63n - 1n), (amount) => {
      const written = ja.money({ amount, currency: 'JPY' })
      assert.equal(BigInt(written.replace(/[,円]/g, '')), amount)
    }),
  )
})

test('moments are those of Tokyo, wherever the server stands', () => {
  const newYear = new Date('2026-12-31T15:00:00Z')
  assert.equal(ja.date(newYear), '2027年1月1日')
  assert.equal(en.date(newYear), '1 January 2027')
  assert.equal(en.time(newYear), '00:00')
})

test('sizes and rates are short', () => {
  assert.equal(en.bytes(1_240_000_000), '1.2 GB')
  assert.equal(en.bytes(48_200_000n), '48 MB')
  assert.equal(en.rate(1000), '10%')
  assert.equal(ja.list(['本', '楽譜']), '本、楽譜')
})
