import type { Db } from '#lib/db/open.ts'

/** The seller who began this upload, or undefined. */
export async function uploadOwner(db: Db<'storefront'>, upload: string) {
  const row = await db
    .selectFrom('uploads')
    .where('id', '=', upload)
    .select('seller_id')
    .executeTakeFirst()
  return row?.seller_id
}
