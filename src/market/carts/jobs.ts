import type { Db } from '#lib/db/open.ts'

/** A cart's cookie is kept for 60 days after the last work was put in. */
const keptMillis = 90 * 86_400_000
/** Deleted in one statement, so that none takes long. */
const atOnce = 1_000

/** Forgets carts that nobody touched for 90 days. True when there may be more of them. */
export async function forgetOldCarts(db: Db<'storefront'>, now: Date): Promise<boolean> {
  const untouchedSince = new Date(now.getTime() - keptMillis)
  const gone = await db
    .deleteFrom('carts')
    .where('id', 'in', (eb) =>
      eb.selectFrom('carts').select('id').where('updated_at', '<', untouchedSince).limit(atOnce),
    )
    .executeTakeFirst()
  return gone.numDeletedRows >= BigInt(atOnce)
}
