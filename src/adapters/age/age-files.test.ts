import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { isAgeReady } from '../../../bin/checks/age.ts'
import { identitiesIn, isRecipient, newAgeKey, readAgeFile, writeAgeFile } from './age-files.ts'

const hasAge = isAgeReady()

let folder: string
let key: Awaited<ReturnType<typeof newAgeKey>>
const content = randomBytes(300_000)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dozo-age-'))
  key = await newAgeKey()
})
afterAll(() => rm(folder, { recursive: true }))

async function* pieces(): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 70_001) yield content.subarray(at, at + 70_001)
}

async function whole(path: string, identity = key.identity): Promise<Buffer> {
  const chunks = []
  for await (const chunk of readAgeFile(path, [identity])) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('what was closed to a recipient opens with its identity', async () => {
  const path = join(folder, 'one.age')
  const { size } = await writeAgeFile(path, key.recipient, pieces())
  assert.equal(size, (await readFile(path)).length)
  assert.deepEqual(await whole(path), content)
})

test.skipIf(!hasAge)('the age program of others opens our files, and we open its', async () => {
  const identityFile = join(folder, 'identity.txt')
  await writeFile(identityFile, `# created: for this test\n${key.identity}\n`)
  const ours = join(folder, 'ours.age')
  await writeAgeFile(ours, key.recipient, pieces())
  const opened = spawnSync('age', ['-d', '-i', identityFile, ours], { timeout: 10_000 })
  assert.deepEqual(opened.stdout, content)
  const theirs = join(folder, 'theirs.age')
  spawnSync('age', ['-r', key.recipient, '-o', theirs], { input: content, timeout: 10_000 })
  assert.deepEqual(await whole(theirs), content)
})

test('another key, one flipped bit anywhere, or a missing end is refused with a sentence', async () => {
  const path = join(folder, 'two.age')
  await writeAgeFile(path, key.recipient, pieces())
  const { identity } = await newAgeKey()
  await assert.rejects(whole(path, identity), /closed to another key/)
  const bytes = await readFile(path)
  const touched = join(folder, 'touched.age')
  for (const at of [0, 60, 190, 1000, 70_000, bytes.length - 1]) {
    const flipped = Buffer.from(bytes)
    flipped[at]! ^= 1
    await writeFile(touched, flipped)
    await assert.rejects(whole(touched), /is damaged|no whole age file|another key/, String(at))
  }
  for (const size of [0, 100, 66_000, bytes.length - 1]) {
    await writeFile(touched, bytes.subarray(0, size))
    await assert.rejects(whole(touched), /is damaged|no whole age file/, String(size))
  }
})

test('a source that fails leaves no file behind', async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield content
    throw new Error('the disk is gone')
  }
  await assert.rejects(writeAgeFile(join(folder, 'three.age'), key.recipient, failing()), /gone/)
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('three')),
    [],
  )
})

test('keys are known by their form', () => {
  assert.ok(isRecipient(key.recipient))
  assert.ok(!isRecipient(key.identity))
  assert.deepEqual(identitiesIn(`# public key: ${key.recipient}\n${key.identity}\n`), [
    key.identity,
  ])
})
