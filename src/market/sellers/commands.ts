import type { Tx } from '#lib/db/open.ts'
import { Refusal } from '#lib/refusal.ts'

export interface ShopWish {
  handle: string
  kind: 'creator' | 'shop'
  name: string
  introduction: string
}

/**
 * Opens a shop page for a member; a member has one. Returns the seller's id.
 *
 * Refuses: `not-ready` with field `handle` when the handle is taken. A member who has a shop
 * already gets that one back, unchanged, so a double click opens one.
 */
export async function openShop(
  tx: Tx<'storefront'>,
  want: ShopWish & { id: string; member: string; now: Date },
): Promise<string> {
  const opened = await tx
    .insertInto('sellers')
    .values({
      id: want.id,
      member_id: want.member,
      handle: want.handle,
      kind: want.kind,
      name: want.name,
      introduction: want.introduction,
      opened_at: want.now,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (opened) return opened.id
  const own = await tx
    .selectFrom('sellers')
    .where('member_id', '=', want.member)
    .select('id')
    .executeTakeFirst()
  if (!own) throw new Refusal('not-ready', 'This handle is taken.', { field: 'handle' })
  return own.id
}

/** Changes what the shop page says; the handle stays, because links lead to it. */
export async function changeShop(
  tx: Tx<'storefront'>,
  want: { seller: string; name: string; introduction: string; picture: string | null },
) {
  await tx
    .updateTable('sellers')
    .set((eb) => ({
      name: want.name,
      introduction: want.introduction,
      picture_id: want.picture,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', want.seller)
    .execute()
}
