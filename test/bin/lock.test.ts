import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { holderOf, takeLock } from '../../bin/lock.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  path = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A process that takes the lock and then waits to be killed. */
async function holder() {
  const program = join(import.meta.dirname, '../../bin/lock.ts')
  const code = `import { takeLock } from '${program}'
    takeLock('${path}'); console.log('taken'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('a lock held by a living process is refused, and names who has it', async () => {
  const child = await holder()
  assert.deepEqual(takeLock(path), { heldBy: child.pid })
  child.kill('SIGKILL')
  await once(child, 'exit')
})

test('the lock of a killed process is taken over', async () => {
  const child = await holder()
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(holderOf(path), undefined)
  const lock = takeLock(path)
  assert.ok('release' in lock)
  assert.equal(holderOf(path), process.pid)
  lock.release()
  assert.deepEqual(readdirSync(folder), [])
})

test('a number that another program has now is not taken for the holder', () => {
  writeFileSync(path, `${process.pid} 1`)
  assert.equal(holderOf(path), undefined)
  assert.ok('release' in takeLock(path))
})
