import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { backupsIn, unfinishedIn } from '#processes/backup/manifest.ts'
import { phaseOf } from '#processes/backup/restore-names.ts'
import { backupStopPoints, replayStopPoints, restoreStopPoints } from '#processes/stop-points.ts'
import type { TestVault } from '#test/vault/open-vault.ts'
import { inTime, signIn } from '#test/vault/people.ts'
import { type Machine, type OpenedVault, openYard, storeFile, type Yard } from './machine.ts'

/*
 * Backup and restore, killed at each of their stop points, one after the other: every kill is
 * followed by the same command again, so each one starts from what the one before left.
 */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 90_000 })

let yard: Yard
let old: Machine
let disk: string
let gone: { member: string }
let stays: { member: string }
beforeAll(async () => {
  yard = await openYard()
  disk = join(yard.folder, 'disk')
  old = await yard.machine('old')
  const made = await old.run(['migrate'])
  assert.equal(made.code, 0, made.err)
  await storeFile(old)
  const town = await old.openVault()
  gone = await signIn(asTown(town), 'gone@people.example')
  stays = await signIn(asTown(town), 'stays@people.example')
  await town.close()
  for (const name of ['data', 'keys']) {
    const key = await old.run(['backup', `--new-key=${join(yard.folder, `${name}.key`)}`])
    const setting = name === 'data' ? 'BACKUP_RECIPIENT' : 'BACKUP_KEYS_RECIPIENT'
    old.env[setting] = key.out.trim()
  }
})
afterAll(() => yard.remove())

/** Signing in asks for nothing that an opened vault has not. */
function asTown(town: OpenedVault): TestVault {
  return town as unknown as TestVault
}

async function eraseGone(): Promise<void> {
  const town = await old.openVault()
  const { session } = await signIn(asTown(town), 'gone@people.example')
  const { plan } = await town.ask.accounts.erasurePlan({ session }, inTime)
  await town.ask.accounts.erase({ session, plan }, inTime)
  await town.close()
}

test('a backup killed anywhere is none, or a whole one that its vault knows of', async () => {
  const words = ['backup', disk, `--keys=${join(yard.folder, 'keys')}`]
  for (const point of backupStopPoints) {
    const before = backupsIn(disk).length
    await old.runUntil(point, words)
    const isWhole =
      backupStopPoints.indexOf(point) >= backupStopPoints.indexOf('backup:after-manifest-file')
    assert.equal(backupsIn(disk).length - before, isWhole ? 1 : 0, point)
    const known = (await yard.look('vault', 'select id from backups')).map(({ id }) => id)
    const unknown = backupsIn(disk).filter(({ manifest }) => !known.includes(manifest.id))
    assert.deepEqual(unknown, [], point)
  }
  assert.equal(unfinishedIn(disk).length, 0)
  const last = await old.run([...words, '--json'])
  assert.equal(last.code, 0, last.err)
  assert.deepEqual(unfinishedIn(disk), [])
  const events = await yard.look(
    'vault',
    `select backup_id as id from backup_events where event = 'backup-made'`,
  )
  assert.deepEqual(
    events.map(({ id }) => id).sort(),
    backupsIn(disk)
      .map(({ manifest }) => manifest.id)
      .sort(),
  )
})

test('a restore killed anywhere opens nothing, and is done again', async () => {
  if (backupsIn(disk).length === 0) {
    const made = await old.run(['backup', disk, `--keys=${join(yard.folder, 'keys')}`])
    assert.equal(made.code, 0, made.err)
  }
  await eraseGone()
  const mirror = join(yard.folder, 'mirror')
  await cp(join(old.data, 'log'), mirror, { recursive: true })
  await yard.loseDatabases()
  const fresh = await yard.machine('fresh')
  const key = (name: string) => join(yard.folder, `${name}.key`)
  const words = ['restore', disk, `--identity=${key('data')}`, `--log=${mirror}`, '--json']
  words.push(`--keys=${join(yard.folder, 'keys')}`, `--keys-identity=${key('keys')}`)
  for (const point of restoreStopPoints) {
    await fresh.runUntil(point, words)
    assert.ok(phaseOf(fresh.data), point)
    const named = (await yard.databases()).filter((name) => !name.endsWith('_restoring'))
    assert.deepEqual(named, point === 'restore:after-name' ? ['dozo_vault'] : [], point)
  }
  const check = await fresh.run(['check-config'])
  assert.equal(check.code, 78)
  assert.match(check.err, /A restore was interrupted here/)
  const whole = await fresh.run(words)
  assert.equal(whole.code, 0, whole.err)
  assert.deepEqual(await yard.databases(), ['dozo_market', 'dozo_vault'])
  const file = await readFile(join(fresh.data, 'files/works/ab/abcdef'), 'utf8')
  assert.equal(file, 'the book')
  await opensOnlyAfterForgetting(fresh)
})

async function opensOnlyAfterForgetting(fresh: Machine): Promise<void> {
  const kept = () =>
    yard.look('vault', `select id from records where subject_id = '${gone.member}'`)
  assert.equal((await kept()).length, 1)
  const written = await fresh.run(['environment', fresh.environments])
  assert.equal(written.code, 0, written.err)
  for (const point of replayStopPoints) {
    await fresh.startVaultUntil(point)
    assert.equal(existsSync(join(fresh.data, 'run/vault')), false, point)
    const [{ pending }] = await yard.look(
      'vault',
      'select exists (select from restores where replayed_at is null) as pending',
    )
    assert.equal(pending, point !== 'vault:after-replayed-commit', point)
  }
  assert.equal((await kept()).length, 0)
  const town = await fresh.openVault()
  const back = await signIn(asTown(town), 'gone@people.example')
  assert.notEqual(back.member, gone.member)
  assert.equal((await signIn(asTown(town), 'stays@people.example')).member, stays.member)
  await town.close()
}
