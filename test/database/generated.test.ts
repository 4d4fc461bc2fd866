import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { generatedFiles } from '#db/generate/generated.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'

let databases: FreshDatabases
beforeAll(async () => {
  databases = await freshDatabases()
})
afterAll(() => databases.drop())

test('the types and the snapshots are what the migrations and grants give', async () => {
  const files = await generatedFiles(databases.server, databases.nameOf)
  for (const [path, text] of files) {
    const committed = readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
    assert.equal(committed, text, `${path} is stale: run \`bin/dozo run db/generate.ts\``)
  }
})
