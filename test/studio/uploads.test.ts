import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { afterAll, beforeAll, test } from 'vitest'
import { fileStorage } from '#adapters/storage/files.ts'
import { tusUploads } from '#adapters/uploads/tus.ts'
import { systemClock } from '#lib/clock.ts'
import { type Db, inTransaction, openDb } from '#lib/db/open.ts'
import { systemIds } from '#lib/ids.ts'
import type { FileStorage } from '#market/media/port.ts'
import { studio } from '#sites/studio/app.ts'
import { uploadsPath } from '#sites/studio/pieces.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { stockRoom } from '#test/market/stock-room.ts'

let databases: FreshDatabases
let db: Db<'storefront'>
let shelf: Awaited<ReturnType<typeof stockRoom>>
let folder: string
let files: FileStorage
let app: Pick<Hono, 'request'>
let [ren, hana, work] = ['', '', '']

beforeAll(async () => {
  databases = await freshDatabases()
  db = openDb('storefront', databases.urlOf('storefront'))
  shelf = await stockRoom(databases)
  folder = await mkdtemp(join(tmpdir(), 'dozo-uploads-'))
  files = await fileStorage({ root: folder, newId: systemIds, clock: systemClock })
  const seller = await shelf.seller('Ren')
  work = await shelf.work(seller)
  ren = await memberOf(seller)
  hana = await memberOf(await shelf.seller('Hana'))
  const door = { path: uploadsPath, folder: join(folder, 'arriving') }
  app = studio({
    db,
    inTransaction: (does) => inTransaction(db, does),
    files,
    uploads: (rules) => tusUploads(door, rules),
    // Who asks is the shop's to say; here the request says it.
    memberOf: async (request) => {
      const id = request.headers.get('x-member')
      return id ? { id, byPasskey: true, cookies: [] } : undefined
    },
    origins: { shop: 'http://localhost', account: 'http://account.localhost' },
    marketName: 'Dozo',
    asset: (name) => `/assets/${name}`,
    clock: systemClock,
    newId: systemIds,
  }) as unknown as Pick<Hono, 'request'>
})
afterAll(async () => {
  await shelf.close()
  await db.destroy()
  await databases.drop()
  await rm(folder, { recursive: true })
})

async function memberOf(seller: string): Promise<string> {
  const found = await shelf.owner.query('select member_id from sellers where id = $1', [seller])
  return found.rows[0].member_id
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

function begin(bytes: number | undefined, want: Record<string, string> = {}, member = ren) {
  const about = { filename: '本.epub', purpose: 'work-file', work, ...want }
  const metadata = Object.entries(about).map(([key, value]) => `${key} ${base64(value)}`)
  return app.request(`http://localhost${uploadsPath}`, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      ...(bytes === undefined ? { 'upload-defer-length': '1' } : { 'upload-length': `${bytes}` }),
      'upload-metadata': metadata.join(','),
      ...(member && { 'x-member': member }),
    },
  })
}

function send(location: string, offset: number, piece: Buffer, member = ren) {
  return app.request(new URL(location, 'http://localhost').href, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'content-length': String(piece.length),
      'x-member': member,
    },
    body: new Uint8Array(piece),
  })
}

async function begun(bytes: number): Promise<string> {
  const answer = await begin(bytes)
  assert.equal(answer.status, 201)
  return answer.headers.get('location') ?? ''
}

test('a file that broke off goes on where it stopped, and arrives whole', async () => {
  const content = randomBytes(100_000)
  const location = await begun(content.length)
  assert.equal((await send(location, 0, content.subarray(0, 60_000))).status, 204)
  const asked = await app.request(new URL(location, 'http://localhost').href, {
    method: 'HEAD',
    headers: { 'tus-resumable': '1.0.0', 'x-member': ren },
  })
  assert.equal(asked.headers.get('upload-offset'), '60000')
  assert.equal((await send(location, 60_000, content.subarray(60_000))).status, 204)
  const id = location.split('/').at(-1)
  const kept = await shelf.owner.query('select * from uploads where id = $1', [id])
  assert.ok(kept.rows[0].received_at)
  const { stream } = await files.open(kept.rows[0].storage_key)
  const hash = createHash('sha256')
  for await (const part of stream) hash.update(part)
  assert.equal(hash.digest('hex'), createHash('sha256').update(content).digest('hex'))
  const listed = await shelf.owner.query('select name from work_files where upload_id = $1', [id])
  assert.deepEqual(listed.rows, [{ name: '本.epub' }])
})

test('another seller can neither look at an upload nor go on with it', async () => {
  const location = await begun(10)
  assert.equal((await send(location, 0, Buffer.from('0123456789'), hana)).status, 403)
  const asked = await app.request(new URL(location, 'http://localhost').href, {
    method: 'HEAD',
    headers: { 'tus-resumable': '1.0.0', 'x-member': hana },
  })
  assert.equal(asked.status, 403)
})

test('who is not signed in, or keeps no shop, sends nothing', async () => {
  assert.equal((await begin(10, {}, '')).status, 401)
  assert.equal((await begin(10, {}, randomUUID())).status, 401)
})

test('what cannot be taken is refused before its first byte', async () => {
  assert.equal((await begin(undefined)).status, 422)
  assert.equal((await begin(30_000_000_000)).status, 413)
  assert.equal((await begin(41_000_000, { purpose: 'picture' })).status, 413)
  assert.equal((await begin(10, { purpose: 'program' })).status, 422)
  assert.equal((await begin(10, { filename: '../../etc/passwd' })).status, 422)
  assert.equal((await begin(10, { filename: '4242 4242 4242 4242.pdf' })).status, 422)
  assert.equal((await begin(10, { work: 'not-a-work' })).status, 422)
})

test('a file for somebody else’s work does not begin', async () => {
  assert.equal((await begin(4, {}, hana)).status, 403)
  assert.equal((await begin(4, { work: randomUUID() })).status, 403)
})

test('more than a seller may keep is refused before its first byte, and said so', async () => {
  const answer = await begin(19_000_000_000)
  assert.equal(answer.status, 201)
  const second = [await begin(19_000_000_000), await begin(19_000_000_000)]
  assert.deepEqual(
    second.map(({ status }) => status),
    [201, 413],
  )
  assert.equal(await second[1]!.text(), 'storage-full\n')
})
