import { call } from '#lib/call/call.ts'
import {
  bytes,
  flag,
  id,
  instant,
  integer,
  list,
  nothing,
  nullable,
  object,
  oneOf,
} from '#lib/shapes.ts'
import { reportOutcomes } from '#trust/identity/acts.ts'
import { assertion, once, quick, session } from '#trust/vault/calls/parts.ts'
import { kinds } from '#trust/vault/kinds.ts'

/** The buyer by session or by the order's code, the seller by session. */
const side = {
  order: id,
  seller: id,
  as: oneOf('buyer', 'seller'),
  session: nullable(session),
  orderAccess: nullable(bytes({ max: 32 })),
}
const { text } = kinds.message.fields

/** Why a message is reported; a closed list, so that nobody's words get into a letter. */
export const reportReasons = ['threat', 'solicits', 'spam', 'other'] as const
export type ReportReason = (typeof reportReasons)[number]

const outcome = oneOf(...reportOutcomes)

/** What buyer and seller of an order write to each other; people write names into it. */
export const messageCalls = {
  /**
   * The buyer begins; the caller has looked that the order has a line of the seller. The other side
   * is written to, once an hour. Refuses: not-yours, not-paid, card-number, not-allowed (200 are
   * kept, or the other side reported a message).
   */
  writeMessage: call({ in: object({ ...side, text }), out: nothing, ...once }),
  /** The oldest first. Refuses: not-yours. */
  messagesOf: call({
    in: object(side),
    out: object({
      messages: list(
        object({
          id,
          fromSeller: flag,
          writtenAt: instant,
          keptUntil: instant,
          /** By who reads. */
          isReported: flag,
          /** What came of its report, for both sides. */
          outcome: nullable(outcome),
          /** Null for one that was hidden. */
          text: nullable(text),
        }),
        { max: 200 },
      ),
      /** How many more there may be; none for a side that the other reported. */
      left: integer({ min: 0, max: 200 }),
      isClosed: flag,
    }),
    ...quick,
  }),
  /**
   * A message of the other side is not as it should be: they write no more about this order, and
   * the operators are told which order. Refuses: not-yours, not-found.
   */
  reportMessage: call({
    in: object({ ...side, message: id, reason: oneOf(...reportReasons) }),
    out: nothing,
    ...once,
  }),
  /** The orders about which somebody wrote to a shop, the newest first. Refuses: not-yours. */
  conversationsOf: call({
    in: object({ session, seller: id, limit: integer({ min: 1, max: 200 }) }),
    out: object({
      conversations: list(object({ order: id, lastAt: instant, isAnswered: flag }), { max: 200 }),
    }),
    ...quick,
  }),
}

/** A report as operators see it: nobody's name, and nothing of what was written. */
const report = object({
  message: id,
  order: id,
  /** Who reported it; the other side of that order wrote it. */
  by: oneOf('buyer', 'seller'),
  reason: oneOf(...reportReasons),
  writtenAt: instant,
  reportedAt: instant,
  closed: nullable(object({ at: instant, outcome })),
})

/** What an operator may ask about messages that were reported; of others they learn nothing. */
export const reportCallsForConsole = {
  /** The newest first, open or closed; `before`: older than the report of that message. */
  messageReports: call({
    in: object({
      session,
      closed: flag,
      before: nullable(id),
      limit: integer({ min: 1, max: 100 }),
    }),
    out: object({ reports: list(report, { max: 100 }) }),
    ...quick,
  }),
  /** Refuses: not-found. */
  messageReport: call({ in: object({ session, message: id }), out: report, ...quick }),
  /**
   * What was written, with a passkey over exactly this message; in the log of both sides before it
   * is given. Refuses: not-found (never reported, or closed), passkey-needed, over-quota.
   */
  openReportedMessage: call({
    in: object({ session, message: id, assertion }),
    out: object({ report, text }),
    ...once,
  }),
  /** Ends it; both sides are told by letter. Refuses: not-found (or closed), passkey-needed. */
  closeReport: call({
    in: object({ session, message: id, outcome, assertion }),
    out: nothing,
    ...once,
  }),
}
