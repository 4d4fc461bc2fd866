import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type Db, openDb } from '#lib/db/open.ts'
import { indexWork } from '#market/search/commands.ts'
import { renewDocuments } from '#market/search/jobs.ts'
import { foundWorks, type Hit } from '#market/search/queries.ts'
import { searchTerms } from '#market/search/terms.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { openStall, type Stall } from './stall.ts'

const titles = [
  '黒猫の夜想曲',
  '猫と暮らす十二か月',
  'ネコの型紙',
  '春の庭の写真集',
  'Haruko and the Sea',
  'Lighthouse Sketchbook',
  'ピアノのための小品集',
  '花屋の帳面',
]
let databases: FreshDatabases
let stall: Stall
let db: Db<'storefront'>
let worker: Db<'worker'>
const idOf = new Map<string, string>()

beforeAll(async () => {
  databases = await freshDatabases()
  stall = await openStall(databases.adminUrlOf('market'), 'search')
  db = openDb('storefront', databases.urlOf('storefront'))
  worker = openDb('worker', databases.urlOf('worker'))
  for (const title of titles) {
    const { id } = await stall.offer({ title, tags: title.includes('夜想曲') ? ['楽譜'] : [] })
    idOf.set(title, id)
    await indexWork(worker, id)
  }
})

afterAll(async () => {
  await Promise.all([stall?.close(), db?.destroy(), worker?.destroy()])
  await databases?.drop()
})

async function find(typed: string, category?: string): Promise<string[]> {
  const found = await foundWorks(db, { terms: searchTerms(typed, category)!, limit: 20 })
  const titleOf = new Map([...idOf].map(([title, id]) => [id, title]))
  return found.works.map((work) => titleOf.get(work.id)!)
}

test('one letter finds every title that has it, in either kana', async () => {
  assert.deepEqual((await find('猫')).sort(), ['猫と暮らす十二か月', '黒猫の夜想曲'].sort())
  assert.deepEqual(await find('ねこ'), ['ネコの型紙'])
})

test('a word inside a title is found, and only there', async () => {
  assert.deepEqual(await find('夜想'), ['黒猫の夜想曲'])
  assert.deepEqual(await find('写真'), ['春の庭の写真集'])
})

test('an English word is found by its beginning, in any case', async () => {
  assert.deepEqual(await find('LIGHT'), ['Lighthouse Sketchbook'])
})

test('a typing error finds what was meant', async () => {
  assert.deepEqual(await find('harku'), ['Haruko and the Sea'])
  assert.deepEqual(await find('Lighthuose'), ['Lighthouse Sketchbook'])
  assert.deepEqual(await find('aSe'), [])
  assert.deepEqual(await find('Lighthoouse'), ['Lighthouse Sketchbook'])
  assert.deepEqual(await find('Skethcbook'), ['Lighthouse Sketchbook'])
  assert.equal((await find('ピアノのためも小品'))[0], 'ピアノのための小品集')
})

test('a wrong letter, a missing one or half a phrase finds what comes close', async () => {
  assert.deepEqual(await find('sketchbok'), ['Lighthouse Sketchbook'])
  assert.deepEqual(await find('黒猫の夜行曲'), ['黒猫の夜想曲'])
  assert.deepEqual(await find('猫と暮らす日々'), ['猫と暮らす十二か月'])
  const { exactly } = await foundWorks(db, { terms: searchTerms('sketchbok')!, limit: 5 })
  assert.equal(exactly, false)
})

test('two words must both be there; a tag counts', async () => {
  assert.deepEqual(await find('猫 楽譜'), ['黒猫の夜想曲'])
})

test('a shelf narrows the search', async () => {
  assert.deepEqual(await find('猫', 'software'), [])
  assert.equal((await find('猫', 'comic')).length, 2)
})

test('what is nowhere is not found', async () => {
  assert.deepEqual(await find('xylophonist'), [])
})

