import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import { parseCheckpoint } from '#trust/log/note.ts'
import { cosignerFrom } from '#trust/proofs/cosignature.ts'
import { stillHere, stillHereMillis } from '#trust/signs-of-life/still-here.ts'
import { unwitnessed } from '#trust/signs-of-life/unwitnessed.ts'
import { openTestVault, settings, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, inTime, signIn } from './people.ts'

const cosigner = cosignerFrom('market.example/witness', Buffer.alloc(32, 9))
const waitMinutes = 10
const minute = 60_000

let town: TestVault
beforeEach(async () => {
  town = await openTestVault({ settings: { ...settings, witnessKey: cosigner.verifierKey } })
  await firstOperator(town)
})
afterEach(() => town.drop())

/** The newest checkpoint gets the line of the witness, and is published with it. */
async function witnessed(): Promise<void> {
  const { log } = town.vault
  await log.publish()
  const note = (await log.read('checkpoint'))!.toString()
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  const line = cosigner.cosign(text, Math.floor(town.clock().getTime() / 1000))
  await town.ask.monitor.takeCosigned({ note: `${note}${line}` }, inTime)
  await log.publish()
}

const waiting = () => {
  const { core, log } = town.vault
  return unwitnessed(core, { read: (path) => log.read(path), waitMinutes })
}

const told = async (purpose: string) =>
  town.look<{ kind: string }>('select kind from log_entries where purpose = $1', [purpose])

const lettersToOperators = async () =>
  (await allLetters(town)).filter(({ to }) => to === 'osamu@people.example').length

test('a log without news says every few minutes that it is still there, and else nothing', async () => {
  const round = stillHere(town.vault.core, town.vault.log)
  for (let at = 0; at < 12; at += 1) {
    await round()
    town.clock.advance(minute)
  }
  assert.equal((await told('still-here')).length, Math.floor(12 / (stillHereMillis / minute)) - 1)
  await signIn(town, 'aiko@people.example')
  await round()
  town.clock.advance(stillHereMillis - 1)
  await round()
  assert.equal((await told('still-here')).length, 2)
  assert.equal(town.vault.log.size, parseCheckpoint(await newest())?.size)
})

async function newest(): Promise<string> {
  await town.vault.log.publish()
  return (await town.vault.log.read('checkpoint'))!.toString()
}

test('when the witness signs no more the operators hear of it, once for each time', async () => {
  await witnessed()
  const round = waiting()
  await lettersToOperators()
  town.clock.advance(3_600_000)
  await round()
  assert.equal(await lettersToOperators(), 0, 'a log with nothing new needs no line')
  await signIn(town, 'aiko@people.example')
  await lettersToOperators()
  town.clock.advance(waitMinutes * minute - 1)
  await round()
  assert.equal(await lettersToOperators(), 0)
  town.clock.advance(1)
  for (let times = 0; times < 5; times += 1) {
    await round()
    town.clock.advance(3_600_000)
  }
  assert.equal(await lettersToOperators(), 1)
  assert.deepEqual(
    (await told('alarm-raised')).map(({ kind }) => kind),
    ['witness-away'],
  )
  await witnessed()
  await signIn(town, 'ren@people.example')
  await lettersToOperators()
  town.clock.advance(waitMinutes * minute)
  await round()
  assert.equal(await lettersToOperators(), 1)
})

test('a restart gives the witness its time again, and one incident stays one', async () => {
  await signIn(town, 'aiko@people.example')
  town.clock.advance(24 * 3_600_000)
  await town.reopen()
  await lettersToOperators()
  const round = waiting()
  await round()
  assert.equal(await lettersToOperators(), 0)
  town.clock.advance(waitMinutes * minute)
  await round()
  assert.equal(await lettersToOperators(), 1)
  await town.reopen()
  const again = waiting()
  town.clock.advance(waitMinutes * minute)
  await again()
  assert.equal(await lettersToOperators(), 0)
})

test('where nobody witnesses the log nobody is missed', async () => {
  town.vault.core.settings.witnessKey = null
  town.clock.advance(24 * 3_600_000)
  await waiting()()
  assert.equal((await told('alarm-raised')).length, 0)
})
