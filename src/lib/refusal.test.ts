import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isRefusal, isRefusalCode, Refusal, refusals } from '#lib/refusal.ts'

test('every reason to say no has a status that tells the browser it is a no', () => {
  for (const status of Object.values(refusals)) assert.ok(status >= 400 && status < 600)
})

test('a refusal knows its code, its status and the field it is about', () => {
  const no = new Refusal('sold-out', 'Someone else bought the last one.', { field: 'work' })
  assert.equal(no.status, 409)
  assert.equal(no.details.field, 'work')
  assert.ok(isRefusal(no, 'sold-out'))
  assert.ok(!isRefusal(new Error('sold-out')))
  assert.ok(!isRefusal(no, 'not-found'))
})

test('a word every object knows is not a refusal code', () => {
  assert.ok(!isRefusalCode('toString'))
  assert.ok(!isRefusalCode('__proto__'))
  assert.ok(isRefusalCode('ticket-used'))
})