test('quotes and operators in a search are only letters', async () => {
  for (const typed of [
    `'; drop table works; --`,
    `a' & 'b:*`,
    'a\\',
    '!(猫|犬)',
    "o'clock <-> x",
  ]) {
    const terms = searchTerms(typed)
    if (terms) await foundWorks(db, { terms, limit: 5 })
  }
})

test('a work that is withdrawn is not found, even before the index knows', async () => {
  const id = idOf.get('花屋の帳面')!
  await stall.query(`update works set state = 'withdrawn' where id = $1`, [id])
  assert.deepEqual(await find('帳面'), [])
  await indexWork(worker, id)
  const { rowCount } = await stall.query('select from search_documents where work_id = $1', [id])
  assert.equal(rowCount, 0)
})

let isFilled = false

/** A beach of a market: 2,100 works about it, half of them in their descriptions only. */
async function fillBeach(): Promise<void> {
  if (isFilled) return
  isFilled = true
  await stall.query(
    `insert into works (id, seller_id, state, title, category, language, price, currency,
       created_at, updated_at, published_at, edition_id)
     select gen_random_uuid(), seller_id, 'published', '海辺の本 ' || n, 'ebook', 'ja', 500, 'JPY',
       now(), now(), timestamptz '2026-03-02' - (n / 3) ^ 2 * interval '1 minute', edition_id
     from works, generate_series(1, 2100) n where id = $1`,
    [idOf.get('黒猫の夜想曲')],
  )
  await stall.query(
    `insert into search_documents (work_id, tokens, published_at, version)
     select id, $1::tsvector || search_spans(published_at), published_at, 2
     from works where title like '海辺%'`,
    [`'^海辺' '海辺'`],
  )
  await stall.query(
    `update search_documents set tokens = '''海辺'''::tsvector || search_spans(published_at)
     where work_id in (select id from works where title like '海辺の本 1%')`,
  )
  await stall.query('analyze search_documents')
}

test('two thousand hits come newest first, page by page, each once', async () => {
  await fillBeach()
  const terms = searchTerms('海辺')!
  const pages: Hit[][] = []
  for (let from: Hit | undefined; ; from = pages.at(-1)!.at(-1)) {
    const { works } = await foundWorks(db, { terms, limit: 100, ...(from && { from }) })
    if (works.length === 0) break
    pages.push(works)
  }
  const all = pages.flat()
  assert.equal(new Set(all.map((work) => work.id)).size, 2100)
  const inOrder = [...all].sort(
    (a, b) =>
      a.tier - b.tier ||
      b.publishedAt.getTime() - a.publishedAt.getTime() ||
      (a.id < b.id ? -1 : 1),
  )
  assert.deepEqual(all, inOrder)
  assert.ok(all.some((work) => work.tier === 1) && all.some((work) => work.tier === 2))
})

test('a general search reads the newest spans of the index, not all of it', async () => {
  await fillBeach()
  await stall.query('begin')
  const before = await documentsRead()
  await stall.query(`select from search_works(array[$1::tsquery], 1, null, null, 25)`, ["'^海辺'"])
  const read = (await documentsRead()) - before
  await stall.query('commit')
  assert.ok(read >= 25 && read < 200, `${read} documents read`)
})

/** By this connection, as far as it has not been reported yet: hence within one transaction. */
async function documentsRead(): Promise<number> {
  const { rows } = await stall.query(
    `select idx_tup_fetch::int as rows from pg_stat_xact_user_tables
     where relname = 'search_documents'`,
  )
  return rows[0].rows
}

test('a document of an older version, or one that was lost, is made anew', async () => {
  const id = idOf.get('春の庭の写真集')!
  await stall.query('delete from search_documents where work_id = $1', [id])
  assert.deepEqual(await find('写真集'), [])
  while (await renewDocuments(worker)) {}
  assert.deepEqual(await find('写真集'), ['春の庭の写真集'])
  await stall.query('update search_documents set version = 1, tokens = $1 where work_id = $2', [
    '',
    id,
  ])
  await renewDocuments(worker)
  assert.deepEqual(await find('写真集'), ['春の庭の写真集'])
})
