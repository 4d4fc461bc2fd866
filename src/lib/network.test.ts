import assert from 'node:assert/strict'
import { test } from 'vitest'
import { networkOf } from '#lib/network.ts'

test('one household is one network, whichever of its addresses it uses', () => {
  const one = ['2001:db8:1:2::9', '2001:DB8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:0001:2:0:0:0:1']
  assert.deepEqual(new Set(one.map(networkOf)), new Set(['2001:db8:1:2::/64']))
  assert.notEqual(networkOf('2001:db8:1:3::9'), networkOf('2001:db8:1:2::9'))
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
})

test('an IPv4 address counts by itself, also when it came through an IPv6 socket', () => {
  assert.equal(networkOf('203.0.113.7'), '203.0.113.7')
  assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(networkOf('somewhere'), 'somewhere')
})
