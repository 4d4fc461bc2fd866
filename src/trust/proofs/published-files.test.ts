import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { publishedFiles } from './published-files.ts'

const context = { deadline: 0, gone: new AbortController().signal }

test('a gateway elsewhere gets the files of the log, and nothing beside them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'published-'))
  try {
    mkdirSync(join(folder, 'log/tile/0'), { recursive: true })
    writeFileSync(join(folder, 'log/checkpoint'), 'seen by all')
    writeFileSync(join(folder, 'log/tile/0/000'), 'hashes')
    writeFileSync(join(folder, 'log/ledger'), 'what was destroyed')
    writeFileSync(join(folder, 'ring.json'), 'keys')
    const { logFile } = publishedFiles(join(folder, 'log'))
    const contentOf = async (file: string) => (await logFile({ file }, context)).content
    assert.equal(String(await contentOf('checkpoint')), 'seen by all')
    assert.equal(String(await contentOf('tile/0/000')), 'hashes')
    assert.equal(await contentOf('tile/0/001'), null)
    for (const file of ['../ring.json', 'ledger', 'tile/../ledger', 'tile/0/../../ledger', '/']) {
      const refused = await contentOf(file).catch((error: unknown) => error)
      assert.ok(isRefusal(refused, 'not-found'), file)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
