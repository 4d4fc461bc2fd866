import type pg from 'pg'
import type { Minor } from '#lib/money.ts'

export interface Untold {
  /** The outbox's own number. */
  row: bigint
  kind: 'paid' | 'refunded'
  order: string
  /** The intent of a payment, the refund of a refund. */
  reference: string
  amount: Minor
  currency: string
  provider: string
  lines: number
  /** Who has a share of the order. */
  sellers: string[]
  /** Of a refund: those of them to whom nothing is owed any more. */
  settled: string[]
  happenedAt: Date
}

/** What the vault has not been told yet, in the order it happened. */
export async function untold(pool: pg.Pool, limit: number): Promise<Untold[]> {
  const { rows } = await pool.query({
    name: 'untold',
    text: `select b.id as row, b.kind, b.order_id as order, b.reference, b.amount, b.currency,
             coalesce(i.provider, '') as provider, b.happened_at as "happenedAt",
             (select count(*)::integer from order_lines l where l.order_id = b.order_id) as lines,
             array(select distinct l.seller_id from order_lines l
                   where l.order_id = b.order_id and l.seller_share > 0) as sellers,
             array(select distinct l.seller_id from order_lines l
                   where l.order_id = b.order_id and b.kind = 'refunded' and not exists (
                     select from ledger_postings p where p.account = 'seller:' || l.seller_id
                     group by p.currency having sum(p.amount) > 0)) as settled
           from outbox b left join intents i on i.id = b.reference
           where b.told_at is null order by b.id limit $1`,
    values: [limit],
  })
  return rows
}
