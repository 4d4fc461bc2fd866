import { Refusal } from '#lib/refusal.ts'
import type { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
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
  limits: MailboxLimits,
  want: Side & { message: string; reason: ReportReason },
): Promise<void> {
  const { order, seller, as, message, reason } = want
  const { subject, standing } = await partyOf(core, want)
  const [found] = await core.db.rows<{ fromSeller: boolean }>(messageOfOrder, [
    message,
    order,
    seller,
  ])
  // Nobody reports what they wrote themselves.
  if (!found || found.fromSeller === (as === 'seller')) throw new Refusal('not-found')
  const at = core.clock()
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
      letters: await letters(core, limits, { ...want, at, isFree: standing.isFree }),
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

/** To each operator; about free orders of one shop, which cost nobody anything, so many a day. */
async function letters(
  core: Core,
  limits: MailboxLimits,
  want: Side & { reason: ReportReason; at: Date; isFree: boolean },
) {
  const { order, seller, as, reason, at, isFree } = want
  const template = 'message-reported'
  return (await allOperators(core)).map((operator) => {
    const letter = letterRow(core, {
      id: letterId(template, order, seller, as, operator),
      template,
      locale: core.settings.operatorLocale,
      subject: operator,
      facts: { order, by: as, reason, at: at.getTime() },
    })
    return isFree ? limits.within('free-order-report', `${seller} ${operator}`, letter) : letter
  })
}
