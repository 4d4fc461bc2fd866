import assert from 'node:assert/strict'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import { isRefusal } from '#lib/refusal.ts'
import { Rates } from '#trust/identity/rates.ts'

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
