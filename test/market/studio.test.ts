import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { type Db, inTransaction, openDb, type Tx } from '#lib/db/open.ts'
import {
  changeWork,
  draftWork,
  publishWork,
  type WorkWish,
  withdrawWork,
} from '#market/catalogue/commands.ts'
import {
  addFile,
  addPicture,
  beginUpload,
  chooseCover,
  describePicture,
  finishUpload,
  removeFile,
  removePicture,
} from '#market/media/commands.ts'
import { changeShop, openShop } from '#market/sellers/commands.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { sessionsWaiting } from '#test/ground/waiting.ts'
import { stockRoom } from './stock-room.ts'

let databases: FreshDatabases
let db: Db<'storefront'>
let shelf: Awaited<ReturnType<typeof stockRoom>>

beforeAll(async () => {
  databases = await freshDatabases()
  db = openDb('storefront', databases.urlOf('storefront'))
  shelf = await stockRoom(databases)
})
afterAll(async () => {
  await shelf.close()
  await db.destroy()
  await databases.drop()
})

const now = new Date('2026-11-02T00:00:00Z')
const does = <T>(work: (tx: Tx<'storefront'>) => Promise<T>) => inTransaction(db, work)
const wish: WorkWish = {
  title: '月の蔵',
  description: '短編集',
  category: 'comic',
  language: 'ja',
  tags: ['月'],
  price: 1200n,
  currency: 'JPY',
  stock: null,
}

async function received(seller: string, purpose: 'work-file' | 'picture', name = '本.epub') {
  const upload = randomUUID()
  const work = await drafted(seller)
  const want = { id: upload, seller, work, purpose, name, bytes: 10n, mostFiles: 10, now }
  await does((tx) => beginUpload(tx, want))
  await does((tx) => finishUpload(tx, { upload, storageKey: `kept/${upload}`, now }))
  return upload
}
const accepts = (upload: string) =>
  shelf.owner.query(
    `insert into upload_checks values ($1, 'accepted', null, repeat('a', 64), 'application/pdf', $2)`,
    [upload, now],
  )
async function drafted(seller: string) {
  const work = randomUUID()
  await does((tx) => draftWork(tx, { ...wish, ships: false, id: work, seller, now }))
  return work
}
async function readyToPublish(seller: string) {
  const work = await drafted(seller)
  const upload = await received(seller, 'work-file')
  await does((tx) => addFile(tx, { work, seller, upload, most: 10 }))
  await accepts(upload)
  const picture = randomUUID()
  const photo = await received(seller, 'picture', 'p.png')
  await does((tx) => addPicture(tx, { id: picture, seller, work, upload: photo, alt: '' }))
  return { work, upload, picture }
}
const publish = (work: string, seller: string) =>
  does((tx) => publishWork(tx, { work, seller, edition: randomUUID(), now }))
const listing = async (work: string) =>
  (await shelf.owner.query('select * from listings where id = $1', [work])).rows[0]

test('a member opens one shop, however often the button is pressed', async () => {
  const member = randomUUID()
  const open = () =>
    does((tx) =>
      openShop(tx, {
        id: randomUUID(),
        member,
        handle: `h-${member.slice(0, 8)}`,
        kind: 'creator',
        name: '蓮',
        introduction: '',
        now,
      }),
    )
  const seller = await open()
  assert.equal(await open(), seller)
  await does((tx) =>
    changeShop(tx, { seller, name: '蓮 Ren', introduction: '漫画', picture: null }),
  )
})

test('a handle that is taken is refused, with its field', async () => {
  const open = () =>
    does((tx) =>
      openShop(tx, {
        id: randomUUID(),
        member: randomUUID(),
        handle: 'the-same',
        kind: 'shop',
        name: '花屋',
        introduction: '',
        now,
      }),
    )
  await open()
  await assert.rejects(open(), { code: 'not-ready', details: { field: 'handle' } })
})

test('a work goes on sale with its files, changes at once, and leaves', async () => {
  const seller = await shelf.seller()
  const { work } = await readyToPublish(seller)
  await publish(work, seller)
  assert.equal((await listing(work))?.title, '月の蔵')
  await does((tx) =>
    changeWork(tx, { ...wish, price: 900n, stock: 3, stockShown: null, work, seller, now }),
  )
  assert.deepEqual([(await listing(work))?.price, (await listing(work))?.available], [900n, 3])
  await does((tx) => withdrawWork(tx, { work, seller, now }))
  assert.equal(await listing(work), undefined)
})

test('a copy sold while the seller was typing stays sold', async () => {
  const seller = await shelf.seller()
  const work = await shelf.work(seller, { stock: 1 })
  const left = async () => (await listing(work))?.available
  const save = (stock: number, stockShown: number) =>
    does((tx) => changeWork(tx, { ...wish, stock, stockShown, work, seller, now }))
  await shelf.owner.query('update stocks set available = 0 where work_id = $1', [work])
  await save(1, 1)
  assert.equal(await left(), 0)
  await save(5, 1)
  assert.equal(await left(), 4)
  await save(0, 5)
  assert.equal(await left(), 0)
})

test('nothing goes on sale without an accepted file and a cover', async () => {
  const seller = await shelf.seller()
  const work = await drafted(seller)
  await assert.rejects(publish(work, seller), { details: { field: 'cover' } })
  const photo = await received(seller, 'picture', 'p.png')
  await does((tx) => addPicture(tx, { id: randomUUID(), seller, work, upload: photo, alt: '' }))
  await assert.rejects(publish(work, seller), { details: { field: 'files' } })
  const upload = await received(seller, 'work-file')
  await does((tx) => addFile(tx, { work, seller, upload, most: 10 }))
  await assert.rejects(publish(work, seller), { details: { field: 'files' } })
})

