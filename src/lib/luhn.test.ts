import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { hasCardNumber, maskCardNumbers } from '#lib/luhn.ts'

const visa = '4242424242424242'

test('a card number is seen however it is typed', () => {
  for (const typed of [
    visa,
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    '４２４２　４２４２　４２４２　４２４２',
    '４２４２－４２４２－４２４２－４２４２',
    '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2',
    `カード番号は${visa}です`,
    `090-1234-5678 ${visa}`,
    '378282246310005',
    '4222222222222',
    '6011000990139424',
    '3566002020360505',
  ]) {
    assert.ok(hasCardNumber(typed), typed)
  }
})

test('numbers that are not cards are left alone', () => {
  for (const typed of [
    '4242424242424241',
    '978-4-10-101003-0',
    '1775001600000',
    '090-1234-5678',
    '4901234567894',
    '0192d8a0-6c1e-7234-8234-123456789012',
    '12345678901234567890123456789012',
  ]) {
    assert.ok(!hasCardNumber(typed), typed)
  }
})

test('masking hides every digit of the card and nothing else', () => {
  assert.equal(maskCardNumbers(`pay ${visa} now, ¥1200`), `pay ${'•'.repeat(16)} now, ¥1200`)
  assert.equal(maskCardNumbers('4242-4242-4242-4242'), '••••-••••-••••-••••')
  assert.equal(maskCardNumbers(`${visa}, ${visa}`), `${'•'.repeat(16)}, ${'•'.repeat(16)}`)
})

test('what was masked once carries no card any more', () => {
  const piece = fc.constantFrom(visa, '4111', ' ', '-', '1', '５５５５', 'a', '378282246310005')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      assert.ok(!hasCardNumber(maskCardNumbers(pieces.join(''))))
    }),
  )
})
