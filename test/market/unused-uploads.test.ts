import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { fileStorage } from '#adapters/storage/files.ts'
import { fixedClock } from '#lib/clock.ts'
import { type Db, openDb } from '#lib/db/open.ts'
import { dropUnusedUploads, removeFile } from '#market/media/jobs.ts'
import type { FileStorage } from '#market/media/port.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { stockRoom } from './stock-room.ts'

let databases: FreshDatabases
let db: Db<'worker'>
let shelf: Awaited<ReturnType<typeof stockRoom>>
let root: string
let storage: FileStorage
beforeAll(async () => {
  databases = await freshDatabases()
  db = openDb('worker', databases.urlOf('worker'))
  shelf = await stockRoom(databases)
  root = await mkdtemp(join(tmpdir(), 'dozo-unused-'))
  storage = await fileStorage({ root, newId: randomUUID, clock })
  await rounds('2026-11-01T00:00:01Z', 7 * 24)
})
afterAll(async () => {
  await shelf.close()
  await db.destroy()
  await databases.drop()
  await rm(root, { recursive: true })
})

/** Uploads of the stock room came on the first. */
const clock = fixedClock('2026-11-08T00:00:01Z')
const needs = () => ({ db, storage, clock })

/** A round in each of so many hours, as the worker does; the clock stands at the last. */
async function rounds(from: string, hours: number) {
  const begin = Date.parse(from)
  for (let hour = 0; hour <= hours; hour += 1) {
    clock.set(new Date(begin + hour * 3_600_000))
    await dropUnusedUploads(needs())
  }
}

/** An upload that began at this moment, and that nothing has. */
async function unfinished(seller: string, begunAt: Date) {
  const id = randomUUID()
  await shelf.owner.query(
    `insert into uploads (id, seller_id, purpose, name, bytes, storage_key, begun_at)
     values ($1, $2, 'work-file', 'half.epub', 10, $3, $4)`,
    [id, seller, `unfinished/${id}`, begunAt],
  )
  return id
}

async function stored(seller: string, text: string) {
  const kept = await storage.keep('work-files', [Buffer.from(text)], { maxBytes: 1_000 })
  const { key } = kept
  const long = new Date('2026-11-01T00:00:00Z')
  await utimes(join(root, key), long, long)
  const want = { purpose: 'work-file', name: 'book.epub', key, bytes: kept.size }
  return { key, upload: await shelf.upload(seller, want) }
}

async function uploadsThere(): Promise<string[]> {
  const { rows } = await shelf.owner.query('select id from uploads')
  return rows.map(({ id }) => id).sort()
}

/** As the queue does: every waiting job once. */
async function removeWaiting(): Promise<number> {
  const { rows } = await shelf.owner.query(
    `select j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'remove-file'`,
  )
  for (const { payload } of rows) await removeFile(needs(), payload)
  await shelf.owner.query('delete from graphile_worker._private_jobs')
  return rows.length
}

test('an upload that nothing needs goes after a week, its file and its room with it', async () => {
  const seller = await shelf.seller()
  const work = await shelf.work(seller)
  const inWork = await stored(seller, 'in a work')
  const inEdition = await stored(seller, 'in an edition already sold')
  const asPicture = await stored(seller, 'a picture of a page')
  const lonely = await stored(seller, 'nobody needs this')
  const { owner } = shelf
  const edition = (await owner.query('select edition_id from works where id = $1', [work])).rows[0]
  await owner.query(`insert into work_files values ($1, $2, 1, 'a')`, [work, inWork.upload])
  await owner.query(`insert into edition_files values ($1, $2, 1, 'a')`, [
    edition.edition_id,
    inEdition.upload,
  ])
  await shelf.picture(seller, asPicture.upload)
  const before = await uploadsThere()

  clock.set('2026-11-07T23:59:59Z')
  await dropUnusedUploads(needs())
  assert.deepEqual(await uploadsThere(), before)
  clock.set('2026-11-08T00:00:01Z')
  assert.equal(await dropUnusedUploads(needs()), false)
  assert.deepEqual(
    await uploadsThere(),
    before.filter((id) => id !== lonely.upload),
  )
  assert.equal(await removeWaiting(), 1)
  assert.equal(await storage.size(lonely.key), undefined)
  for (const { key } of [inWork, inEdition, asPicture]) assert.ok(await storage.size(key))
})

test('bytes that another upload has too stay in the storage', async () => {
  const [ren, hana] = [await shelf.seller(), await shelf.seller('Hana 花')]
  const [one, two] = [await stored(ren, 'the same bytes'), await stored(hana, 'the same bytes')]
  assert.equal(one.key, two.key)
  const work = await shelf.work(hana)
  await shelf.owner.query(`insert into work_files values ($1, $2, 1, 'a')`, [work, two.upload])
  await dropUnusedUploads(needs())
  assert.ok(!(await uploadsThere()).includes(one.upload))
  assert.equal(await removeWaiting(), 1)
  assert.ok(await storage.size(two.key))
})

test('an upload that began and never arrived is forgotten after a week, too', async () => {
  const id = await unfinished(await shelf.seller(), new Date('2026-11-01T00:00:00Z'))
  await dropUnusedUploads(needs())
  assert.ok(!(await uploadsThere()).includes(id))
  assert.equal(await removeWaiting(), 0)
})

test('a clock that leaps takes no upload, however often it is asked and wherever it goes', async () => {
  clock.set('2026-11-08T00:00:01Z')
  const id = await unfinished(await shelf.seller(), clock())
  const isThere = async () => (await uploadsThere()).includes(id)
  for (const moment of ['2029-11-08T00:00:00Z', '2029-11-08T00:00:02Z', '2029-11-09T00:00:00Z']) {
    clock.set(moment)
    await dropUnusedUploads(needs())
    assert.ok(await isThere(), moment)
  }
  await rounds('2026-11-08T01:00:01Z', 97)
  clock.set('2029-11-08T00:00:00Z')
  await dropUnusedUploads(needs())
  assert.ok(await isThere(), 'a leap after four days')
  await rounds('2026-11-12T03:00:01Z', 69)
  assert.ok(await isThere(), 'an hour before its week ends')
  await rounds('2026-11-15T01:00:01Z', 0)
  assert.ok(!(await isThere()))
})
