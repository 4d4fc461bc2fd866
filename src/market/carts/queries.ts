import type { Db } from '#lib/db/open.ts'
import { type Currency, money } from '#lib/money.ts'
import { picturesById } from '#market/catalogue/queries.ts'
import { mostCartLines } from './limits.ts'
import type { Cart, CartLine } from './types.ts'

/** A cart with its lines as they stand now, oldest line first; undefined when there is none. */
export async function cartWithLines(db: Db<'storefront'>, id: string): Promise<Cart | undefined> {
  const cart = await db
    .selectFrom('carts')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!cart) return undefined
  const rows = await lineRows(db, id)
  const covers = await picturesById(
    db,
    rows.flatMap((row) => row.cover_id ?? []),
  )
  return { id, version: cart.version, lines: rows.map((row) => lineFrom(row, covers)) }
}

type LineRow = Awaited<ReturnType<typeof lineRows>>[number]

function lineRows(db: Db<'storefront'>, cartId: string) {
  return db
    .selectFrom('cart_lines as c')
    .innerJoin('works as w', 'w.id', 'c.work_id')
    .innerJoin('sellers as s', 's.id', 'w.seller_id')
    .leftJoin('listings as l', 'l.id', 'c.work_id')
    .select([
      'c.work_id',
      'c.price as shown',
      'c.currency as shown_currency',
      'w.title',
      'w.language',
      'w.price',
      'w.currency',
      'w.tax_rate',
      'w.cover_id',
      's.name as seller_name',
      's.handle as seller_handle',
      'l.id as listed',
      'l.available',
    ])
    .where('c.cart_id', '=', cartId)
    .orderBy('c.added_at')
    .orderBy('c.work_id')
    .limit(mostCartLines)
    .execute()
}

function lineFrom(row: LineRow, covers: Awaited<ReturnType<typeof picturesById>>): CartLine {
  return {
    workId: row.work_id,
    title: row.title,
    language: row.language,
    shown: money(row.shown, row.shown_currency as Currency),
    now: row.listed
      ? {
          price: money(row.price, row.currency as Currency),
          taxRate: row.tax_rate,
          sellerName: row.seller_name,
          sellerHandle: row.seller_handle,
          available: row.available,
          cover: (row.cover_id && covers.get(row.cover_id)) || null,
        }
      : null,
  }
}

/** How many works lie in a cart. */
export async function cartCount(db: Db<'storefront'>, id: string): Promise<number> {
  const row = await db
    .selectFrom('cart_lines')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('cart_id', '=', id)
    .executeTakeFirst()
  return Number(row?.count ?? 0n)
}
