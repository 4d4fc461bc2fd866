import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, test } from 'vitest'
import { ask } from '#test/cast/ask.ts'
import { type OwnInstallation, ownInstallation, type Running } from '#test/ground/installation.ts'
import { parseCheckpoint } from '#trust/log/note.ts'
import { cosignedAt, cosignerFrom } from '#trust/proofs/cosignature.ts'

const longMillis = 240_000
/** Design: a roll-back is seen within this time. */
const alarmMillis = 60_000

let dozo: OwnInstallation
let town: Running
beforeAll(async () => {
  dozo = await ownInstallation()
  town = await dozo.start({ WITNESS_EVERY_MILLIS: '500' })
}, longMillis)
afterAll(async () => {
  await town?.stop()
  dozo?.remove()
}, longMillis)

/** A published file, as everybody gets it. */
async function published(path: string): Promise<string> {
  const { status, text } = await ask(`http://localhost:${dozo.port}/log/${path}`)
  return status === 200 ? text : ''
}

const sizeOf = (note: string) => parseCheckpoint(note)?.size ?? 0

async function witnessedAt(size: number): Promise<string> {
  for (let waited = 0; waited < alarmMillis; waited += 200) {
    const note = await published('witnessed')
    if (sizeOf(note) >= size) return note
    await pause(200)
  }
  return assert.fail(`no line of the witness at ${size} entries`)
}

const alarms = (): { kind: string; told: boolean }[] =>
  JSON.parse(readFileSync(join(dozo.data, 'monitor/witness-standing.json'), 'utf8')).alarms

test(
  'people who move here are in a log that the witness follows; rolled back, it is an alarm',
  async () => {
    const before = await witnessedAt(1)
    const list = join(dozo.data, 'people.txt')
    writeFileSync(list, 'aiko@people.example\nren@people.example\nnot an address\n')
    const { code, output } = await dozo.run('import', 'people', list)
    assert.equal(code, 1, output)
    assert.match(output, /2 enrolled, 0 known/)
    assert.match(output, /no mail address on line 3/)
    assert.ok(!output.includes('aiko'))

    const after = await witnessedAt(sizeOf(before) + 2)
    const seed = readFileSync(join(dozo.data, 'secrets/monitor-witness-key'), 'utf8').trim()
    const witness = cosignerFrom(`localhost:${dozo.port}/witness`, Buffer.from(seed, 'base64url'))
    assert.ok(cosignedAt(after, witness.verifierKey))

    writeFileSync(join(dozo.data, 'log/checkpoint'), before)
    const began = Date.now()
    while (!alarms().some(({ kind, told }) => kind === 'log-rolled-back' && told)) {
      assert.ok(Date.now() - began < alarmMillis, 'no alarm within a minute')
      await pause(200)
    }
  },
  longMillis,
)
