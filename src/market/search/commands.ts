import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'
import { documentVersion, searchDocument, wordsOf } from './document.ts'

/**
 * Writes what the search knows of a work, or removes it when the work is not on sale.
 *
 * The worker's job `index-work`; run twice it leaves the same.
 */
export async function indexWork(db: Db<'worker'>, workId: string): Promise<void> {
  const listing = await db
    .selectFrom('listings')
    .select(['title', 'seller_name', 'tags', 'description', 'category', 'published_at'])
    .where('id', '=', workId)
    .executeTakeFirst()
  if (!listing) {
    await db.deleteFrom('search_documents').where('work_id', '=', workId).execute()
    return
  }
  const work = { ...listing, seller: listing.seller_name }
  const at = listing.published_at!
  const values = {
    tokens: sql<string>`${searchDocument(work)}::tsvector || search_spans(${at})`,
    published_at: at,
    version: documentVersion,
  }
  await db
    .insertInto('search_documents')
    .values({ work_id: workId, ...values })
    .onConflict((conflict) => conflict.column('work_id').doUpdateSet(values))
    .execute()
  await sql`insert into search_words select unnest(${wordsOf(work)}::text[])
    on conflict do nothing`.execute(db)
}
