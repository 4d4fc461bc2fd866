import { type RawBuilder, sql } from 'kysely'
import { inTransaction } from '#lib/db/in-transaction.ts'
import type { Db } from '#lib/db/open.ts'
import type { ShelfPlace } from '#market/catalogue/queries.ts'
import type { SearchTerms } from './terms.ts'

/**
 * Hits that are put in order of likeness. A search with more of them is so general that the
 * newest come first instead, found by walking the shelf: the more hits, the shorter the walk.
 */
export const mostRanked = 3_000

/** Works that a misspelt search may have meant. */
const mostLike = 24
/** Candidates for likeness that are compared; each comparison costs. */
const mostCompared = 1_000
/** How alike words must be: 1 is the same. Lower finds more typing errors, and more nonsense. */
const likeness = 0.45

export type SearchPlace = { ranked: number } | { newest: ShelfPlace }

export interface Found {
  works: Hit[]
  order: 'ranked' | 'newest' | 'like'
  /** All hits; undefined when there are more than anybody counts. */
  total: number | undefined
}

interface Hit {
  id: string
  publishedAt: Date
}

/** One page of the works that a search finds, from a place on. */
export async function foundWorks(
  db: Db<'storefront'>,
  search: { terms: SearchTerms; from?: SearchPlace; limit: number },
): Promise<Found> {
  const { terms, limit, from = { ranked: 0 } } = search
  if ('newest' in from) return newestHits(db, terms, from.newest, limit)
  const ranked = await rankedHits(db, terms, { offset: from.ranked, limit })
  if (ranked.count > mostRanked) return newestHits(db, terms, undefined, limit)
  if (ranked.count > 0) return { works: ranked.works, order: 'ranked', total: ranked.count }
  return (await nearHits(db, terms)) ?? likeHits(db, terms)
}

const onSale = sql`w.state = 'published' and not exists (
  select from takedowns t where t.work_id = w.id and t.lifted_at is null)`

async function rankedHits(
  db: Db<'storefront'>,
  { query, runs }: Pick<SearchTerms, 'query' | 'runs'>,
  page: { offset: number; limit: number },
): Promise<{ count: number; works: Hit[] }> {
  const { rows } = await sql<{ count: number; id: string | null; publishedAt: Date }>`
    with hits as materialized (
      select work_id, words from search_documents
      where tokens @@ ${query}::tsquery limit ${mostRanked + 1}
    ),
    counted as materialized (select count(*)::integer as count from hits)
    select counted.count, page.id, page.published_at as "publishedAt" from counted
    left join lateral (
      select w.id, w.published_at from hits h join works w on w.id = h.work_id
      where counted.count <= ${mostRanked} and ${onSale}
      order by (select count(*) from unnest(${runs}::text[]) r where position(r in h.words) > 0) desc,
               w.published_at desc, w.id
      limit ${page.limit} offset ${Math.min(page.offset, mostRanked)}
    ) page on true
  `.execute(db)
  const works = rows.flatMap(({ id, publishedAt }) => (id ? [{ id, publishedAt }] : []))
  return { count: rows[0]?.count ?? 0, works }
}

async function newestHits(
  db: Db<'storefront'>,
  terms: SearchTerms,
  after: ShelfPlace | undefined,
  limit: number,
): Promise<Found> {
  const { rows } = await sql<Hit>`
    select w.id, w.published_at as "publishedAt" from works w
    where ${onSale} and ${shelf(terms)} and ${beyond(after)} and exists (
      select from search_documents d where d.work_id = w.id and d.tokens @@ ${terms.query}::tsquery
    )
    order by w.published_at desc, w.id limit ${limit}
  `.execute(db)
  return { works: rows, order: 'newest', total: undefined }
}

function shelf({ category }: SearchTerms): RawBuilder<unknown> {
  return category ? sql`w.category = ${category}` : sql`true`
}

function beyond(after: ShelfPlace | undefined): RawBuilder<unknown> {
  if (!after) return sql`true`
  return sql`w.published_at <= ${after.publishedAt}
    and (w.published_at < ${after.publishedAt} or w.id > ${after.id}::uuid)`
}

async function nearHits(db: Db<'storefront'>, terms: SearchTerms): Promise<Found | undefined> {
  if (!terms.near) return undefined
  const wish = { query: terms.near, runs: [] }
  const { works } = await rankedHits(db, wish, { offset: 0, limit: mostLike })
  return works.length > 0 ? { works, order: 'like', total: works.length } : undefined
}

async function likeHits(db: Db<'storefront'>, terms: SearchTerms): Promise<Found> {
  // One letter is like everything.
  if (terms.like.length < 2) return { works: [], order: 'like', total: 0 }
  const works = await inTransaction(db, async (tx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(likeness)}, true)`.execute(
      tx,
    )
    const { rows } = await sql<Hit>`
      with hits as materialized (
        select work_id, word_similarity(${terms.like}, words) as likeness from search_documents
        where words %> ${terms.like} limit ${mostCompared}
      )
      select w.id, w.published_at as "publishedAt"
      from hits h join works w on w.id = h.work_id
      where ${onSale} and ${shelf(terms)}
      order by h.likeness desc, w.published_at desc, w.id limit ${mostLike}
    `.execute(tx)
    return rows
  })
  return { works, order: 'like', total: works.length }
}
