import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { type Act, actHash } from './acts.ts'

const refund: Extract<Act, { kind: 'refund' }> = {
  kind: 'refund',
  requestId: '00000000-0000-7000-8000-000000000001',
  order: '00000000-0000-7000-8000-000000000002',
  lines: [
    { position: 1, amount: 900n },
    { position: 2, amount: 100n },
  ],
  currency: 'JPY',
  reason: 'defect',
}

test('an assertion for one refund is not good for another amount, line, order or reason', () => {
  const others: Act[] = [
    { ...refund, lines: [{ position: 1, amount: 901n }] },
    { ...refund, lines: [{ position: 3, amount: 900n }] },
    { ...refund, order: refund.requestId },
    { ...refund, reason: 'fraud' },
    { ...refund, currency: 'USD' },
  ]
  const hashes = new Set([refund, ...others].map((act) => actHash(act).toString('hex')))
  assert.equal(hashes.size, others.length + 1)
})

test('the order in which lines are named does not matter', () => {
  const turned = { ...refund, lines: [...refund.lines].reverse() }
  assert.deepEqual(actHash(turned), actHash(refund))
})

test('two different take-downs never share a hash, whatever is written in the note', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (reason, note, r, n) => {
      const act = { kind: 'take-down', requestId: 'i', work: 'w' } as const
      const isSame = reason === r && note === n
      const one = actHash({ ...act, reason, note })
      assert.equal(one.equals(actHash({ ...act, reason: r, note: n })), isSame)
    }),
  )
})
