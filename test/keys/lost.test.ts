import assert from 'node:assert/strict'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { browser, inTime, passkeyFor, signIn } from '#test/vault/people.ts'
import { openVault } from '#trust/vault/server.ts'
import { openRingTown, opens, type RingTown } from './ring-town.ts'

let town: RingTown
let ring: string
beforeEach(async () => {
  town = await openRingTown()
  ring = join(town.options.keysFolder, 'ring.json')
})
afterEach(() => town.drop())

const refusedStart = (words: RegExp) =>
  assert.rejects(
    openVault(town.options).then((vault) => vault.close()),
    words,
  )

test('a lost ring stops the vault with a sentence, and once its copy is back all opens', async () => {
  await town.enrol(3)
  await town.turn()
  await copyFile(ring, `${ring}.copy`)
  await town.whileClosed(async () => {
    await rm(ring)
    await refusedStart(/key ring .*ring\.json is gone; put it back from its own backup/)
    assert.deepEqual(await readdir(town.options.keysFolder), ['ring.json.copy'])
    await rename(`${ring}.copy`, ring)
  })
  for (const row of await town.rows()) await opens(town, row)
})

test('a ring that was lost while the vault runs is on disk again after a turn', async () => {
  await town.enrol(2)
  await rm(ring)
  await town.turn()
  await town.whileClosed(async () => {})
  for (const row of await town.rows()) await opens(town, row)
  assert.deepEqual(
    town.vault.core.ring.versions('record').map(({ version }) => version),
    [2, 1],
  )
})

test('a copy from before the last turn is refused: it lacks the newest key', async () => {
  await town.enrol(1)
  await copyFile(ring, `${ring}.copy`)
  await town.turn()
  const newest = await town.ringFile()
  await town.whileClosed(async () => {
    await rename(`${ring}.copy`, ring)
    await refusedStart(/lacks the key "record" 2 of this database/)
    await writeFile(ring, newest)
  })
})

test('with no copy anywhere the market goes on with a new ring, only when a person says so', async () => {
  const member = await signIn(town, 'ren@people.example')
  const device = await passkeyFor(town, member.session)
  await town.enrol(3)
  await town.turn()
  const lost = (await town.rows()).filter(({ kind }) => kind === 'contact')
  const mark = join(town.options.keysFolder, 'the-old-ring-is-lost')
  await town.whileClosed(async () => {
    await rm(ring)
    await refusedStart(/is gone/)
    await writeFile(mark, '')
  })
  assert.deepEqual(await readdir(town.options.keysFolder), ['ring.json'])
  for (const row of lost) await assert.rejects(opens(town, row), /no ring version 2/)
  const { versions, unreadable } = await town.keeper.handlers().keysStanding(undefined, inTime)
  assert.ok(unreadable > lost.length)
  assert.deepEqual(
    versions.filter(({ use }) => use === 'record').map(({ version, state }) => [version, state]),
    [
      [1, 'destroyed'],
      [2, 'destroyed'],
      [3, 'current'],
    ],
  )
  assert.deepEqual(await town.told('ring-begun-anew'), [''])
  await signsInAndBuys(member.member, device)
  await town.whileClosed(async () => {})
})

/** Passkeys were never under the ring, so their owners come back as themselves. */
async function signsInAndBuys(member: string, device: Awaited<ReturnType<typeof passkeyFor>>) {
  const { accounts } = town.ask
  const challenge = await accounts.signInChallenge(undefined, inTime)
  const back = await accounts.signInByPasskey(
    { assertion: device.answer(challenge), browser },
    inTime,
  )
  assert.equal(back.member, member)
  await town.enrol(2)
  const rows = await town.rows()
  for (const row of rows.filter((each) => each.ring === 3)) await opens(town, row)
}

test('a ring with a copy on another disk turns only when the copy is written', async () => {
  const keysCopyFolder = join(town.options.keysFolder, '../other-disk')
  town.options.keysCopyFolder = keysCopyFolder
  await mkdir(keysCopyFolder)
  await town.whileClosed(async () => {})
  const copy = () => readFile(join(keysCopyFolder, 'ring.json'), 'utf8')
  assert.equal(await copy(), await town.ringFile())
  await town.turn()
  assert.equal(await copy(), await town.ringFile())

  await rename(keysCopyFolder, `${keysCopyFolder}-away`)
  await assert.rejects(town.turn(), { code: 'ENOENT' })
  await town.whileClosed(async () => {})
  await town.enrol(1)
  assert.deepEqual(
    (await town.rows()).map(({ ring }) => ring),
    [2],
  )
  await rename(`${keysCopyFolder}-away`, keysCopyFolder)
  await town.turn()
  await town.whileClosed(async () => {
    await rm(ring)
    await copyFile(join(keysCopyFolder, 'ring.json'), ring)
  })
  for (const row of await town.rows()) await opens(town, row)
})