test('new files make a new edition, the same files do not', async () => {
  const seller = await shelf.seller()
  const { work, upload } = await readyToPublish(seller)
  await publish(work, seller)
  const first = (await listing(work)).edition_id
  await publish(work, seller)
  assert.equal((await listing(work)).edition_id, first)
  const better = await received(seller, 'work-file', '本 第2版.epub')
  await does((tx) => addFile(tx, { work, seller, upload: better, most: 10 }))
  await does((tx) => removeFile(tx, { work, seller, upload }))
  await accepts(better)
  await publish(work, seller)
  assert.notEqual((await listing(work)).edition_id, first)
})

test('a seller cannot touch what another seller made', async () => {
  const [ren, hana] = [await shelf.seller('Ren'), await shelf.seller('Hana')]
  const { work, upload, picture } = await readyToPublish(ren)
  const refused = { code: 'not-yours' }
  await assert.rejects(publish(work, hana), refused)
  const mine = { work, seller: hana }
  await assert.rejects(
    does((tx) => changeWork(tx, { ...wish, ...mine, stockShown: null, now })),
    refused,
  )
  await assert.rejects(
    does((tx) => withdrawWork(tx, { ...mine, now })),
    refused,
  )
  await assert.rejects(
    does((tx) => addFile(tx, { ...mine, upload, most: 10 })),
    refused,
  )
  await assert.rejects(
    does((tx) => removeFile(tx, { ...mine, upload })),
    refused,
  )
  await assert.rejects(
    does((tx) => chooseCover(tx, { ...mine, picture })),
    refused,
  )
  await assert.rejects(
    does((tx) => describePicture(tx, { ...mine, picture, alt: 'x' })),
    refused,
  )
  await assert.rejects(
    does((tx) => removePicture(tx, { ...mine, picture })),
    refused,
  )
  const theirs = { id: randomUUID(), ...mine, upload, alt: '' }
  await assert.rejects(
    does((tx) => addPicture(tx, theirs)),
    refused,
  )
})

test('the cover stays until another is chosen', async () => {
  const seller = await shelf.seller()
  const { work, picture } = await readyToPublish(seller)
  const remove = () => does((tx) => removePicture(tx, { work, seller, picture }))
  await assert.rejects(remove(), { code: 'not-ready' })
  const other = randomUUID()
  const photo = await received(seller, 'picture', 'q.png')
  await does((tx) => addPicture(tx, { id: other, seller, work, upload: photo, alt: '二枚目' }))
  await does((tx) => describePicture(tx, { work, seller, picture: other, alt: '蔵の絵' }))
  await does((tx) => chooseCover(tx, { work, seller, picture: other }))
  await remove()
})

async function beginning(open = 10) {
  const seller = await shelf.seller()
  const work = await drafted(seller)
  const limits = { open, bytes: 1_000n }
  const usual = { seller, work, purpose: 'work-file' as const, name: 'x.zip', bytes: 1n }
  const beginIn = (tx: Tx<'storefront'>, want: { bytes?: bigint; work?: string } = {}) =>
    beginUpload(tx, { ...usual, ...want, id: randomUUID(), mostFiles: 2, now }, limits)
  const begin = (want = {}) => does((tx) => beginIn(tx, want))
  return { seller, work, begin, beginIn }
}

test('too many unfinished uploads are refused, however many begin at one moment', async () => {
  const { begin, beginIn } = await beginning(2)
  await begin()
  let other: Promise<string> | undefined
  await does(async (tx) => {
    await beginIn(tx)
    let isOver = false
    other = begin()
      .then(
        () => 'begun',
        ({ code }) => code,
      )
      .finally(() => {
        isOver = true
      })
    // It waits for this one; did it not, it would be over before this one is.
    const waits = async () => isOver || (await sessionsWaiting(shelf.owner)) > 0
    await pollUntil('the other waits, or is over', waits, 10_000)
  })
  assert.equal(await other, 'over-quota')
})

test('a seller fills no more of the storage than is theirs, on its way or there', async () => {
  const { begin } = await beginning()
  await begin({ bytes: 900n })
  await assert.rejects(begin({ bytes: 101n }), { code: 'storage-full' })
  await begin({ bytes: 100n })
  await assert.rejects(begin({ bytes: 1n }), { code: 'storage-full' })
})

test('an upload begins only for a work of its seller that has room for it', async () => {
  const { begin, seller, work } = await beginning()
  await assert.rejects(begin({ work: await drafted(await shelf.seller()) }), { code: 'not-yours' })
  for (let file = 0; file < 2; file++) {
    const upload = await received(seller, 'work-file')
    await does((tx) => addFile(tx, { work, seller, upload, most: 2 }))
  }
  await assert.rejects(begin(), { code: 'over-quota' })
})

test('a work is sent by post from its beginning or never, whoever asks the database', async () => {
  const seller = await shelf.seller()
  const work = randomUUID()
  await does((tx) => draftWork(tx, { ...wish, ships: true, id: work, seller, now }))
  const change = shelf.owner.query('update works set ships = false where id = $1', [work])
  await assert.rejects(change, /from the beginning or never/)
})
