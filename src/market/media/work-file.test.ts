import assert from 'node:assert/strict'
import { test } from 'vitest'
import { archiveLimits, archiveRefusal, endingFits } from './work-file.ts'

const entry = (want: Partial<{ name: string; packedBytes: number; unpackedBytes: number }>) => ({
  name: 'page.xhtml',
  packedBytes: 100,
  unpackedBytes: 400,
  ...want,
})

test('an ordinary archive is taken', () => {
  assert.equal(archiveRefusal([entry({}), entry({})], 1_000), null)
})

test('an archive that inflates beyond measure is refused', () => {
  const bomb = entry({ packedBytes: 1_000, unpackedBytes: 1_000_000_000 })
  assert.equal(archiveRefusal([bomb], 1_200), 'archive-inflates')
})

test('entries that share their bytes are a bomb, whatever sizes they declare', () => {
  assert.equal(archiveRefusal(Array(20).fill(entry({})), 1_000), 'archive-inflates')
})

test('names that climb out of the folder are refused', () => {
  for (const name of ['../x', 'a/../../x', '/etc/x', 'C:\\x', 'a\\..\\x']) {
    assert.equal(archiveRefusal([entry({ name })], 1_000), 'archive-unsafe-name', name)
  }
})

test('too many files are refused', () => {
  const many = Array(archiveLimits.files + 1).fill(entry({ packedBytes: 0, unpackedBytes: 0 }))
  assert.equal(archiveRefusal(many, 1_000), 'archive-too-many-files')
})

test('what is called .pdf must be one', () => {
  assert.equal(endingFits('本.PDF', 'application/pdf'), true)
  assert.equal(endingFits('本.pdf', 'application/epub+zip'), false)
  assert.equal(endingFits('pdf', 'image/png'), false)
})
