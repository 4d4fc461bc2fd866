import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { minorUnits } from '#lib/money.ts'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { refundable, refundTotal } from './refundable.ts'

const line = (position: number, price: number, claimed = 0) => ({
  position,
  price: minorUnits(price),
  claimed: minorUnits(claimed),
})
const part = (position: number, amount: number) => ({ position, amount: minorUnits(amount) })
const refused = (code: RefusalCode, field: string) => (thrown: unknown) =>
  isRefusal(thrown, code) && thrown.details.field === field

test('what is left of each line may go back, and no more', () => {
  const lines = [line(1, 1200, 200), line(2, 500)]
  assert.equal(refundTotal([part(1, 1000), part(2, 500)], lines), 1500n)
  assert.throws(
    () => refundTotal([part(2, 1), part(1, 1001)], lines),
    refused('refund-too-large', 'lines[1].amount'),
  )
})

test('a refund names at least one line, each once, of this order, and more than nothing of it', () => {
  const lines = [line(1, 1200)]
  const wrong: [ReturnType<typeof part>[], string][] = [
    [[], 'lines'],
    [[part(2, 1)], 'lines[0].position'],
    [[part(1, 1), part(1, 1)], 'lines[1].position'],
    [[part(1, 0)], 'lines[0].amount'],
    [[part(1, -5)], 'lines[0].amount'],
  ]
  for (const [parts, field] of wrong) {
    assert.throws(() => refundTotal(parts, lines), refused('bad-input', field))
  }
})

test('whatever is asked, never more goes back than was paid', () => {
  const anyLines = fc.array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.nat(900)), {
    minLength: 1,
    maxLength: 5,
  })
  const anyParts = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(1000)), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(anyLines, anyParts, (raw, asked) => {
      const lines = raw.map(([price, claimed], index) =>
        line(index + 1, price, Math.min(price, claimed)),
      )
      const left = refundable(lines).reduce((sum, each) => sum + each.amount, 0n)
      try {
        assert.ok(
          refundTotal(
            asked.map(([position, amount]) => part(position, amount)),
            lines,
          ) <= left,
        )
      } catch (thrown) {
        assert.ok(isRefusal(thrown))
      }
    }),
  )
})
