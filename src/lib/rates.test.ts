import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import { Rates } from '#lib/rates.ts'
import { isRefusal } from '#lib/refusal.ts'

test('a key may be used so often in a while, and again when the while is over', () => {
  const clock = fixedClock()
  const rates = new Rates(clock, { most: 2, perMillis: 1_000 })
  rates.use('one')
  rates.use('one')
  assert.throws(
    () => rates.use('one'),
    (error) => isRefusal(error, 'too-many-tries'),
  )
  rates.use('other')
  clock.advance(1_000)
  rates.use('one')
})

test('no stretch of time has more than the most, wherever it begins', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 })
  fc.assert(
    fc.property(pauses, (all) => {
      const clock = fixedClock()
      const limits = [
        { most: 3, perMillis: 1_000 },
        { most: 5, perMillis: 3_000 },
      ]
      const rates = new Rates(clock, ...limits)
      const taken: number[] = []
      for (const pause of all) {
        clock.advance(pause)
        if (rates.takesOne('one')) taken.push(clock().getTime())
      }
      for (const { most, perMillis } of limits) {
        for (const from of taken) {
          const within = taken.filter((at) => at >= from && at < from + perMillis)
          assert.ok(within.length <= most)
        }
      }
    }),
  )
})

test('the same thing said again is counted once, also when nothing is left', () => {
  const rates = new Rates(fixedClock(), { most: 1, perMillis: 1_000 })
  assert.ok(rates.takesOne('one', 'letter'))
  assert.ok(rates.takesOne('one', 'letter'))
  assert.ok(!rates.takesOne('one', 'another'))
})

test('after a restart a limit stands as it was, whatever was done long before', () => {
  const clock = fixedClock()
  const rates = new Rates(clock, { most: 2, perMillis: 900_000 })
  const minutesAgo = (minutes: number) => new Date(clock().getTime() - minutes * 60_000)
  for (const minutes of [50, 2, 1]) rates.restore('one', minutesAgo(minutes))
  assert.throws(
    () => rates.use('one'),
    (error) => isRefusal(error, 'too-many-tries'),
  )
  for (const minutes of [50, 40, 30]) rates.restore('other', minutesAgo(minutes))
  rates.use('other')
})
