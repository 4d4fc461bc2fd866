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
import { logKey } from '#trust/witness/log-key.ts'
import { seenFile } from '#trust/witness/seen-file.ts'
import { watchedLog } from '#trust/witness/watched-log.ts'
import { entries, logSigner, newLog, type TestLog } from './log-of.ts'

const cosigner = cosignerFrom('market.example/witness', Buffer.alloc(32, 9))
const clock = fixedClock()
const stillMillis = 15 * 60_000
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
    stillMillis,
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

test('a memory that is held by another is no fork, and looked at again', async () => {
  const look = watching(logSigner.verifierKey)
  await log.grow(entries(0, 5))
  await look()
  await log.grow(entries(5, 9))
  writeFileSync(join(folder, 'seen.json.lock'), String(process.ppid))
  assert.deepEqual((await look())?.findings, [])
  assert.ok(!readdirSync(folder).includes('evidence'))
  assert.equal(posted.length, 1)
  rmSync(join(folder, 'seen.json.lock'))
  assert.deepEqual((await look())?.findings, [])
  assert.equal(posted.length, 2)
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

test('a log that gets no entry for a while is said to stand still, also by a new witness', async () => {
  await log.grow(entries(0, 10))
  await watching()()
  clock.advance(stillMillis - 1)
  assert.deepEqual((await watching()())?.findings, [])
  clock.advance(1)
  const still = await watching()()
  assert.deepEqual(still, { kind: 'log-still', findings: ['the log stands at 10 entries'] })
  clock.advance(3_600_000)
  assert.deepEqual(await watching()(), still)
  await log.grow(entries(10, 11))
  assert.deepEqual((await watching()())?.findings, [])
})

test('a log under another key is said to be so, and goes on where its witness is told the key', async () => {
  await log.grow(entries(0, 300))
  const given = watching(logSigner.verifierKey)
  await given()
  const next = signerFrom(logSigner.name, Buffer.alloc(32, 8))
  shown = await newLog(next)
  await shown.grow(entries(0, 301))
  const vkey = next.verifierKey.split('+').slice(0, 2).join('+')
  const look = await given()
  assert.equal(look?.kind, 'log-key-other')
  assert.ok(look!.findings[0]!.startsWith(`signed by ${vkey}, not by `))
  assert.equal(posted.length, 1)
  assert.deepEqual((await watching(next.verifierKey)())?.findings, [])
  assert.equal(posted.length, 2)
})

test('a checkpoint that nobody signed is a fork, whatever key the log shows', async () => {
  await log.grow(entries(0, 3))
  await watching()()
  shown = { ...log, read: async (path) => (path === 'vkey' ? Buffer.from('x+y+z') : bent(path)) }
  const bent = async (path: string) =>
    Buffer.from((await noteOf(log)).replace(/^3$/m, path === 'checkpoint' ? '4' : '3'))
  const look = await watching()()
  assert.equal(look?.kind, 'log-forked')
  assert.deepEqual(look?.findings, ["the checkpoint is not signed by the log's key"])
})

test('a key that is none keeps the monitor from starting', () => {
  assert.equal(logKey(undefined), undefined)
  assert.equal(logKey(`${logSigner.verifierKey}\n`), logSigner.verifierKey)
  for (const wrong of ['x', cosigner.verifierKey, logSigner.verifierKey.slice(0, -2)]) {
    assert.throws(() => logKey(wrong), RangeError)
  }
})
