import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, test } from 'vitest'
import { fixedClock } from '#lib/clock.ts'
import {
  consistencyProof,
  extendsTree,
  includes,
  inclusionProof,
  leafHash,
} from '#trust/log/merkle.ts'
import { parseCheckpoint, signerFrom } from '#trust/log/note.ts'
import { cosignedAt, cosignerFrom } from '#trust/proofs/cosignature.ts'
import { overTiles } from '#trust/proofs/published-tree.ts'
import { addCheckpoint, requestText } from '#trust/witness/add-checkpoint.ts'
import { seenFile } from '#trust/witness/seen-file.ts'
import { watchedLog } from '#trust/witness/watched-log.ts'
import { entries, logSigner, newLog, type TestLog } from './log-of.ts'

const cosigner = cosignerFrom('market.example/witness', Buffer.alloc(32, 9))
const clock = fixedClock()
let folder: string
let log: TestLog
/** What the witness sees; a test may put another log there. */
let shown: TestLog
let posted: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dozo-witness-'))
  log = await newLog()
  shown = log
  posted = []
})
afterEach(() => {
  for (const each of [folder, log.folder, shown.folder]) {
    rmSync(each, { recursive: true, force: true })
  }
})

const watching = (logKey?: string) =>
  watchedLog({
    folder,
    logKey,
    cosigner,
    clock,
    read: (path) => shown.read(path),
    post: async (note) => void posted.push(note),
  })

const noteOf = async (of: TestLog) => (await of.read('checkpoint'))!.toString()

test('a log that only grows is cosigned at every size, across a restart of the witness', async () => {
  let look = watching(logSigner.verifierKey)
  for (const to of [0, 1, 255, 256, 257, 700]) {
    const from = log.files.size
    await log.grow(entries(from, to))
    assert.deepEqual((await look())?.findings, [])
    assert.equal(cosignedAt(posted.at(-1)!, cosigner.verifierKey), clock().getTime() / 1000)
    look = watching(logSigner.verifierKey)
  }
  const { size } = seenFile(join(folder, 'seen.json')).read('market.example/log')
  assert.equal(size, 700)
})

test('a log that is rolled back gets no line, is an alarm, and the proof of it is kept', async () => {
  await log.grow(entries(0, 300))
  await watching()()
  shown = await newLog()
  await shown.grow(entries(0, 299))
  const seen = await watching()()
  assert.equal(seen?.kind, 'log-rolled-back')
  assert.equal(seen?.findings.length, 1)
  assert.equal(posted.length, 1)
  const [evidence] = readdirSync(join(folder, 'evidence'))
  assert.equal(readFileSync(join(folder, 'evidence', evidence!), 'utf8'), await noteOf(shown))
})

test('a fork of any size is refused: shorter history changed, or the same size', async () => {
  await log.grow(entries(0, 300))
  await watching()()
  for (const more of [0, 1, 400]) {
    shown = await newLog()
    await shown.grow(['{"entry":"another"}', ...entries(1, 300 + more)])
    const seen = await watching()()
    assert.equal(seen?.kind, 'log-forked', `${more} more`)
    assert.equal(seen?.findings.length, 1, `${more} more`)
  }
  assert.equal(posted.length, 1)
})

test('tiles that do not make up the signed root are a fork for somebody', async () => {
  await log.grow(entries(0, 20))
  const tile = join(log.folder, 'tile/0/000.p/20')
  const bytes = readFileSync(tile)
  bytes[40] = bytes[40]! ^ 1
  writeFileSync(tile, bytes)
  assert.equal((await watching()())?.findings.length, 1)
  assert.deepEqual(posted, [])
})

test('a log that holds back its tiles is away, not well', async () => {
  await log.grow(entries(0, 20))
  rmSync(join(log.folder, 'tile'), { recursive: true })
  assert.equal(await watching()(), null)
})

test("the first key of a log is the only one that is ever the log's", async () => {
  await log.grow(entries(0, 3))
  const look = watching()
  assert.deepEqual((await look())?.findings, [])
  shown = await newLog(signerFrom(logSigner.name, Buffer.alloc(32, 8)))
  await shown.grow(entries(0, 4))
  assert.equal((await look())?.findings.length, 1)
  assert.equal(posted.length, 1)
})

test('add-checkpoint answers as tlog-witness says', async () => {
  await log.grow(entries(0, 10))
  const first = await noteOf(log)
  await log.grow(entries(10, 30))
  const second = await noteOf(log)
  const proof = (await overTiles(log.read, 30, (root) => consistencyProof(root, 10, 30)))!
  const seen = seenFile(join(folder, 'seen.json'))
  const witness = { logKey: logSigner.verifierKey, cosigner, seen, clock }
  const ask = (old: number, note: string, hashes = proof) =>
    addCheckpoint(witness, requestText({ old, proof: hashes, note }))

  assert.equal(ask(0, first, []).status, 200)
  assert.deepEqual(ask(0, second, []), { status: 409, body: '10\n' })
  assert.equal(ask(10, second, []).status, 422)
  assert.equal(ask(10, second, proof.slice(1)).status, 422)
  assert.equal(ask(11, first).status, 400)
  assert.equal(ask(10, second.replace('market.example/log', 'other.example/log')).status, 404)
  assert.equal(ask(10, second.replace('\n30\n', '\n31\n')).status, 403)
  assert.equal(addCheckpoint(witness, `old 010\n\n${second}`).status, 400)
  assert.equal(addCheckpoint(witness, `old 10\nnot base64\n\n${second}`).status, 400)
  const good = ask(10, second)
  assert.equal(good.status, 200)
  assert.ok(cosignedAt(second + good.body, cosigner.verifierKey))
  assert.deepEqual(ask(10, second), { status: 409, body: '30\n' })
})

test('of two witnesses with one memory, only one at a time moves it on', async () => {
  const path = join(folder, 'seen.json')
  const [one, other] = [seenFile(path), seenFile(path)]
  const before = one.read('market.example/log')
  const at = (size: number) => ({
    origin: 'market.example/log',
    size,
    root: Buffer.alloc(32, size),
  })
  assert.ok(one.replace(before, at(5)))
  assert.ok(!other.replace(before, at(4)))
  // A lock of a process that is gone does not hold for ever; one of a living process does.
  writeFileSync(`${path}.lock`, '999999999')
  assert.ok(other.replace(at(5), at(6)))
  writeFileSync(`${path}.lock`, String(process.ppid))
  assert.ok(!other.replace(at(6), at(7)))
  assert.equal(one.read('market.example/log').size, 6)
})

test('a memory that cannot be read is never begun anew', async () => {
  await log.grow(entries(0, 5))
  writeFileSync(join(folder, 'seen.json'), '{"size":')
  await assert.rejects(watching()())
  assert.deepEqual(posted, [])
})

test('proofs made from tiles lead to the signed root', async () => {
  const size = 66_000
  const texts = entries(0, size)
  await log.grow(texts)
  const { root } = parseCheckpoint(await noteOf(log))!
  await fc.assert(
    fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: size }), async (index, old) => {
      const made = await overTiles(log.read, size, (range) => ({
        inclusion: inclusionProof(range, index, size),
        consistency: consistencyProof(range, old, size),
        before: range(0, old),
      }))
      const { inclusion, consistency, before } = made!
      const leaf = leafHash(Buffer.from(texts[index]!))
      assert.ok(includes({ leaf, index, size, proof: inclusion, root }))
      const was = { size: old, root: before }
      assert.ok(extendsTree({ old: was, now: { size, root }, proof: consistency }))
    }),
    { numRuns: 40 },
  )
})
