import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'vitest'
import { pollUntil } from '#test/cast/poll.ts'
import { repeat } from './repeat.ts'

test('rounds come one at a time, and waking during one gives exactly one more', async () => {
  let rounds = 0
  let atOnce = 0
  let most = 0
  const repeated = repeat({
    everyMillis: undefined,
    onError: (error) => assert.fail(String(error)),
    async work() {
      rounds += 1
      atOnce += 1
      most = Math.max(most, atOnce)
      await pause(20)
      atOnce -= 1
      return false
    },
  })
  for (let n = 0; n < 5; n += 1) repeated.wake()
  await pause(100)
  assert.equal(rounds, 2)
  assert.equal(most, 1)
  await repeated.stop()
})

test('what is left over is done at once, and an error ends its round only', async () => {
  const errors: unknown[] = []
  let left = 3
  const repeated = repeat({
    everyMillis: 10,
    onError: (error) => errors.push(error),
    async work() {
      left -= 1
      if (left === -1) throw new Error('away')
      return left > 0
    },
  })
  await pollUntil('rounds go on after the error', async () => left < -1, 5_000)
  assert.equal(errors.length, 1)
  await repeated.stop()
  const after = left
  repeated.wake()
  await pause(30)
  assert.equal(left, after)
})

test('what comes in a crowd shares a round, and a lone call does not wait', async () => {
  let rounds = 0
  const repeated = repeat({
    everyMillis: undefined,
    paceMillis: 2_000,
    onError: (error) => assert.fail(String(error)),
    async work() {
      rounds += 1
      return false
    },
  })
  await pause(5)
  assert.equal(rounds, 1)
  for (let n = 0; n < 8; n += 1) {
    repeated.wake()
    await pause(2)
  }
  assert.equal(rounds, 1)
  await pollUntil('the crowd has its round', async () => rounds > 1, 10_000)
  await repeated.stop()
  assert.equal(rounds, 2)
})
