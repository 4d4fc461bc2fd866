import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { test } from 'vitest'
import { seededRandom, systemRandom } from '#lib/random.ts'
import { BrokenSeal } from '#trust/vault/broken-seal.ts'
import { Ring, uses } from '#trust/vault/ring.ts'
import { type Place, reseal, rewrap, seal, unseal } from '#trust/vault/seal.ts'

function ringOf(seed: string, versions = 1): Ring {
  const random = seededRandom(seed)
  const keys = uses.flatMap((use) =>
    Array.from({ length: versions }, (_, at) => ({
      use,
      version: at + 1,
      madeAt: 0,
      key: createSecretKey(random(32)),
      wrapped: '',
    })),
  )
  return new Ring('00000000-0000-7000-8000-000000000000', keys)
}

const ring = ringOf('town')
const needs = { ring, random: systemRandom }
const place: Place = {
  kind: 'contact',
  id: '00000000-0000-7000-8000-000000000001',
  subject: '00000000-0000-7000-8000-000000000002',
  about: null,
  schema: 1,
}
const secret = '{"address":"aiko@mail.example"}'

test('what is sealed opens in its own place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.equal(unseal(ring, place, seal(needs, place, text)), text)
    }),
  )
})

test('a blob moved to another person, record, kind or schema does not open', () => {
  const blob = seal(needs, place, secret)
  const others: Place[] = [
    { ...place, kind: 'operator' },
    { ...place, id: place.subject! },
    { ...place, subject: place.id },
    { ...place, subject: null },
    { ...place, about: place.id },
    { ...place, schema: 2 },
  ]
  for (const other of others) assert.throws(() => unseal(ring, other, blob), BrokenSeal)
})

test('a blob with one bit changed, cut, or put together from two does not open', () => {
  const one = seal(needs, place, secret)
  const two = seal(needs, place, secret)
  fc.assert(
    fc.property(fc.constantFrom('wrapped', 'sealed'), fc.nat(), fc.boolean(), (part, at, cut) => {
      const bytes = Buffer.from(one[part])
      bytes[at % bytes.length]! ^= 1 << (at % 8)
      const changed = cut ? one[part].subarray(0, at % one[part].length) : bytes
      assert.throws(() => unseal(ring, place, { ...one, [part]: changed }), BrokenSeal)
    }),
  )
  assert.throws(() => unseal(ring, place, { ...one, wrapped: two.wrapped }), BrokenSeal)
})

test('a blob does not open under another ring, or under another version of its own', () => {
  const blob = seal(needs, place, secret)
  assert.throws(() => unseal(ringOf('village'), place, blob), BrokenSeal)
  const turned = ringOf('town', 2)
  assert.throws(() => unseal(turned, place, { ...blob, ring: 2 }), BrokenSeal)
  assert.throws(() => unseal(turned, place, { ...blob, ring: 3 }), BrokenSeal)
})

test('no key and no text is twice under the same bytes', () => {
  const blobs = Array.from({ length: 200 }, () => seal(needs, place, secret))
  for (const part of ['wrapped', 'sealed'] as const) {
    assert.equal(new Set(blobs.map((blob) => blob[part].toString('hex'))).size, 200)
  }
})

test('a key wrapped anew opens the same blob in its place, and under the new version only', () => {
  const turned = ringOf('town', 2)
  const before = seal(needs, place, secret)
  const after = rewrap({ ring: turned, random: systemRandom }, place, before)
  assert.deepEqual([after.ring, after.sealed], [2, before.sealed])
  assert.equal(unseal(turned, place, after), secret)
  assert.throws(() => unseal(turned, { ...place, id: place.subject! }, after), BrokenSeal)
  assert.throws(() => unseal(turned, place, { ...after, ring: 1 }), BrokenSeal)
  assert.throws(() => unseal(ring, place, after), BrokenSeal)
})

test('a text sealed anew has another key: whoever knew the old one opens nothing new', () => {
  const turned = ringOf('town', 2)
  const before = seal(needs, place, secret)
  const after = reseal({ ring: turned, random: systemRandom }, place, before)
  assert.equal(unseal(turned, place, after), secret)
  const mixed = { ring: 1, wrapped: before.wrapped, sealed: after.sealed }
  assert.throws(() => unseal(turned, place, mixed), BrokenSeal)
})
