import assert from 'node:assert/strict'
import { test } from 'vitest'
import { sealerFor } from '#lib/http/sealed-value.ts'
import { seededRandom } from '#lib/random.ts'

const random = seededRandom('cookies')
const key = random(32)
const now = new Date('2026-04-01T00:00:00Z')
const later = new Date('2026-04-01T00:10:00Z')
const sealer = sealerFor<{ order: string }>('checkout', key, random)

test('what was sealed comes back until its time', () => {
  const text = sealer.seal({ order: 'a' }, later)
  assert.deepEqual(sealer.open(text, now), { order: 'a' })
  assert.equal(sealer.open(text, later), undefined)
})

test('the browser cannot read it', () => {
  const bytes = Buffer.from(sealer.seal({ order: 'a secret' }, later), 'base64url')
  assert.equal(bytes.includes('secret'), false)
})

test('one changed character is as good as no cookie', () => {
  const text = sealer.seal({ order: 'a' }, later)
  for (let place = 0; place < text.length; place += 1) {
    const other = text[place] === 'A' ? 'B' : 'A'
    const changed = text.slice(0, place) + other + text.slice(place + 1)
    assert.equal(sealer.open(changed, now), undefined)
  }
})

test('a text sealed for one purpose does not open for another, nor under another key', () => {
  const text = sealer.seal({ order: 'a' }, later)
  assert.equal(sealerFor('sign-in', key, random).open(text, now), undefined)
  assert.equal(sealerFor('checkout', random(32), random).open(text, now), undefined)
})

test('nothing, and rubbish, open as nothing', () => {
  for (const text of [undefined, '', 'x', '%%%', 'A'.repeat(5000)]) {
    assert.equal(sealer.open(text, now), undefined)
  }
})
