import type pg from 'pg'
import { systemIds } from '#lib/ids.ts'

export interface Stock {
  /** Carts filled and waiting, each with one work; taken from the end. */
  carts: string[]
  refill(count: number): Promise<void>
}

const sellers = 50
const works = 500
const begin = '2026-04-01T00:00:00Z'

/**
 * A market with sellers and works, and carts to be bought. Filled by the administrator: what is
 * measured begins with a cart that is there.
 */
export async function stockMarket(admin: pg.Pool): Promise<Stock> {
  const ids = (count: number) => Array.from({ length: count }, systemIds)
  const [sellerIds, workIds, editionIds] = [ids(sellers), ids(works), ids(works)]
  await admin.query(
    `insert into commission_rules (id, position, rate, valid_from) values ($1, 1000, 1000, $2)`,
    [systemIds(), begin],
  )
  await admin.query(
    `insert into sellers (id, member_id, handle, kind, name, opened_at)
     select id, gen_random_uuid(), 'seller-' || n, 'creator', 'Ren ' || n, $2
     from unnest($1::uuid[]) with ordinality as s (id, n)`,
    [sellerIds, begin],
  )
  await admin.query(
    `insert into works (id, seller_id, state, title, category, language, price, currency,
       created_at, updated_at, published_at)
     select id, ($2::uuid[])[1 + n % $3], 'published', '夜の港 ' || n, 'comic', 'ja',
       100 + (n * 37) % 4900, 'JPY', $4, $4, $4
     from unnest($1::uuid[]) with ordinality as w (id, n)`,
    [workIds, sellerIds, sellers, begin],
  )
  await admin.query(
    `insert into editions (id, work_id, number, created_at)
     select id, work_id, 1, $3 from unnest($1::uuid[], $2::uuid[]) as e (id, work_id)`,
    [editionIds, workIds, begin],
  )
  await admin.query('update works w set edition_id = e.id from editions e where e.work_id = w.id')
  await admin.query('analyze sellers, works, editions, commission_rules')

  const carts: string[] = []
  return {
    carts,
    async refill(count) {
      const fresh = ids(count - carts.length)
      if (fresh.length === 0) return
      await fillCarts(admin, fresh, workIds)
      carts.push(...fresh)
    },
  }
}

async function fillCarts(admin: pg.Pool, carts: string[], workIds: string[]): Promise<void> {
  await admin.query('insert into carts select id, 1, $2, $2 from unnest($1::uuid[]) as c (id)', [
    carts,
    begin,
  ])
  await admin.query(
    `insert into cart_lines (cart_id, work_id, price, currency, added_at)
     select c.id, w.id, w.price, w.currency, $3
     from unnest($1::uuid[]) with ordinality as c (id, n)
     join works w on w.id = ($2::uuid[])[1 + (c.n * 7) % cardinality($2::uuid[])]`,
    [carts, workIds, begin],
  )
  await admin.query('analyze carts, cart_lines')
  await admin.query('checkpoint')
}
