import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { bundlesDocument } from '../../bin/documents/bundles.ts'
import { built } from '../../bin/prepare.ts'

const root = join(import.meta.dirname, '../..')
beforeAll(() => built(root), 120_000)

const golden = join(import.meta.dirname, 'bundles.json')
const how = 'bin/dozo run bin/documents/bundles.ts > test/processes/bundles.json, and look at why'

test('each process contains the packages and folders that were looked at, and no others', () => {
  assert.deepEqual(JSON.parse(bundlesDocument(root)), JSON.parse(readFileSync(golden, 'utf8')), how)
})

test('the vault contains no package but pg and what pg is made of', () => {
  const { vault } = JSON.parse(readFileSync(golden, 'utf8'))
  const isPg = (name: string) => /^pg(?:-|$|pass$)|^postgres-|^split2$|^xtend$/.test(name)
  assert.deepEqual(
    vault.packages.filter((name: string) => !isPg(name)),
    [],
  )
})

test('only the vault contains what renders a letter', () => {
  const contents = JSON.parse(readFileSync(golden, 'utf8'))
  for (const [name, { folders }] of Object.entries<{ folders: string[] }>(contents)) {
    const holdsVault = folders.some((folder) => folder === 'src/trust/letters')
    assert.equal(holdsVault, name === 'vault', name)
  }
})
