import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'vitest'

/** Takes this long to stop in order. */
const program = (millis: number) => `
  import { stopSignals } from '#processes/supervisor/stop-signals.ts'
  const signals = stopSignals()
  const busy = setInterval(() => {}, 1000)
  console.log('open')
  await signals.asked
  signals.nextOneEnds()
  console.log('asked')
  setTimeout(() => { clearInterval(busy); process.exit(0) }, ${millis})`

async function exitAfter(millis: number, pauses: number[]): Promise<number> {
  const args = ['--input-type=module', '-e', program(millis)]
  const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '../..') })
  const exit = once(child, 'exit')
  await once(child.stdout, 'data')
  for (const [place, each] of pauses.entries()) {
    child.kill('SIGINT')
    // Its second begins when it has heard, not when it was told.
    if (place === 0) await once(child.stdout, 'data')
    await pause(each)
  }
  return (await exit)[0]
}

test('a Ctrl-C that comes twice at once, as terminals and npm pass it on, stops in order', async () => {
  assert.equal(await exitAfter(400, [20, 20, 0]), 0)
})

test('a second Ctrl-C of somebody who waited ends at once', async () => {
  assert.equal(await exitAfter(10_000, [1_300, 0]), 1)
})
