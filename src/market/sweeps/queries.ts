import type pg from 'pg'

export interface WorkDue {
  intents: boolean
  orders: boolean
  refunds: boolean
  outbox: boolean
}

/** Whether there is anything to ask, give back or tell: one cheap statement for every wake-up. */
export async function workDue(pool: pg.Pool, now: Date): Promise<WorkDue> {
  const { rows } = await pool.query<WorkDue>({
    name: 'work-due',
    text: `select
      exists (select from intents where state in ('created', 'handed-off') and ask_after <= $1)
        as intents,
      exists (select from orders where hold_until <= $1 and (hold_until, id) > (
        coalesce((select split_part(position, '|', 1)::timestamptz from payment_cursors
                  where name = 'overdue-orders'), '-infinity'),
        coalesce((select split_part(position, '|', 2)::uuid from payment_cursors
                  where name = 'overdue-orders'), '00000000-0000-0000-0000-000000000000')))
        as orders,
      exists (select from refunds where state = 'pending' and ask_after <= $1) as refunds,
      exists (select from outbox where told_at is null) as outbox`,
    values: [now],
  })
  return rows[0]!
}

/** Where the walk through ended holds stands: after this order. */
export const overdueCursor = 'overdue-orders'

export interface OverdueOrder {
  order: string
  /** Neither paid, nor under way, nor given back already. */
  isForgotten: boolean
  /** Where to go on: the cursor after this order. */
  position: string
}

/** Orders whose time is over, in the order of its end, from where the walk stands. */
export async function overdueOrders(
  pool: pg.Pool,
  { now, limit }: { now: Date; limit: number },
): Promise<OverdueOrder[]> {
  const { rows } = await pool.query({
    name: 'overdue-orders',
    text: `select o.id, o.hold_until::text || '|' || o.id as position,
             not exists (select from intents i where i.order_id = o.id
                         and i.state in ('created', 'handed-off', 'paid'))
             and not exists (select from releases r where r.order_id = o.id) as forgotten
           from orders o
           where o.hold_until <= $1 and (o.hold_until, o.id) > (
             coalesce((select split_part(position, '|', 1)::timestamptz from payment_cursors
                       where name = 'overdue-orders'), '-infinity'),
             coalesce((select split_part(position, '|', 2)::uuid from payment_cursors
                       where name = 'overdue-orders'), '00000000-0000-0000-0000-000000000000'))
           order by o.hold_until, o.id limit $2`,
    values: [now, limit],
  })
  return rows.map((row) => ({ order: row.id, isForgotten: row.forgotten, position: row.position }))
}
