import assert from 'node:assert/strict'
import { test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import type { HostCookieName } from '#lib/http/cookies.ts'
import { seededRandom } from '#lib/random.ts'
import { type CookieKey, sealedCookie } from '#lib/sealed-cookie.ts'
import { id, minor, object, text } from '#lib/shapes.ts'

const random = seededRandom('sealed cookies')
const spring: CookieKey = { id: 'spring', key: random(32) }
const summer: CookieKey = { id: 'summer', key: random(32) }
const clock = fixedClock()
const shape = object({ member: id, limit: minor() })
const value = { member: '0192d8a0-6c1e-7234-8234-123456789012', limit: 5n as never }

function cookie(keys: CookieKey[], name: HostCookieName = '__Host-member') {
  return sealedCookie({ name, shape, keys, maxAgeSeconds: 900, clock, random })
}

function brought(line: string, name = '__Host-member'): Request {
  const sent = line.split(';')[0]?.replace(/^[^=]*/, name) ?? ''
  return new Request('http://localhost/', { headers: { cookie: sent } })
}

test('a member comes back as they left, until the time is over', () => {
  const line = cookie([spring]).set(value)
  assert.match(
    line,
    /^__Host-member=spring\.[A-Za-z0-9_-]+; Max-Age=900; Path=\/; Secure; HttpOnly/,
  )
  assert.deepEqual(cookie([spring]).read(brought(line)), value)
  clock.advance(900_000)
  assert.equal(cookie([spring]).read(brought(line)), undefined)
})

test('a new key seals at once, the old one still opens until it is dropped', () => {
  const old = cookie([spring]).set(value)
  assert.deepEqual(cookie([summer, spring]).read(brought(old)), value)
  assert.match(cookie([summer, spring]).set(value), /=summer\./)
  assert.equal(cookie([summer]).read(brought(old)), undefined)
})

test('a cookie does not pass for another one, nor for one of another key', () => {
  const line = cookie([spring]).set(value)
  const other = cookie([spring], '__Host-operator')
  assert.equal(other.read(brought(line, '__Host-operator')), undefined)
  const renamed = { ...spring, id: 'autumn' }
  const disguised = line.replace('spring', 'autumn')
  assert.equal(cookie([renamed]).read(brought(disguised)), undefined)
})

test('rubbish, and a cookie of another shape, count as none', () => {
  for (const rubbish of ['', '=', '=spring', '=spring.', '=spring.A', '=a.b.c', '=%']) {
    assert.equal(cookie([spring]).read(brought(rubbish)), undefined)
  }
  const name = '__Host-member'
  const parts = { name, keys: [spring], maxAgeSeconds: 9, clock, random } as const
  const line = sealedCookie({ ...parts, shape: text({ max: 5 }) }).set('x')
  assert.equal(cookie([spring]).read(brought(line)), undefined)
})

test('keys need ids of their own', () => {
  assert.throws(() => cookie([]), RangeError)
  assert.throws(() => cookie([spring, { ...summer, id: 'spring' }]), RangeError)
  assert.throws(() => cookie([{ ...spring, id: 'a.b' }]), RangeError)
})
