import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { CanaryList } from '#trust/canaries/list.ts'

/** Of another length each, so that what is written over another does not end where it did. */
const canary = (number: number) => ({
  subject: `subject-${number}`,
  madeAt: 1_775_001_600_000,
  address: `${'a'.repeat(1 + ((number * 37) % 100))}@people.example`,
  browser: 'firefox-linux' as const,
  everyMillis: 86_400_000,
  handle: '',
})

test('canaries that are kept at the same moment are all on the list, which stays one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-canaries-'))
  const all = Array.from({ length: 20 }, (_, number) => canary(number))
  const list = await CanaryList.open(folder)
  const kept = await Promise.allSettled(all.map((each) => list.keep(each)))
  assert.deepEqual(
    kept.filter(({ status }) => status === 'rejected'),
    [],
  )
  assert.deepEqual((await CanaryList.open(folder)).all(), all)
  await rm(folder, { recursive: true })
})
