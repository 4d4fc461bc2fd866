import { Refusal } from '#lib/refusal.ts'
import { allOperators } from '#trust/letters/operators.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import type { ReportReason } from './calls.ts'
import { partyOf, type Side } from './sides.ts'

const messageOfOrder = {
  name: 'message-of-order',
  text: `select m.from_seller as "fromSeller" from messages m
    where m.record_id = $1 and m.order_id = $2 and m.seller_id = $3`,
}

/**
 * Notes that a message of the other side is not as it should be, and tells the operators once for
 * each conversation and side. Nothing is opened for it, and nothing that was written is in it.
 */
export async function reportMessage(
  core: Core,
  want: Side & { message: string; reason: ReportReason },
): Promise<void> {
  const { order, seller, as, message, reason } = want
  const { subject } = await partyOf(core, want)
  const [found] = await core.db.rows<{ fromSeller: boolean }>(messageOfOrder, [
    message,
    order,
    seller,
  ])
  // Nobody reports what they wrote themselves.
  if (!found || found.fromSeller === (as === 'seller')) throw new Refusal('not-found')
  const at = core.clock()
  const operators = await allOperators(core)
  await core.append({
    writes: {
      messageReports: [
        {
          record_id: message,
          by_seller: as === 'seller',
          order_id: order,
          seller_id: seller,
          reason,
          reported_at: at.toISOString(),
        },
      ],
      letters: operators.map((operator) =>
        letterRow(core, {
          id: letterId('message-reported', order, seller, as, operator),
          template: 'message-reported',
          locale: core.settings.operatorLocale,
          subject: operator,
          facts: { order, by: as, reason, at: at.getTime() },
        }),
      ),
    },
    entries: [
      {
        principal: 'accounts',
        purpose: 'message-reported',
        kind: 'message',
        subject,
        about: order,
      },
    ],
  })
}
