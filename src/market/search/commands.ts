import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'
import { searchDocument } from './document.ts'

/**
 * Writes what the search knows of a work, or removes it when the work is not on sale.
 *
 * The worker's job `index-work`; run twice it leaves the same.
 */
export async function indexWork(db: Db<'worker'>, workId: string): Promise<void> {
  const listing = await db
    .selectFrom('listings')
    .select(['title', 'seller_name', 'tags', 'description', 'category'])
    .where('id', '=', workId)
    .executeTakeFirst()
  if (!listing) {
    await db.deleteFrom('search_documents').where('work_id', '=', workId).execute()
    return
  }
  const { tokens, words } = searchDocument({ ...listing, seller: listing.seller_name })
  const values = { tokens: sql<string>`${tokens}::tsvector`, words }
  await db
    .insertInto('search_documents')
    .values({ work_id: workId, ...values })
    .onConflict((conflict) => conflict.column('work_id').doUpdateSet(values))
    .execute()
}
