import assert from 'node:assert/strict'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'

test('a source has its share, then waits for the next window; others are not touched', () => {
  const clock = fixedClock()
  const limit = rateLimit({ most: 2, withinMillis: 60_000 }, clock)
  assert.deepEqual(
    [1, 2, 3].map(() => limit.allows('a')),
    [true, true, false],
  )
  assert.equal(limit.allows('b'), true)
  clock.advance(60_000)
  assert.equal(limit.allows('a'), true)
})

test('the share comes back bit by bit, not all at the turn of a minute', () => {
  const clock = fixedClock()
  const limit = rateLimit({ most: 2, withinMillis: 60_000 }, clock)
  for (let attempt = 0; attempt < 5; attempt += 1) limit.allows('a')
  clock.advance(30_000)
  assert.deepEqual(
    [1, 2].map(() => limit.allows('a')),
    [true, false],
  )
})
