import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'
import type { ShelfPlace } from '#market/catalogue/queries.ts'
import type { SearchTerms } from './terms.ts'

/** Works that a misspelt search may have meant. */
const mostLike = 24
/** Words of the market that one typed word may have meant. */
const mostWordsLike = 5
/** How alike words must be: 1 is the same. Lower finds more typing errors, and more nonsense. */
const likeness = 0.4

/** Where a search goes on: the last work shown, and whether names or whole texts were searched. */
export interface SearchPlace extends ShelfPlace {
  tier: number
}

export interface Found {
  works: Hit[]
  /** Whether these are what was typed, or come close to it. */
  exactly: boolean
}

export interface Hit extends SearchPlace {}

/**
 * One page of the works that a search finds, from a place on: newest first, those that have
 * everything in their names before those that have it anywhere. Works like it where there are none.
 */
export async function foundWorks(
  db: Db<'storefront'>,
  search: { terms: SearchTerms; from?: SearchPlace; limit: number },
): Promise<Found> {
  const { terms, limit, from } = search
  const works = await hits(db, terms.tiers, { from, limit })
  if (works.length > 0 || from) return { works, exactly: true }
  return { works: await worksLike(db, terms), exactly: false }
}

async function worksLike(db: Db<'storefront'>, terms: SearchTerms): Promise<Hit[]> {
  const near = terms.near ? await hits(db, [terms.near], { limit: mostLike }) : []
  if (near.length > 0) return near
  const alike = terms.alike(await wordsLike(db, terms.comparable))
  return alike ? hits(db, [alike], { limit: mostLike }) : []
}

async function hits(
  db: Db<'storefront'>,
  tiers: string[],
  page: { from?: SearchPlace | undefined; limit: number },
): Promise<Hit[]> {
  const { from, limit } = page
  const { rows } = await sql<Hit>`
    select tier, id, published_at as "publishedAt" from search_works(${tiers}::tsquery[],
      ${from?.tier ?? 1}, ${from?.publishedAt ?? null}, ${from?.id ?? null}, ${limit})
  `.execute(db)
  return rows
}

/** For each of these words, the words of the market most like it. */
async function wordsLike(
  db: Db<'storefront'>,
  typed: string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (typed.length === 0) return new Map()
  const { rows } = await sql<{ typed: string; words: string[] }>`
    select t.word as typed, array_agg(l.word) as words from unnest(${typed}::text[]) t (word)
    cross join lateral (
      select w.word from search_words w
      where w.word % t.word and similarity(w.word, t.word) > ${likeness}
      order by similarity(w.word, t.word) desc, w.word limit ${mostWordsLike}
    ) l group by t.word
  `.execute(db)
  return new Map(rows.map(({ typed: word, words }) => [word, words]))
}
