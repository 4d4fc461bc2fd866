import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { rangesOf } from '#test/log/ranges.ts'
import type { LedgerLine } from '#trust/forgetting/ledger-file.ts'
import { growBy, heldAgainst, tellingEntry, toldBy } from '#trust/forgetting/ledger-told.ts'
import { leafOf, publicTag } from '#trust/log/entry.ts'
import {
  consistencyProof,
  extendsTree,
  type Hash,
  inclusionProof,
  leafHash,
} from '#trust/log/merkle.ts'
import { checkpointText, signerFrom } from '#trust/log/note.ts'
import { tilePath } from '#trust/log/tiles.ts'
import { GrowingTree } from '#trust/log/tree.ts'
import { cosignedAt, cosignerFrom } from '#trust/proofs/cosignature.ts'
import { keysText, readKeys } from '#trust/proofs/keys-file.ts'
import { proofText, readProof, verdictOn } from '#trust/proofs/tlog-proof.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/log-format.md'), 'utf8')

/** A block of the page by its name. */
function block(name: string): string {
  const found = new RegExp(`^\`\`\`(?:json|text) ${name}\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1]
  assert.ok(found, `the page has no block "${name}"`)
  return found
}

const json = (name: string) => JSON.parse(block(name))
const base64 = (hash: Hash) => hash.toString('base64')
const leaves = block('entries').trim().split('\n')
const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf)))
const range = rangesOf(hashes)
const keys = json('keys')
const log = signerFrom('market.example/log', Buffer.from(keys.log.seed, 'base64'))
const witness = cosignerFrom('market.example/witness', Buffer.from(keys.witness.seed, 'base64'))

test('an entry has the bytes that the page shows, and their hash', () => {
  for (const leaf of leaves) {
    const { at, by, do: purpose, kind, who, ref } = JSON.parse(leaf)
    assert.equal(leafOf({ at, principal: by, purpose, kind, who, ref }), leaf)
  }
  assert.deepEqual(hashes.map(base64), json('leaf-hashes'))
})

test('the tag of a person is made as the page says', () => {
  const { readerKey, index, about, who, withoutAbout } = json('tag')
  const key = Buffer.from(readerKey, 'base64url')
  assert.equal(publicTag(key, index, about), who)
  assert.equal(publicTag(key, index, null), withoutAbout)
  assert.equal(JSON.parse(leaves[index]!).who, who)
})

test('roots, proof and paths are those of the page', () => {
  const roots = json('roots') as string[]
  assert.deepEqual(
    roots,
    roots.map((_, size) => base64(range(0, size))),
  )
  const proof = (json('consistency') as string[]).map((hash) => Buffer.from(hash, 'base64'))
  assert.deepEqual(consistencyProof(range, 3, 7), proof)
  const [old, now] = [3, 7].map((size) => ({ size, root: Buffer.from(roots[size]!, 'base64') }))
  assert.ok(extendsTree({ old: old!, now: now!, proof }))
  for (const { level, index, width, path } of json('paths')) {
    assert.equal(tilePath(level, index, width), path)
  }
})

test('the checkpoint and the line of the witness are signed with the keys of the page', () => {
  assert.equal(log.verifierKey, keys.log.key)
  assert.equal(witness.verifierKey, keys.witness.key)
  const text = checkpointText({ origin: log.name, size: 7, root: range(0, 7) })
  assert.equal(log.sign(text), block('checkpoint'))
  const at = cosignedAt(block('cosigned'), keys.witness.key)!
  assert.equal(block('checkpoint') + witness.cosign(text, at), block('cosigned'))
})

test('the proof file of the page holds with its keys, and was made from its entries', () => {
  const trusted = readKeys(block('key-file'))
  const verdict = verdictOn(block('proof'), trusted)
  assert.ok(verdict.holds, JSON.stringify(verdict))
  const { index, about } = json('tag')
  const path = inclusionProof(range, index, 7)
  const made = { index, path, checkpoint: block('cosigned'), entry: leaves[index]!, about }
  assert.equal(proofText(made), block('proof'))
  assert.deepEqual(readProof(block('proof')), made)
  const { logKey, witnessKey = null, readerKeys = [] } = trusted
  assert.equal(keysText({ logKey, witnessKey, readerKeys }), block('key-file'))
})

test('the entry of the page tells of the ledger of the page', async () => {
  const lines: LedgerLine[] = block('ledger')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const leaf = block('ledger-told').trim()
  const told = toldBy(leaf)!
  assert.ok((await heldAgainst(told, lines)).isAsTold)
  assert.ok(!(await heldAgainst(told, lines.slice(0, -1))).isAsTold)
  const tree = new GrowingTree(() => {})
  for (const line of lines) growBy(tree, line)
  const { principal, purpose, kind, act } = tellingEntry(told.n, tree)
  const ref = act!.toString('base64url')
  assert.equal(leafOf({ at: JSON.parse(leaf).at, principal, purpose, kind, who: null, ref }), leaf)
})
