import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { documents } from '../../bin/write-docs.ts'

const root = join(import.meta.dirname, '../..')

test('the documents made from the code are what is committed', () => {
  for (const [path, text] of Object.entries(documents(root))) {
    const committed = readFileSync(join(root, path), 'utf8')
    assert.equal(committed, text, `run bin/dozo run bin/write-docs.ts, then commit ${path}`)
  }
})
