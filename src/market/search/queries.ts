import { sql } from 'kysely'
import { inTransaction } from '#lib/db/in-transaction.ts'
import type { Db } from '#lib/db/open.ts'
import type { ShelfPlace } from '#market/catalogue/queries.ts'
import type { SearchTerms } from './terms.ts'

/**
 * Hits that are put in order of likeness. A search with more of them is so general that the
 * newest come first instead, which needs no look at the rest.
 */
export const mostRanked = 1_000

/** Works that a misspelt search may have meant. */
const mostLike = 24
/** How alike words must be: 1 is the same. Lower finds more typing errors, and more nonsense. */
const likeness = 0.45

export type SearchPlace = { ranked: number } | { newest: ShelfPlace }

export interface Found {
  works: { id: string; publishedAt: Date }[]
  order: 'ranked' | 'newest' | 'like'
  /** All hits; undefined when there are more than anybody counts. */
  total: number | undefined
}

/** One page of the works that a search finds, from a place on. */
export async function foundWorks(
  db: Db<'storefront'>,
  search: { terms: SearchTerms; from?: SearchPlace; limit: number },
): Promise<Found> {
  const { terms, limit, from = { ranked: 0 } } = search
  if ('newest' in from) return newestHits(db, terms, from.newest, limit)
  const ranked = await rankedHits(db, terms, from.ranked, limit)
  if (ranked.count > mostRanked) return newestHits(db, terms, undefined, limit)
  if (ranked.count === 0) return likeHits(db, terms)
  return { works: ranked.works, order: 'ranked', total: ranked.count }
}

interface Hit {
  id: string
  publishedAt: Date
}

async function rankedHits(
  db: Db<'storefront'>,
  terms: SearchTerms,
  offset: number,
  limit: number,
): Promise<{ count: number; works: Hit[] }> {
  const { rows } = await sql<Hit & { count: number }>`
    with hits as materialized (
      select work_id, words from search_documents
      where tokens @@ ${terms.query}::tsquery limit ${mostRanked + 1}
    )
    select l.id, l.published_at as "publishedAt", (select count(*)::integer from hits) as count
    from hits h join listings l on l.id = h.work_id
    order by (select count(*) from unnest(${terms.runs}::text[]) r where position(r in h.words) > 0) desc,
             l.published_at desc, l.id
    limit ${limit} offset ${Math.min(offset, mostRanked)}
  `.execute(db)
  return { count: rows[0]?.count ?? 0, works: rows }
}

async function newestHits(
  db: Db<'storefront'>,
  terms: SearchTerms,
  after: ShelfPlace | undefined,
  limit: number,
): Promise<Found> {
  const further = after
    ? sql`and l.published_at <= ${after.publishedAt}
          and (l.published_at < ${after.publishedAt} or l.id > ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<Hit>`
    select l.id, l.published_at as "publishedAt" from listings l
    where exists (
      select from search_documents d where d.work_id = l.id and d.tokens @@ ${terms.query}::tsquery
    ) ${further}
    order by l.published_at desc, l.id limit ${limit}
  `.execute(db)
  return { works: rows, order: 'newest', total: undefined }
}

async function likeHits(db: Db<'storefront'>, terms: SearchTerms): Promise<Found> {
  // One letter is like everything.
  if (terms.like.length < 2) return { works: [], order: 'like', total: 0 }
  const shelf = terms.category ? sql`and l.category = ${terms.category}` : sql``
  const works = await inTransaction(db, async (tx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(likeness)}, true)`.execute(
      tx,
    )
    const { rows } = await sql<Hit>`
      with hits as materialized (
        select work_id, word_similarity(${terms.like}, words) as likeness from search_documents
        where words %> ${terms.like} limit ${mostRanked}
      )
      select l.id, l.published_at as "publishedAt"
      from hits h join listings l on l.id = h.work_id ${shelf}
      order by h.likeness desc, l.published_at desc, l.id limit ${mostLike}
    `.execute(tx)
    return rows
  })
  return { works, order: 'like', total: works.length }
}
