import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { test } from 'vitest'
import { rangesOf } from '#test/log/ranges.ts'
import { LogFiles } from '#trust/log/files.ts'
import {
  consistencyProof,
  emptyRoot,
  extendsTree,
  includes,
  inclusionProof,
  leafHash,
} from '#trust/log/merkle.ts'
import { parseCheckpoint, signerFrom, verifiedText } from '#trust/log/note.ts'
import { entriesOf, entryBundle, tilePath } from '#trust/log/tiles.ts'
import { GrowingTree } from '#trust/log/tree.ts'

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`entry ${at}`)))
const sizes = fc.integer({ min: 1, max: 700 })

test('the hashes are those of RFC 6962', () => {
  assert.equal(
    emptyRoot.toString('hex'),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  // The seven test leaves of certificate transparency.
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].map((hex) =>
    leafHash(Buffer.from(hex, 'hex')),
  )
  assert.equal(
    leaves[0]!.toString('hex'),
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
  assert.equal(
    rangesOf(leaves)(0, 7).toString('hex'),
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  )
})

test('every entry is provably in the log, and in no other place of it', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, pick, other) => {
      const leaves = leavesOf(size)
      const range = rangesOf(leaves)
      const index = pick % size
      const proof = inclusionProof(range, index, size)
      const claim = { leaf: leaves[index]!, index, size, proof, root: range(0, size) }
      assert.ok(includes(claim))
      const wrong = other % size
      if (wrong !== index) assert.ok(!includes({ ...claim, index: wrong }))
      if (wrong !== index) assert.ok(!includes({ ...claim, leaf: leaves[wrong]! }))
      assert.ok(!includes({ ...claim, proof: [...proof, emptyRoot] }))
    }),
    { numRuns: 60 },
  )
})

test('a longer log provably begins with the shorter one, and a forked one does not', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (size, pick) => {
      const leaves = leavesOf(size)
      const range = rangesOf(leaves)
      const old = 1 + (pick % size)
      const proof = consistencyProof(range, old, size)
      const claim = {
        old: { size: old, root: range(0, old) },
        now: { size, root: range(0, size) },
        proof,
      }
      assert.ok(extendsTree(claim))
      const forked = rangesOf([leafHash(Buffer.from('another')), ...leaves.slice(1)])
      assert.ok(!extendsTree({ ...claim, old: { size: old, root: forked(0, old) } }))
      if (old < size) {
        assert.ok(!extendsTree({ ...claim, now: { size, root: forked(0, size) } }))
      }
    }),
    { numRuns: 60 },
  )
})

test('the growing tree has the same root as the whole one, at every size', () => {
  const leaves = leavesOf(66_000)
  const range = rangesOf(leaves)
  const tree = new GrowingTree(() => {})
  for (const [at, leaf] of leaves.entries()) {
    tree.append(leaf)
    const size = at + 1
    if (size < 600 ? size % 7 === 0 : size % 9_973 === 0 || size > 65_530) {
      if (size < 600 || size % 97 === 0) assert.deepEqual(tree.root(), range(0, size), `${size}`)
    }
  }
})

test('tiles are where the format says', () => {
  assert.equal(tilePath(0, 1_234_067), 'tile/0/x001/x234/067')
  assert.equal(tilePath('entries', 0, 3), 'tile/entries/000.p/3')
  assert.equal(tilePath(2, 999), 'tile/2/999')
})

test('a bundle gives back its entries, and a cut one gives nothing', () => {
  const entries = ['a', '', '{"v":1}'].map((text) => Buffer.from(text))
  assert.deepEqual(entriesOf(entryBundle(entries)), entries)
  assert.throws(() => entriesOf(entryBundle(entries).subarray(0, -1)), RangeError)
})

test('a note is believed with its own key only, and not with one bit changed', () => {
  const signer = signerFrom('town.example/log', Buffer.alloc(32, 7))
  const other = signerFrom('town.example/log', Buffer.alloc(32, 8))
  const note = signer.sign('town.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n')
  assert.ok(verifiedText(note, signer.verifierKey))
  assert.equal(verifiedText(note, other.verifierKey), undefined)
  assert.equal(verifiedText(note.replace('\n0\n', '\n1\n'), signer.verifierKey), undefined)
})

