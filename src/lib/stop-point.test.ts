import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'

const module = new URL('./stop-point.ts', import.meta.url).href

function passes(points: string[], armed: string, mark: string) {
  const program = `
    import { armStopPoint, stopPoint } from ${JSON.stringify(module)}
    armStopPoint(${JSON.stringify(armed)}, ${JSON.stringify(mark)})
    for (const point of ${JSON.stringify(points)}) { stopPoint(point); console.log(point) }`
  return spawnSync(process.execPath, ['--input-type=module-typescript', '-e', program], {
    encoding: 'utf8',
    timeout: 10_000,
  })
}

test('a process dies at the armed point once, and lives when it is started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stop-'))
  try {
    const mark = join(folder, 'stopped', 'second')
    const first = passes(['first', 'second', 'third'], 'second', mark)
    assert.equal(first.signal, 'SIGKILL')
    assert.ok(existsSync(mark))
    const again = passes(['first', 'second', 'third'], 'second', mark)
    assert.equal(again.status, 0)
    assert.equal(again.stdout, 'first\nsecond\nthird\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
