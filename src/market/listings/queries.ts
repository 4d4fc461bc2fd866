import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'

const mostRows = 200

/** The shop that this member keeps, or undefined. */
export async function shopOf(db: Db<'storefront'>, member: string) {
  return db
    .selectFrom('sellers')
    .where('member_id', '=', member)
    .select(['id', 'handle', 'kind', 'name', 'introduction', 'picture_id'])
    .executeTakeFirst()
}

/** A seller's works in every state, newest first, with copies sold and a standing take-down. */
export async function ownWorks(db: Db<'storefront'>, seller: string, limit: number) {
  return db
    .selectFrom('works as w')
    .leftJoin('takedowns as t', (join) =>
      join.onRef('t.work_id', '=', 'w.id').on('t.lifted_at', 'is', null),
    )
    .leftJoin('stocks as k', 'k.work_id', 'w.id')
    .where('w.seller_id', '=', seller)
    .select(['w.id', 'w.title', 'w.state', 'w.category', 'w.price', 'w.currency', 'w.created_at'])
    .select(['t.reason as takedown', 'k.available'])
    .select(({ selectFrom }) =>
      selectFrom('order_line_facts as l')
        .whereRef('l.work_id', '=', 'w.id')
        .where('l.granted_at', 'is not', null)
        .select(({ fn }) => fn.countAll<bigint>().as('sold'))
        .as('sold'),
    )
    .orderBy('w.created_at', 'desc')
    .limit(Math.min(limit, mostRows))
    .execute()
}

/** One work of this seller with its next files and pictures, or undefined. */
export async function ownWork(db: Db<'storefront'>, want: { work: string; seller: string }) {
  const work = await db
    .selectFrom('works as w')
    .leftJoin('stocks as k', 'k.work_id', 'w.id')
    .leftJoin('takedowns as t', (join) =>
      join.onRef('t.work_id', '=', 'w.id').on('t.lifted_at', 'is', null),
    )
    .where('w.id', '=', want.work)
    .where('w.seller_id', '=', want.seller)
    .selectAll('w')
    .select(['k.available', 't.reason as takedown', 't.note as takedown_note'])
    .executeTakeFirst()
  if (!work) return undefined
  const [files, pictures] = await Promise.all([
    nextFiles(db, want.work),
    ownPictures(db, want.work),
  ])
  return { ...work, files, pictures }
}

function nextFiles(db: Db<'storefront'>, work: string) {
  return db
    .selectFrom('work_files as f')
    .innerJoin('uploads as u', 'u.id', 'f.upload_id')
    .leftJoin('upload_checks as c', 'c.upload_id', 'u.id')
    .where('f.work_id', '=', work)
    .select([
      'f.upload_id',
      'f.name',
      'u.bytes',
      'c.verdict',
      'c.reason',
      'c.media_type',
      'c.sha256',
    ])
    .orderBy('f.position')
    .limit(mostRows)
    .execute()
}

/** With the narrowest rendition of each, once the worker has made one; `refused` says why not. */
function ownPictures(db: Db<'storefront'>, work: string) {
  return db
    .selectFrom('pictures as p')
    .leftJoin('upload_checks as c', 'c.upload_id', 'p.upload_id')
    .where('p.work_id', '=', work)
    .select(['p.id', 'p.alt', 'c.reason as refused'])
    .select(({ selectFrom }) =>
      selectFrom('renditions as r')
        .whereRef('r.picture_id', '=', 'p.id')
        .where('r.format', '=', 'webp')
        .select(({ fn }) => fn.min<number>('r.width').as('width'))
        .as('width'),
    )
    .orderBy('p.position')
    .limit(mostRows)
    .execute()
}

/** Lines that were paid for, newest first; who bought is not known here. */
export async function paidLines(db: Db<'storefront'>, seller: string, limit: number) {
  return db
    .selectFrom('order_line_facts as l')
    .where('l.seller_id', '=', seller)
    .where('l.granted_at', 'is not', null)
    .select(['l.order_id', 'l.position', 'l.title', 'l.price', 'l.commission_rate'])
    .select(['l.market_share', 'l.seller_share', 'l.granted_at', 'l.revoked_at', 'l.ships'])
    .select(({ selectFrom }) =>
      selectFrom('order_facts as o')
        .whereRef('o.id', '=', 'l.order_id')
        .select('o.currency')
        .as('currency'),
    )
    .orderBy('l.granted_at', 'desc')
    .orderBy('l.order_id')
    .limit(Math.min(limit, mostRows))
    .execute()
}

/** A seller's postings, newest first, each with the balance after it. */
export async function explainedPostings(db: Db<'storefront'>, seller: string, limit: number) {
  return db
    .selectFrom('seller_postings')
    .where('seller_id', '=', seller)
    .select(['transaction_id', 'kind', 'order_id', 'posted_at', 'currency', 'amount'])
    .select(
      sql<bigint>`(sum(amount) over (partition by currency order by posted_at, transaction_id))::bigint`.as(
        'balance',
      ),
    )
    .orderBy('posted_at', 'desc')
    .orderBy('transaction_id', 'desc')
    .limit(Math.min(limit, mostRows))
    .execute()
}

/** What the market owes the seller, per currency: the sum of every posting, stored nowhere. */
export async function ownBalance(db: Db<'storefront'>, seller: string) {
  return db
    .selectFrom('seller_postings')
    .where('seller_id', '=', seller)
    .groupBy('currency')
    .select(['currency', sql<bigint>`sum(amount)::bigint`.as('amount')])
    .orderBy('currency')
    .limit(20)
    .execute()
}
