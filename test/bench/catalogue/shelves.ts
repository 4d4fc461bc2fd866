import type pg from 'pg'
import { systemIds } from '#lib/ids.ts'
import { categories } from '#market/catalogue/categories.ts'
import { documentVersion, searchDocument, wordsOf } from '#market/search/document.ts'

const places = [
  '港',
  '灯台',
  '山',
  '図書館',
  '駅',
  '川',
  '庭',
  '台所',
  '雪国',
  '工房',
  '寺',
  '海辺',
]
const times = ['夜', '朝', '夏', '冬', '雨', '月', '春', '昼下がり', '黄昏', '祭り']
const things = ['写真集', '漫画', '楽譜', '絵本', '物語', '随筆', '画集', '講座', '素材集', '曲集']
const english = [
  'harbour',
  'lantern',
  'winter',
  'garden',
  'letters',
  'mountain',
  'railway',
  'kitchen',
  'summer',
  'stories',
  'orchestra',
  'typography',
  'watercolour',
  'workshop',
]
const sellers = 500
const batch = 5_000
const newest = Date.UTC(2026, 3, 1)

/**
 * Fills the shelves up to this many works, with their search documents, as the administrator and
 * past the triggers: who lists works one by one is not what is measured. Titles are made of
 * common words, so every search has as many hits as in a real market of that size, or more.
 */
export async function fillShelves(admin: pg.Pool, upTo: number): Promise<void> {
  const client = await admin.connect()
  try {
    await client.query('set session_replication_role = replica')
    await openShops(client)
    const { rows } = await client.query('select count(*)::int as there from works')
    for (let from = rows[0].there; from < upTo; from += batch) {
      await addWorks(client, from, Math.min(from + batch, upTo))
    }
    await client.query('vacuum analyze')
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
}

async function openShops(client: pg.PoolClient): Promise<void> {
  await client.query(
    `insert into sellers (id, member_id, handle, kind, name, opened_at)
     select gen_random_uuid(), gen_random_uuid(), 'seller-' || n, 'creator', 'Ren ' || n, $2
     from generate_series(1, $1::int) n on conflict do nothing`,
    [sellers, new Date(newest)],
  )
}

async function addWorks(client: pg.PoolClient, from: number, to: number): Promise<void> {
  const works = Array.from({ length: to - from }, (_, at) => madeWork(from + at))
  const column = <K extends keyof Made>(name: K) => works.map((work) => work[name])
  await client.query(
    `insert into works (id, seller_id, state, title, description, category, language, price,
       currency, edition_id, created_at, updated_at, published_at)
     select w.id, s.id, 'published', w.title, w.description, w.category, 'ja', 100 + n % 4900,
       'JPY', w.edition, w.at, w.at, w.at
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[])
       with ordinality as w (id, title, description, category, edition, at, n)
     join (select id, row_number() over (order by handle) - 1 as place from sellers) s
       on s.place = n % $7`,
    [
      column('id'),
      column('title'),
      column('description'),
      column('category'),
      column('edition'),
      column('at'),
      sellers,
    ],
  )
  await client.query(
    `insert into editions (id, work_id, number, created_at)
     select * from unnest($1::uuid[], $2::uuid[], array_fill(1, array[$4::int]), $3::timestamptz[])`,
    [column('edition'), column('id'), column('at'), works.length],
  )
  const described = works.map((work) => ({ ...work, seller: 'Ren', tags: [] }))
  await client.query(
    `insert into search_documents (work_id, tokens, published_at, version)
     select id, tokens::tsvector || search_spans(at), at, $4
     from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as d (id, tokens, at)`,
    [column('id'), described.map(searchDocument), column('at'), documentVersion],
  )
  await client.query('insert into search_words select unnest($1::text[]) on conflict do nothing', [
    [...new Set(described.flatMap(wordsOf))],
  ])
}

interface Made {
  id: string
  edition: string
  title: string
  description: string
  category: string
  at: Date
}

function madeWork(number: number): Made {
  const of = <T>(list: readonly T[], step: number) => list[Math.floor(number / step) % list.length]!
  const japanese = `${of(places, 1)}の${of(times, 3)}の${of(things, 7)}`
  const latin = `${of(english, 2)} ${of(english, 5)}`
  const isLatin = number % 3 === 0
  return {
    id: systemIds(),
    edition: systemIds(),
    title: isLatin ? `${latin} ${number}` : `${japanese} ${number}`,
    description: isLatin
      ? `A book of ${latin}.`
      : `${japanese}です。${of(places, 11)}から届きます。`,
    category: of(categories, 1),
    at: new Date(newest - number * 60_000),
  }
}
