import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'
import { type Currency, money } from '#lib/money.ts'
import { coverOf } from '#market/catalogue/queries.ts'
import type { Picture } from '#market/catalogue/types.ts'
import { mostCartLines } from './limits.ts'
import type { Cart, CartLine } from './types.ts'

/** A cart with its lines as they stand now, oldest line first; undefined when there is none. */
export async function cartWithLines(db: Db<'storefront'>, id: string): Promise<Cart | undefined> {
  const rows = await lineRows(db, id)
  if (!rows[0]) return undefined
  const lines = rows.flatMap((row) => (row.work_id === null ? [] : [lineFrom(row, row.work_id)]))
  return { id, version: rows[0].version, lines }
}

interface LineRow {
  version: number
  work_id: string | null
  shown: bigint | null
  shown_currency: string | null
  title: string | null
  language: string | null
  price: bigint | null
  currency: string | null
  tax_rate: number | null
  cover: Picture | null
  seller_name: string | null
  seller_handle: string | null
  listed: string | null
  available: number | null
}

/** One row per line; one without a work for a cart that is empty. */
async function lineRows(db: Db<'storefront'>, cartId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select k.version, c.work_id, c.price as shown, c.currency as shown_currency, w.title,
      w.language, w.price, w.currency, w.tax_rate, ${coverOf('w.cover_id')} as cover,
      s.name as seller_name, s.handle as seller_handle, l.id as listed, l.available
    from carts k
    left join cart_lines c on c.cart_id = k.id
    left join works w on w.id = c.work_id
    left join sellers s on s.id = w.seller_id
    left join listings l on l.id = c.work_id
    where k.id = ${cartId} order by c.added_at, c.work_id limit ${mostCartLines}`.execute(db)
  return rows
}

/** The columns of a line are there where its work is: cart_lines and works are joined by key. */
function lineFrom(row: LineRow, workId: string): CartLine {
  return {
    workId,
    title: row.title!,
    language: row.language!,
    shown: money(row.shown!, row.shown_currency as Currency),
    now: row.listed
      ? {
          price: money(row.price!, row.currency as Currency),
          taxRate: row.tax_rate!,
          sellerName: row.seller_name!,
          sellerHandle: row.seller_handle!,
          available: row.available,
          cover: row.cover,
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
