import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { fileProvider, Ring, type RingKey, uses } from '#trust/vault/ring.ts'
import { readRing, writeRing } from '#trust/vault/ring-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dozo-ring-'))
})
afterEach(() => rm(folder, { recursive: true }))

const place = () => ({ file: join(folder, 'ring.json'), copy: undefined, provider: fileProvider })
const id = '00000000-0000-4000-8000-000000000001'

function keyOf(use: RingKey['use'], version: number): RingKey {
  const bytes = randomBytes(32)
  const wrapped = bytes.toString('base64url')
  return { use, version, madeAt: version, key: createSecretKey(bytes), wrapped }
}
const someKeys = () => uses.map((use) => keyOf(use, 3_000))
const marks = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    use: 'record' as const,
    version: at + 1,
    madeAt: at,
    destroyedAt: at,
    fingerprint: randomBytes(16),
  }))

test('a ring that turned thousands of times can still be read, with its newest marks', async () => {
  await writeRing(place(), new Ring(id, someKeys(), marks(2_500)))
  const ring = await readRing(place())
  assert.equal(ring?.keys.length, uses.length)
  assert.equal(ring?.destroyed.length, 1_000)
  assert.equal(ring?.destroyed.at(-1)?.version, 2_500)
})

test('a ring too long to be read again is not written over one that can be', async () => {
  await writeRing(place(), new Ring(id, someKeys()))
  const before = await readFile(place().file, 'utf8')
  const many = Array.from({ length: 2_001 }, (_, at) => keyOf('record', at + 1))
  await assert.rejects(writeRing(place(), new Ring(id, many)), /key ring .* is damaged/)
  assert.equal(await readFile(place().file, 'utf8'), before)
})

test('what a crash left beside the ring does not stop the next turn', async () => {
  await writeRing(place(), new Ring(id, someKeys()))
  for (const left of ['new', 'old']) await writeFile(`${place().file}.${left}`, 'half of a ri')
  await writeRing(place(), new Ring(id, [...someKeys(), keyOf('record', 3_001)]))
  assert.equal((await readRing(place()))?.current('record').version, 3_001)
})
