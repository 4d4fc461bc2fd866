import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { openTestVault, settings, type TestVault } from '#test/vault/open-vault.ts'
import { firstOperator, inTime } from '#test/vault/people.ts'
import { checkpointText, parseCheckpoint, signerFrom } from '#trust/log/note.ts'
import { cosignedAt, cosignerFrom } from '#trust/proofs/cosignature.ts'

const cosigner = cosignerFrom('market.example/witness', Buffer.alloc(32, 9))
let town: TestVault
beforeAll(async () => {
  town = await openTestVault({ settings: { ...settings, witnessKey: cosigner.verifierKey } })
})
afterAll(() => town.drop())

const published = async (file: string) => (await town.vault.log.read(file))?.toString()
const give = async (note: string) => town.ask.monitor.takeCosigned({ note }, inTime)
const textOf = (note: string) => note.slice(0, note.indexOf('\n\n') + 1)

test("a checkpoint is published with the witness's line, and the log goes on from it", async () => {
  await town.vault.log.publish()
  const note = (await published('checkpoint'))!
  await give(note + cosigner.cosign(textOf(note), 1_775_001_600))
  await town.vault.log.publish()
  for (const file of ['checkpoint', 'witnessed']) {
    assert.equal(cosignedAt((await published(file))!, cosigner.verifierKey), 1_775_001_600)
  }
  await firstOperator(town)
  await town.vault.log.publish()
  assert.equal(cosignedAt((await published('checkpoint'))!, cosigner.verifierKey), undefined)
  assert.equal(cosignedAt((await published('witnessed'))!, cosigner.verifierKey), 1_775_001_600)
  await town.reopen()
  assert.ok((await published('witnessed'))!.startsWith(textOf(note)))
})

test('no line but the one of the witness, under no text but our own, is taken', async () => {
  const note = (await published('checkpoint'))!
  const line = cosigner.cosign(textOf(note), 1_775_001_600)
  const stranger = cosignerFrom(cosigner.name, Buffer.alloc(32, 8))
  const { origin, size, root } = parseCheckpoint(textOf(note))!
  const longer = checkpointText({ origin, size: size + 1, root })
  const ours = signerFrom(origin, Buffer.alloc(32, 8)).sign(longer)
  for (const wrong of [
    note,
    note + stranger.cosign(textOf(note), 1_775_001_600),
    note.replace(`\n${size}\n`, `\n${size + 1}\n`) + line,
    ours + cosigner.cosign(longer, 1_775_001_600),
    `${note}${cosigner.cosign(longer, 1_775_001_600)}`,
    note + line + stranger.cosign(textOf(note), 1_775_001_600),
    `${note}${line}any words, which other people's tools would stumble over\n`,
  ]) {
    await assert.rejects(give(wrong), (error) => isRefusal(error, 'bad-input'))
  }
})

test('under our own key, too, no other tree is published than the one we wrote', async () => {
  const key = town.vault.core.ring.current('note').key.export()
  await town.vault.log.publish()
  const { origin, size } = parseCheckpoint(textOf((await published('checkpoint'))!))!
  const ours = signerFrom(origin, key)
  for (const told of [size, size - 1, size + 1]) {
    const text = checkpointText({ origin, size: told, root: Buffer.alloc(32, 7) })
    const note = ours.sign(text) + cosigner.cosign(text, 1_775_001_600)
    await assert.rejects(give(note), (error) => isRefusal(error, 'bad-input'), `${told - size}`)
  }
  await town.vault.log.publish()
  for (const file of ['checkpoint', 'witnessed']) {
    assert.ok(!(await published(file))!.includes(Buffer.alloc(32, 7).toString('base64')), file)
  }
})

test('an older line never takes the place of a newer one', async () => {
  const older = (await published('checkpoint'))!
  await town.ask.supervisor.seedMembers({ members: [] }, inTime)
  await town.reopen()
  const newer = (await published('checkpoint'))!
  for (const note of [newer, older]) {
    await give(note + cosigner.cosign(textOf(note), 1_775_001_600))
    await town.vault.log.publish()
  }
  assert.ok((await published('witnessed'))!.startsWith(textOf(newer)))
})

test('the two alarms of the log are told like every other', async () => {
  const id = '01890000-0000-7000-8000-000000000001'
  const at = town.clock().getTime()
  const detail = 'the log had 7 entries and shows fewer'
  await town.ask.monitor.raiseAlarm({ id, kind: 'log-forked', at, detail }, inTime)
  const { letter } = await town.ask.mailer.takeLetter({ waitMillis: 0 }, inTime)
  assert.match(letter!.subject, /書き換え/)
})
