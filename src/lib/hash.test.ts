import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'vitest'
import { sha256Hex, sha256HexOfStream } from '#lib/hash.ts'

test('the hash is the one everybody else computes', () => {
  const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  assert.equal(sha256Hex('abc'), known)
  assert.equal(sha256Hex(Buffer.from('abc')), known)
})

test('a file in pieces has the hash of the whole', async () => {
  const pieces = Readable.from([Buffer.from('どう'), Buffer.from('ぞ')])
  assert.equal(await sha256HexOfStream(pieces), sha256Hex('どうぞ'))
})
