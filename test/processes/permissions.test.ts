import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { problemsOf } from '#processes/supervisor/check-config.ts'
import { readInstallation } from '#processes/supervisor/installation.ts'
import { lostFolders, permissionFlags } from '#processes/supervisor/permissions.ts'
import { processes } from '#processes/table.ts'

const row = processes.find(({ name }) => name === 'vault')!

let place: string
beforeAll(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'dozo-flags-')))
  writeFileSync(join(place, 'look.cjs'), look)
})
afterAll(() => rmSync(place, { recursive: true }))

/** Lists, writes and reads in every folder that it is given, and says where it could. */
const look = `
const { readdirSync, readFileSync, writeFileSync } = require('node:fs')
const canUse = (folder) => {
  try {
    writeFileSync(folder + '/ring.json', 'x')
    return readdirSync(folder).includes('ring.json') && readFileSync(folder + '/ring.json').length
  } catch {
    return false
  }
}
console.log(JSON.stringify(process.argv.slice(2).filter(canUse)))
`

function openTo(folders: string[], env: Record<string, string>): string[] {
  const program = join(place, 'look.cjs')
  const flags = permissionFlags(row, env, { root: place, program, runDir: join(place, 'run') })
  const told = execFileSync(process.execPath, [...flags, program, ...folders], { timeout: 30_000 })
  return JSON.parse(told.toString())
}

test('Node opens every folder that a process is given, wherever it lies, or nothing starts', () => {
  const refused: string[] = []
  const pairs = ['ring ring-copy', 'a/ring-copy a/ring', 'b/ring b/copy', 'c c/ring', 'd/ring d']
  for (const pair of pairs) {
    const folders = pair.split(' ').map((name) => join(place, name))
    for (const folder of folders) mkdirSync(folder, { recursive: true })
    const [ring, copy] = folders as [string, string]
    const env = { VAULT_RING_DIR: ring, VAULT_RING_COPY_DIR: copy, LOG_DIR: join(place, 'log') }
    if (lostFolders(row, env, join(place, 'run')).length > 0) refused.push(pair)
    else assert.deepEqual(openTo(folders, env), folders, pair)
  }
  assert.deepEqual(refused, pairs.slice(0, 2))
})

test('a copy of the ring whose name begins as the ring’s is refused before anything starts', async () => {
  const env = { DOZO_DATA: place, VAULT_RING_COPY_DIR: join(place, 'ring-of-another-disk') }
  const problems = await problemsOf(readInstallation(process.cwd(), env, false))
  const found = problems.filter((problem) => problem.includes('ring-of-another-disk'))
  assert.equal(found.length, 1, problems.join(' '))
})
