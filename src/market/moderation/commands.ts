import type { Db, Tx } from '#lib/db/open.ts'
import { Refusal } from '#lib/refusal.ts'

export const takedownReasons = [
  'rights',
  'illegal',
  'misleading',
  'harmful',
  'seller-left',
  'other',
] as const
export type TakedownReason = (typeof takedownReasons)[number]

export interface Takedown {
  id: string
  work: string
  reason: TakedownReason
  /** For the seller and the file; public by nature, so it names nobody. */
  note: string
  /** The operator's opaque subject id. */
  operator: string
  now: Date
}

/**
 * Takes a listing down: from this commit on nobody can see or buy it. Buyers keep what they bought.
 * Refuses: `not-found`, `not-ready` when it is down already.
 */
export async function takeDown(tx: Tx<'console'>, want: Takedown) {
  const work = await tx
    .selectFrom('works')
    .where('id', '=', want.work)
    .select('id')
    .executeTakeFirst()
  if (!work) throw new Refusal('not-found', 'There is no such work.')
  const taken = await tx
    .insertInto('takedowns')
    .values({
      id: want.id,
      work_id: want.work,
      reason: want.reason,
      note: want.note,
      taken_by: want.operator,
      taken_at: want.now,
    })
    .onConflict((oc) => oc.column('work_id').where('lifted_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!taken) throw new Refusal('not-ready', 'This listing is down already.')
}

/** Puts a listing back as its seller left it. Refuses: `not-found` when none is down. */
export async function liftTakedown(tx: Tx<'console'>, want: { work: string; now: Date }) {
  const lifted = await tx
    .updateTable('takedowns')
    .set({ lifted_at: want.now })
    .where('work_id', '=', want.work)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!lifted) throw new Refusal('not-found', 'This listing is not down.')
}

export const reportReasons = ['rights', 'illegal', 'misleading', 'harmful', 'other'] as const
export type ReportReason = (typeof reportReasons)[number]

export interface Report {
  id: string
  work: string
  reason: ReportReason
  /** Public by nature; who wrote it is kept nowhere. */
  note: string
  now: Date
}

/** Records that somebody thinks a listing should not be there. Refuses: `not-found`. */
export async function recordReport(db: Db<'storefront'>, want: Report): Promise<void> {
  const recorded = await db
    .insertInto('reports')
    .columns(['id', 'work_id', 'reason', 'note', 'reported_at'])
    .expression((eb) =>
      eb
        .selectFrom('listings')
        .where('listings.id', '=', want.work)
        .select((from) => [
          from.val(want.id).as('id'),
          'listings.id as work_id',
          from.val(want.reason).as('reason'),
          from.val(want.note).as('note'),
          from.val(want.now).as('reported_at'),
        ]),
    )
    .executeTakeFirst()
  if (recorded.numInsertedOrUpdatedRows === 0n) throw new Refusal('not-found')
}
