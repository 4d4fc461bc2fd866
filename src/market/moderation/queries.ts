import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'

const mostRows = 200

/** Orders, newest first, from `before` on; nobody's name is in them. */
export async function ordersNewest(
  db: Db<'console'>,
  page: { before: Date | null; limit: number },
) {
  let query = db.selectFrom('order_facts').selectAll()
  if (page.before) query = query.where('held_at', '<', page.before)
  return query.orderBy('held_at', 'desc').limit(Math.min(page.limit, mostRows)).execute()
}

/** One order with its lines, what of each may still go back, and its refunds; or nothing. */
export async function orderWhole(db: Db<'console'>, order: string) {
  const facts = await db
    .selectFrom('order_facts')
    .where('id', '=', order)
    .selectAll()
    .executeTakeFirst()
  if (!facts) return undefined
  const lines = await db
    .selectFrom('order_line_facts')
    .where('order_id', '=', order)
    .selectAll()
    .orderBy('position')
    .limit(1000)
    .execute()
  const refunds = await db
    .selectFrom('refunds')
    .where('order_id', '=', order)
    .selectAll()
    .orderBy('requested_at', 'desc')
    .limit(mostRows)
    .execute()
  const claimed = await claimedByPosition(db, order)
  const left = (line: { position: number; price: bigint }) =>
    line.price - (claimed.get(line.position) ?? 0n)
  return { facts, lines: lines.map((line) => ({ ...line, left: left(line) })), refunds }
}

/** What was given back of each line, or asked back and not yet answered. */
async function claimedByPosition(db: Db<'console'>, order: string): Promise<Map<number, bigint>> {
  const rows = await db
    .selectFrom('refund_lines as p')
    .innerJoin('refunds as r', 'r.id', 'p.refund_id')
    .where('r.order_id', '=', order)
    .where('r.state', 'in', ['pending', 'confirmed'])
    .groupBy('p.position')
    .select(['p.position', sql<bigint>`sum(p.amount)::bigint`.as('amount')])
    .limit(1000)
    .execute()
  return new Map(rows.map(({ position, amount }) => [position, amount]))
}

/** Sellers by name, with how many works each has published. */
export async function sellersByName(db: Db<'console'>, page: { from: string; limit: number }) {
  return db
    .selectFrom('seller_facts as s')
    .leftJoin('works as w', (join) =>
      join.onRef('w.seller_id', '=', 's.id').on('w.state', '=', 'published'),
    )
    .where('s.name', '>', page.from)
    .groupBy(['s.id', 's.handle', 's.kind', 's.name', 's.opened_at'])
    .select(({ fn }) => [
      's.id',
      's.handle',
      's.kind',
      's.name',
      's.opened_at',
      fn.count('w.id').as('works'),
    ])
    .orderBy('s.name')
    .limit(Math.min(page.limit, mostRows))
    .execute()
}

/** Works with their standing take-down, newest first; by seller, or of everybody. */
export async function worksNewest(
  db: Db<'console'>,
  page: { seller: string | null; before: Date | null; limit: number },
) {
  let query = db
    .selectFrom('works as w')
    .innerJoin('seller_facts as s', 's.id', 'w.seller_id')
    .leftJoin('takedowns as t', (join) =>
      join.onRef('t.work_id', '=', 'w.id').on('t.lifted_at', 'is', null),
    )
    .where('w.state', '<>', 'draft')
  if (page.seller) query = query.where('w.seller_id', '=', page.seller)
  if (page.before) query = query.where('w.created_at', '<', page.before)
  return query
    .select(['w.id', 'w.title', 'w.state', 'w.category', 'w.price', 'w.currency', 'w.created_at'])
    .select(['s.name as seller_name', 't.reason', 't.taken_at', 't.note'])
    .orderBy('w.created_at', 'desc')
    .limit(Math.min(page.limit, mostRows))
    .execute()
}

/** One work with its standing take-down, or nothing. */
export async function workWhole(db: Db<'console'>, work: string) {
  return db
    .selectFrom('works as w')
    .innerJoin('seller_facts as s', 's.id', 'w.seller_id')
    .leftJoin('takedowns as t', (join) =>
      join.onRef('t.work_id', '=', 'w.id').on('t.lifted_at', 'is', null),
    )
    .where('w.id', '=', work)
    .select(['w.id', 'w.title', 'w.state', 'w.category', 'w.price', 'w.currency', 'w.seller_id'])
    .select(['s.name as seller_name', 's.handle', 't.reason', 't.taken_at', 't.note'])
    .executeTakeFirst()
}

/** The rules in the order they are tried, with the name of a seller they are for. */
export async function commissionRules(db: Db<'console'>, limit: number) {
  return db
    .selectFrom('commission_rules as r')
    .leftJoin('seller_facts as s', 's.id', 'r.seller_id')
    .selectAll('r')
    .select('s.name as seller_name')
    .orderBy('r.position')
    .limit(Math.min(limit, mostRows))
    .execute()
}

/** What people said of listings, newest first, with how each work stands now. */
export async function reportsNewest(
  db: Db<'console'>,
  page: { before: Date | null; limit: number },
) {
  let query = db
    .selectFrom('reports as r')
    .innerJoin('works as w', 'w.id', 'r.work_id')
    .leftJoin('takedowns as t', (join) =>
      join.onRef('t.work_id', '=', 'w.id').on('t.lifted_at', 'is', null),
    )
  if (page.before) query = query.where('r.reported_at', '<', page.before)
  return query
    .select(['r.id', 'r.work_id', 'r.reason', 'r.note', 'r.reported_at'])
    .select(['w.title', 'w.state', 't.taken_at'])
    .orderBy('r.reported_at', 'desc')
    .orderBy('r.id')
    .limit(Math.min(page.limit, mostRows))
    .execute()
}

/** Money that waits for a person's decision, newest first. */
export async function unsettledMoney(db: Db<'console'>, limit: number) {
  return db
    .selectFrom('unsettled_money')
    .selectAll()
    .orderBy('since', 'desc')
    .limit(Math.min(limit, mostRows))
    .execute()
}