test('a log that is opened again goes on where it was, from files or from the database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-log-'))
  const signer = signerFrom('town.example/log', Buffer.alloc(32, 7))
  const all = Array.from({ length: 900 }, (_, at) => `{"entry":${at}}`)
  const store = (size: number) => ({
    size,
    leaves: async (from: number, to: number) => all.slice(from, to),
  })
  const rootAt = (size: number) =>
    rangesOf(all.slice(0, size).map((leaf) => leafHash(Buffer.from(leaf))))(0, size)
  const published = async () =>
    parseCheckpoint(
      verifiedText(await readFile(join(folder, 'checkpoint'), 'utf8'), signer.verifierKey)!,
    )!

  const first = await LogFiles.open({ folder, signer, store: store(0) })
  first.add(all.slice(0, 300))
  await first.publish()
  assert.deepEqual((await published()).root, rootAt(300))

  // Died with 300 published and 600 committed.
  const second = await LogFiles.open({ folder, signer, store: store(600) })
  second.add(all.slice(600, 700))
  await second.publish()
  assert.deepEqual((await published()).root, rootAt(700))
  const tile = await readFile(join(folder, tilePath(0, 1)))
  assert.deepEqual(tile.subarray(0, 32), leafHash(Buffer.from(all[256]!)))
  assert.deepEqual(
    entriesOf(await readFile(join(folder, tilePath('entries', 2, 188)))).at(-1),
    Buffer.from(all[699]!),
  )

  // A damaged tile: written anew from the database.
  await writeFile(join(folder, tilePath(0, 2, 188)), 'broken')
  await LogFiles.open({ folder, signer, store: store(720) })
  assert.deepEqual((await published()).root, rootAt(720))

  // A database that lost entries, or tells other ones, is refused.
  await assert.rejects(LogFiles.open({ folder, signer, store: store(710) }), /rolled back/)
  await writeFile(join(folder, tilePath(0, 2, 208)), 'broken')
  const liar = { size: 720, leaves: async () => Array.from({ length: 720 }, () => '{"entry":0}') }
  await assert.rejects(LogFiles.open({ folder, signer, store: liar }), /not those/)
  await rm(folder, { recursive: true })
})

test('a checkpoint signs the tree it speaks of, also when entries come while it is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-log-'))
  const signer = signerFrom('town.example/log', Buffer.alloc(32, 7))
  const all = Array.from({ length: 40 }, (_, at) => `{"entry":${at}}`)
  const log = await LogFiles.open({ folder, signer, store: { size: 0, leaves: async () => [] } })
  const published = async () => {
    const note = await readFile(join(folder, 'checkpoint'), 'utf8')
    return { note, ...parseCheckpoint(verifiedText(note, signer.verifierKey)!)! }
  }
  for (let size = 1; size < all.length; size += 2) {
    log.add(all.slice(size - 1, size))
    // The witness's line is written first, and meanwhile the next flush comes.
    const { note } = await published()
    log.takeCosigned({ size: size - 1, note })
    const publishing = log.publish()
    await new Promise((resolve) => setImmediate(resolve))
    log.add(all.slice(size, size + 1))
    await publishing
    const { size: told, root } = await published()
    const leaves = all.slice(0, told).map((leaf) => leafHash(Buffer.from(leaf)))
    assert.deepEqual(root, rangesOf(leaves)(0, told), `of ${told} entries`)
  }
  await rm(folder, { recursive: true })
})

test('a database that tells other entries is refused at once, and what was published stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-log-'))
  const signer = signerFrom('town.example/log', Buffer.alloc(32, 7))
  const storeOf = (name: string) => ({
    size: 700,
    leaves: async (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => `{"${name}":${from + at}}`),
  })
  await LogFiles.open({ folder, signer, store: storeOf('entry') })
  const before = await readFile(join(folder, tilePath('entries', 0)))

  // Grown past the checkpoint, and whole, but another one.
  await assert.rejects(LogFiles.open({ folder, signer, store: storeOf('other') }), /not those/)
  assert.deepEqual(await readFile(join(folder, tilePath('entries', 0))), before)

  // A bundle with a bit of rot is written anew.
  const edge = join(folder, tilePath('entries', 2, 188))
  const good = await readFile(edge)
  const rotten = Buffer.from(good)
  rotten[9]! ^= 1
  await writeFile(edge, rotten)
  const log = await LogFiles.open({ folder, signer, store: storeOf('entry') })
  log.add(['{"entry":700}'])
  await log.publish()
  const grown = await readFile(join(folder, tilePath('entries', 2, 189)))
  assert.deepEqual(grown.subarray(0, good.length), good)
  await rm(folder, { recursive: true })
})

test('killed between a whole tile and its checkpoint, the next start goes on from the edge', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-log-'))
  const signer = signerFrom('town.example/log', Buffer.alloc(32, 7))
  const asked: number[] = []
  const storeOf = (size: number) => ({
    size,
    leaves: async (from: number, to: number) => {
      if (to > from) asked.push(from)
      return Array.from({ length: to - from }, (_, at) => `{"e":${from + at}}`)
    },
  })
  const log = await LogFiles.open({ folder, signer, store: storeOf(700) })
  const checkpoint = await readFile(join(folder, 'checkpoint'))
  log.add(await storeOf(800).leaves(700, 800))
  await log.publish()
  await writeFile(join(folder, 'checkpoint'), checkpoint)

  asked.length = 0
  await LogFiles.open({ folder, signer, store: storeOf(800) })
  assert.deepEqual(asked, [512, 700])
  await rm(folder, { recursive: true })
})

test('a database that lacks an entry is refused, also one that was not published yet', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-log-'))
  const signer = signerFrom('town.example/log', Buffer.alloc(32, 7))
  const storeOf = (size: number, lacks?: number) => ({
    size,
    leaves: async (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => from + at)
        .filter((index) => index !== lacks)
        .map((index) => `{"entry":${index}}`),
  })
  await LogFiles.open({ folder, signer, store: storeOf(600) })
  for (const lacks of [650, 699]) {
    await assert.rejects(LogFiles.open({ folder, signer, store: storeOf(700, lacks) }), /has a gap/)
  }
  // Of what was published, the last one.
  await assert.rejects(LogFiles.open({ folder, signer, store: storeOf(700, 599) }), /has a gap/)
  await rm(folder, { recursive: true })
})
