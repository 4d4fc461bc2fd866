import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, test } from 'vitest'
import { consistencyProof } from '#trust/log/merkle.ts'
import { cosignerFrom } from '#trust/proofs/cosignature.ts'
import { proofOfEntry } from '#trust/proofs/entry-proof.ts'
import { overTiles } from '#trust/proofs/published-tree.ts'
import { isGoReady } from '../../bin/checks/go.ts'
import { entries, logSigner, newLog, type TestLog } from './log-of.ts'

const run = promisify(execFile)
const hasGo = isGoReady()
const cosigner = cosignerFrom('market.example/witness', Buffer.alloc(32, 9))
const [logKey, witnessKey] = [logSigner.verifierKey, cosigner.verifierKey]
/** Across an edge of tiles, and above a thousand where paths get longer names of levels. */
const sizes = [1, 255, 256, 300, 1025]
const longMillis = 120_000

let folder: string
let log: TestLog
let program: string

beforeAll(async () => {
  if (!hasGo) return
  folder = mkdtempSync(join(tmpdir(), 'dozo-go-'))
  program = join(folder, 'check')
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: '/usr/share/gocode',
    GOCACHE: join(folder, 'cache'),
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
  }
  await run('go', ['build', '-o', program, '.'], { cwd: join(import.meta.dirname, 'go'), env })
  log = await newLog()
  for (const size of sizes) {
    await log.grow(entries(log.files.size, size))
    cpSync(join(log.folder, 'checkpoint'), join(folder, `checkpoint-${size}`))
  }
  const note = readFileSync(join(log.folder, 'checkpoint'), 'utf8')
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  writeFileSync(join(log.folder, 'checkpoint'), note + cosigner.cosign(text, 1_775_001_600))
}, longMillis)
afterAll(() => {
  if (hasGo) for (const each of [folder, log.folder]) rmSync(each, { recursive: true })
})

/** Empty when Go believes it; otherwise what it says. */
async function goSays(...words: string[]): Promise<string> {
  return run(program, words).then(
    () => '',
    ({ stderr, code }) =>
      code === 1 ? String(stderr) : assert.fail(`it could not run: ${stderr}`),
  )
}

/** A copy of the log in which one bit of one file is another. */
function flipped(file: string, byte: number): string {
  const copy = mkdtempSync(join(folder, 'flipped-'))
  cpSync(log.folder, copy, { recursive: true })
  const bytes = readFileSync(join(copy, file))
  bytes[byte]! ^= 1
  writeFileSync(join(copy, file), bytes)
  return copy
}

const checkpointAt = (size: number) => join(folder, `checkpoint-${size}`)

test.skipIf(!hasGo)(
  'Go believes the log: keys, tiles, every entry, every shorter tree',
  async () => {
    assert.equal(await goSays('log', log.folder, logKey, witnessKey), '')
  },
)

test.skipIf(!hasGo)('Go refuses one flipped bit, wherever it is', async () => {
  const files = ['checkpoint', 'tile/0/000', 'tile/0/004.p/1', 'tile/1/000.p/4', 'tile/entries/002']
  for (const file of files) {
    for (const byte of [3, 31]) {
      const says = await goSays('log', flipped(file, byte), logKey, witnessKey)
      assert.notEqual(says, '', `${file} ${byte}`)
    }
  }
  const { length } = readFileSync(join(log.folder, 'checkpoint'))
  const inLine = await goSays('log', flipped('checkpoint', length - 20), logKey, witnessKey)
  assert.notEqual(inLine, '', 'the line of the witness')
})

test.skipIf(!hasGo)('Go finds every older checkpoint in the log of today', async () => {
  for (const size of sizes) {
    assert.equal(await goSays('growth', checkpointAt(size), log.folder, logKey), '')
  }
})

test.skipIf(!hasGo)('Go refuses a fork and a roll-back', async () => {
  const fork = await newLog()
  await fork.grow(['{"entry":"another"}', ...entries(1, 2_000)])
  const back = await newLog()
  await back.grow(entries(0, 299))
  for (const size of [300, 1025]) {
    assert.notEqual(await goSays('growth', checkpointAt(size), fork.folder, logKey), '')
    assert.match(await goSays('growth', checkpointAt(size), back.folder, logKey), /shorter/)
  }
  for (const each of [fork, back]) rmSync(each.folder, { recursive: true })
})

test.skipIf(!hasGo)('Go believes our consistency proofs, and none of two others', async () => {
  const file = join(folder, 'consistency')
  for (const [at, old] of sizes.entries()) {
    for (const now of sizes.slice(at + 1)) {
      const proof = await overTiles(log.read, 1025, (root) => consistencyProof(root, old, now))
      writeFileSync(file, proof!.map((hash) => hash.toString('base64')).join('\n'))
      const ask = (from: number, to: number) =>
        goSays('consistency', checkpointAt(from), checkpointAt(to), file, logKey)
      assert.equal(await ask(old, now), '', `${old} ${now}`)
      if (old > 1) assert.notEqual(await ask(1, now), '', `1 instead of ${old}`)
    }
  }
})

test.skipIf(!hasGo)('Go believes our proof files, and not those of another entry', async () => {
  const texts = entries(0, 1025)
  for (const index of [0, 255, 256, 777, 1024]) {
    const entry = texts[index]!
    const proof = (await proofOfEntry(log.read, { index, entry, about: null }))!
    const file = join(folder, `${index}.tlog-proof`)
    writeFileSync(file, proof)
    assert.equal(await goSays('proof', file, logKey, witnessKey), '')
    writeFileSync(
      file,
      (await proofOfEntry(log.read, { index, entry: '{"entry":5}', about: null }))!,
    )
    assert.notEqual(await goSays('proof', file, logKey, witnessKey), '')
    writeFileSync(file, proof.replace(/\n\u2014 market.example\/witness .*/, ''))
    assert.match(await goSays('proof', file, logKey, witnessKey), /missing/)
  }
})
