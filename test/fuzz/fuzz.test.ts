import assert from 'node:assert/strict'
import { test } from 'vitest'
import { foundBefore, fuzz, tryAgain } from './run.ts'
import { targets } from './targets.ts'

/** In the gate a minute for all; `bin/dozo run test/fuzz/main.ts --seconds N` for longer. */
const minute = 60_000
const millis = minute / Object.keys(targets).length
const inGate = { seed: 20260401, millis }
const longMillis = 30_000

test.for(Object.keys(targets))(
  'the parser of %s refuses by name whatever comes',
  { timeout: longMillis },
  (name) => {
    const { runs, found } = fuzz(name, inGate)
    assert.equal(found, undefined, JSON.stringify(found))
    assert.ok(runs > 20)
  },
)

test('what was found once is not found again', () => {
  for (const found of foundBefore()) tryAgain(found)
})
