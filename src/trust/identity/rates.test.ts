import assert from 'node:assert/strict'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import { isRefusal } from '#lib/refusal.ts'
import { networkOf, Rates } from '#trust/identity/rates.ts'

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

test('one household is one network, whichever of its addresses it uses', () => {
  const one = ['2001:db8:1:2::9', '2001:DB8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:0001:2:0:0:0:1']
  assert.deepEqual(new Set(one.map(networkOf)), new Set(['2001:db8:1:2']))
  assert.notEqual(networkOf('2001:db8:1:3::9'), networkOf('2001:db8:1:2::9'))
  assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(networkOf('203.0.113.7'), '203.0.113.7')
  assert.equal(networkOf('::1'), '0:0:0:0')
  assert.equal(networkOf('somewhere'), 'somewhere')
})
