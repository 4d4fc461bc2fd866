import assert from 'node:assert/strict'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'

test('a fixed clock stands still until it is told to move', () => {
  const clock = fixedClock('2026-04-01T00:00:00Z')
  assert.deepEqual(clock(), clock())
  clock.advance(1500)
  assert.equal(clock().toISOString(), '2026-04-01T00:00:01.500Z')
  clock.set('2027-01-01T00:00:00Z')
  assert.equal(clock().getUTCFullYear(), 2027)
})

test('nobody can move the clock by changing what it gave', () => {
  const clock = fixedClock()
  const before = clock().getTime()
  clock().setFullYear(1999)
  assert.equal(clock().getTime(), before)
})
