import { Refusal } from '#lib/refusal.ts'
import { ownerFor } from '#trust/bindings/receipts.ts'
import { shopOwner } from '#trust/disclosures/owner.ts'
import type { Core } from '#trust/vault/core.ts'
import { refuseWithoutFact } from '#trust/vault/openings.ts'

export interface Side {
  order: string
  seller: string
  as: 'buyer' | 'seller'
  session: Buffer | null
  orderAccess: Buffer | null
}

const standingOfOrder = {
  name: 'conversation-of-order',
  text: `select
      exists (select from paid_orders where order_id = $1) as "isPaid",
      exists (select from paid_orders where order_id = $1 and amount = 0) as "isFree",
      (select count(*)::int from messages where order_id = $1 and seller_id = $2) as count,
      exists (select from messages where order_id = $1 and seller_id = $2
        and not from_seller) as "isBegun",
      coalesce((select array_agg(distinct f.by_seller) from message_reports f
        left join closed_reports c on c.record_id = f.record_id
        where f.order_id = $1 and f.seller_id = $2
          and coalesce(c.outcome, 'hidden') = 'hidden'), '{}') as "reportedBy",
      (select locale from bindings where order_id = $1) as locale,
      (select subject_id from disclosures where seller_id = $2) as owner`,
}
export type Standing = {
  isPaid: boolean
  /** It cost nothing, so anybody could have placed it without end. */
  isFree: boolean
  count: number
  isBegun: boolean
  /** True for the seller, false for the buyer; not of reports that ended without it. */
  reportedBy: boolean[]
  locale: 'ja' | 'en' | null
  owner: string | null
}

/** Who asks, if they are a party of it. Refuses: sign-in-needed, not-yours. */
export async function partyOf(
  core: Core,
  want: Side,
): Promise<{ subject: string; standing: Standing }> {
  const { order, seller, as, session } = want
  const values = [order, seller]
  if (as === 'buyer') {
    const subject = await ownerFor(core, want, 'message')
    const [standing] = await core.db.rows<Standing>(standingOfOrder, values)
    return { subject, standing: standing! }
  }
  if (!session) throw new Refusal('sign-in-needed')
  const subject = await shopOwner(core, { session, seller }, 'message')
  const [standing] = await core.db.rows<Standing>(standingOfOrder, values)
  // A seller answers; only the buyer's own message makes an order one of theirs.
  if (!standing?.isBegun) return refuseWithoutFact(core, 'message', 'not-yours')
  return { subject, standing }
}

/** The other side reported a message of this one: not looked at yet, or hidden since. */
export function isClosed({ reportedBy }: Standing, as: Side['as']): boolean {
  return reportedBy.includes(as === 'buyer')
}
