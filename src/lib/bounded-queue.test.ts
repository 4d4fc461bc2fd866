import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { test } from 'vitest'
import { boundedQueue } from '#lib/bounded-queue.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'

const isUnavailable = (thrown: unknown) => isRefusal(thrown, 'unavailable')

test('everybody gets their own answer, in order, and no batch is too large', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 3 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      async (pauses, maxBatch) => {
        const seen: number[] = []
        const queue = boundedQueue({
          async flush(batch: number[]) {
            assert.ok(batch.length <= maxBatch)
            await pause(0)
            seen.push(...batch)
            return batch.map((each) => each * 2)
          },
          maxBatch,
          maxLength: 1_000,
        })
        const answers = pauses.map(async (wait, place) => {
          for (let turn = 0; turn < wait; turn += 1) await Promise.resolve()
          return queue.push(place)
        })
        const results = await Promise.all(answers)
        assert.deepEqual(
          results,
          pauses.map((_, place) => place * 2),
        )
        assert.equal(new Set(seen).size, pauses.length)
        assert.equal(queue.length, 0)
      },
    ),
    { numRuns: 30 },
  )
})

test('what arrives during a flush leaves together in the next', async () => {
  const sizes: number[] = []
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const queue = boundedQueue({
    async flush(batch: number[]) {
      sizes.push(batch.length)
      begun.resolve()
      await goOn.promise
      return batch
    },
    maxBatch: 100,
    maxLength: 1_000,
  })
  const first = queue.push(0)
  await begun.promise
  const others = Array.from({ length: 50 }, (_, n) => queue.push(n))
  goOn.resolve()
  await Promise.all([first, ...others])
  assert.deepEqual(sizes, [1, 50])
})

test('a full queue says so at once, and takes more when there is room', async () => {
  const flush = async (batch: number[]) => batch
  const queue = boundedQueue({ flush, maxBatch: 2, maxLength: 3 })
  const taken = [1, 2, 3].map((each) => queue.push(each))
  await assert.rejects(queue.push(4), isUnavailable)
  await Promise.all(taken)
  assert.equal(await queue.push(5), 5)
})

test('one refused item fails alone, a failed flush fails its batch and no other', async () => {
  const queue = boundedQueue({
    async flush(batch: string[]) {
      if (batch.includes('boom')) throw new Error('database away')
      return batch.map((each) => (each === 'bad' ? new Refusal('bad-input') : each))
    },
    maxBatch: 2,
    maxLength: 10,
  })
  const outcomes = await Promise.allSettled(['a', 'bad', 'boom', 'b', 'c'].map(queue.push))
  assert.deepEqual(
    outcomes.map((each) => each.status),
    ['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled'],
  )
})

test('a closing queue flushes what it has and takes no more', async () => {
  const queue = boundedQueue({
    async flush(batch: number[]) {
      await pause(5)
      return batch
    },
    maxBatch: 1,
    maxLength: 10,
  })
  const taken = [queue.push(1), queue.push(2)]
  await queue.close()
  assert.deepEqual(await Promise.all(taken), [1, 2])
  await assert.rejects(queue.push(3), isUnavailable)
})
