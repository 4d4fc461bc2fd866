import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { poolPath, readList } from '#processes/backup/files.ts'
import { backupsIn, partFiles, unfinishedIn } from '#processes/backup/manifest.ts'
import { openShop, type Shop } from './ground.ts'

/** A restore makes and migrates two databases; a busy machine takes its time. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** Whatever is written there finds no room, as on a disk that is full. */
async function full(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await symlink('/dev/full', `${path}.unfinished`)
}

test('on a full disk a restore says so, leaves no half file, and goes on once there is room', async () => {
  const backup = await shop.backup()
  await shop.begin()
  const newestLog = await shop.copyOfLog()
  const storage = join(shop.place, '../full')
  const file = join(storage, 'works/ab/abcdef')
  await full(file)
  let isProven = false
  const proven = async () => {
    isProven = true
  }
  const restore = () => shop.restore(backup, { newestLog, storage, proven })
  await assert.rejects(restore(), /The disk is full: .*works\/ab\/abcdef has no room/)
  assert.deepEqual([existsSync(file), existsSync(`${file}.unfinished`)], [false, false])
  assert.equal(isProven, false)
  await restore()
  assert.equal(isProven, true)
  assert.deepEqual(await readFile(file), await readFile(join(shop.storage, 'works/ab/abcdef')))
})

test('on a full disk a backup says so and is none; the next one removes what it left', async () => {
  const { folder } = await shop.backup()
  const files = await readList(join(folder, partFiles.files))
  const pooled = poolPath(shop.place, files.find(({ key }) => key.endsWith('abcdef'))!.pooled)
  await rm(pooled)
  await full(pooled)
  const before = backupsIn(shop.place).length
  await assert.rejects(shop.backup(), /The disk is full: .* has no room/)
  assert.equal(backupsIn(shop.place).length, before)
  assert.equal(unfinishedIn(shop.place).length, 1)
  await shop.backup()
  assert.equal(backupsIn(shop.place).length, before + 1)
  assert.deepEqual(unfinishedIn(shop.place), [])
})
