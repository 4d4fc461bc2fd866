import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { base64url, fromBase64url } from '#lib/base64url.ts'

test('bytes come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.deepEqual(fromBase64url(base64url(bytes)), Buffer.from(bytes))
    }),
  )
})

test('one value has one spelling', () => {
  for (const text of ['A', 'AB', 'AA==', 'A A', 'A/', 'é', 'AAAAA']) {
    assert.equal(fromBase64url(text), undefined, text)
  }
})
