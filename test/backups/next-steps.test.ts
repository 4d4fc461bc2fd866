import assert from 'node:assert/strict'
import { test } from 'vitest'
import { nextSteps } from '#processes/backup/next-steps.ts'

test('who restores an old backup is told how the doubt of the clock ends', () => {
  const at = new Date('2026-11-20T02:00:00Z')
  const hoursLater = (hours: number) => new Date(at.getTime() + hours * 3_600_000)
  assert.deepEqual(nextSteps(at, hoursLater(36)), ['next: dozo start'])
  const old = nextSteps(at, hoursLater(37)).join('\n')
  assert.match(old, /2026-11-20T02:00:00/)
  assert.match(old, /dozo vault clock confirm/)
})
