import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { keyStopPoints } from '#processes/stop-points.ts'
import { openRingTown, opens, type RingTown } from './ring-town.ts'

let town: RingTown
beforeAll(async () => {
  town = await openRingTown()
  await town.enrol(450)
})
afterAll(() => town.drop())

async function turnUntil(point: string): Promise<void> {
  const { databaseUrl, keysFolder } = town.options
  const folder = join(keysFolder, '..')
  const mark = join(folder, point.replace(':', '-'))
  const program = join(import.meta.dirname, 'turn-until-stopped.ts')
  const words = [program, databaseUrl, folder, point, mark]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  const [, signal] = await once(child, 'close')
  assert.equal(signal, 'SIGKILL', point)
  assert.ok(existsSync(mark))
}

test.for(keyStopPoints)(
  'killed at %s, the next vault goes on and all is under one key',
  { timeout: 60_000 },
  async (point) => {
    const before = town.vault.core.ring.current('record').version
    await town.whileClosed(() => turnUntil(point))
    await town.keeper.round()
    const current = town.vault.core.ring.current('record').version
    assert.equal(current, point === 'vault:before-ring-file' ? before : before + 1)
    const rows = await town.rows()
    assert.equal(rows.length, 450)
    assert.deepEqual([...new Set(rows.map(({ ring }) => ring))], [current])
    for (const row of rows.slice(0, 50)) await opens(town, row)
    const turns = Array.from({ length: current - 1 }, (_, at) => `record ${at + 2}`)
    assert.deepEqual(await town.told('ring-turned'), turns)
    assert.equal((await town.told('ring-version-emptied')).length, turns.length)
    const leftOvers = ['ring.json.new', 'ring.json.old'].filter((name) =>
      existsSync(join(town.options.keysFolder, name)),
    )
    assert.deepEqual(leftOvers, [])
  },
)
