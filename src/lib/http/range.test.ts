import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { rangeOf } from '#lib/http/range.ts'

test('a range is given as asked, and not beyond the end', () => {
  assert.deepEqual(rangeOf('bytes=0-99', 1000), { first: 0, last: 99 })
  assert.deepEqual(rangeOf('bytes=900-5000', 1000), { first: 900, last: 999 })
  assert.deepEqual(rangeOf('bytes=10-', 1000), { first: 10, last: 999 })
  assert.deepEqual(rangeOf('bytes=-10', 1000), { first: 990, last: 999 })
  assert.deepEqual(rangeOf('bytes=-5000', 1000), { first: 0, last: 999 })
})

test('a range that holds no byte is outside', () => {
  for (const header of ['bytes=1000-', 'bytes=2000-3000', 'bytes=-0']) {
    assert.equal(rangeOf(header, 1000), 'outside')
  }
  assert.equal(rangeOf('bytes=0-', 0), 'outside')
})

test('what is not one plain range gets the whole file', () => {
  for (const header of [null, '', 'bytes=', 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=9-3']) {
    assert.equal(rangeOf(header, 1000), 'whole')
  }
})

test('whatever is asked, a range lies within the file', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(5000), (junk, a, b, size) => {
      for (const header of [junk, `bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
        const range = rangeOf(header, size)
        if (typeof range === 'string') continue
        assert.ok(0 <= range.first && range.first <= range.last && range.last < size)
      }
    }),
  )
})
