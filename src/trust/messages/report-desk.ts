import type { Handlers } from '#lib/call/call.ts'
import { Refusal } from '#lib/refusal.ts'
import { type Act, actHash, type ReportOutcome } from '#trust/identity/acts.ts'
import { type Assertion, appendProven, proofOf } from '#trust/identity/passkeys.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import { open, refuseWithoutFact } from '#trust/vault/openings.ts'
import { recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import type { ReportReason, reportCallsForConsole } from './calls.ts'

export function reportDeskHandlers(core: Core): Handlers<typeof reportCallsForConsole> {
  return {
    messageReports: (want) => messageReports(core, want),
    messageReport: (want) => messageReport(core, want),
    openReportedMessage: (want) => openReportedMessage(core, want),
    closeReport: (want) => closeReport(core, want),
  }
}

const reportColumns = `f.record_id as message, f.order_id as "order", f.by_seller as "bySeller",
  f.reason, f.reported_at as "reportedAt", m.written_at as "writtenAt",
  c.closed_at as "closedAt", c.outcome`
const reports = `message_reports f join messages m on m.record_id = f.record_id
  left join closed_reports c on c.record_id = f.record_id`

interface Row {
  message: string
  order: string
  bySeller: boolean
  reason: ReportReason
  reportedAt: Date
  writtenAt: Date
  closedAt: Date | null
  outcome: ReportOutcome | null
}

const reportsNewest = {
  name: 'message-reports-newest',
  text: `select ${reportColumns} from ${reports}
    where (c.closed_at is not null) = $1 and ($2::uuid is null or (f.reported_at, f.record_id) <
      (select reported_at, record_id from message_reports where record_id = $2 limit 1))
    order by f.reported_at desc, f.record_id desc limit $3`,
}

interface ListWanted {
  session: Buffer
  closed: boolean
  before: string | null
  limit: number
}

/** Reports, without a word of what was written or by whom. Refuses: sign-in-needed. */
async function messageReports(core: Core, { session, closed, before, limit }: ListWanted) {
  await sessionOf(core, 'console', session)
  const rows = await core.db.rows<Row>(reportsNewest, [closed, before, limit])
  return { reports: rows.map(told) }
}

/** Both sides as the vault knows them; null for one that is gone. */
const reportOfMessage = {
  name: 'report-of-message',
  text: `select ${reportColumns}, ${recordColumns}, b.locale,
      coalesce(s.joined, b.subject_id) as buyer, d.subject_id as seller
    from ${reports} join records r on r.id = f.record_id
    left join bindings b on b.order_id = f.order_id left join subjects s on s.id = b.subject_id
    left join disclosures d on d.seller_id = f.seller_id
    where f.record_id = $1`,
}
type Whole = Row &
  SealedRecord & { locale: 'ja' | 'en' | null; buyer: string | null; seller: string | null }

async function messageReport(core: Core, want: { session: Buffer; message: string }) {
  await sessionOf(core, 'console', want.session)
  const [row] = await core.db.rows<Whole>(reportOfMessage, [want.message])
  if (!row) throw new Refusal('not-found')
  return told(row)
}

interface Acting {
  session: Buffer
  message: string
  assertion: Assertion
}

/**
 * The one way in which an operator reads a message: a side of its order reported it, nobody closed
 * the report yet, and a passkey says that it is this one.
 */
async function openReportedMessage(core: Core, want: Acting) {
  const { message } = want
  return core.turns.run(message, async () => {
    const { row, proven, hash } = await actOn(core, want, {
      kind: 'open-reported-message',
      message,
    })
    await appendProven(core, proven.change, { entries: [proven.entry] })
    const [purpose, kind, about] = ['reported-message', 'message', row.order] as const
    const opened = await open(core, { purpose, subject: row.subject_id, about, blobs: [row] })
    const reader = row.bySeller ? row.seller : row.buyer
    if (reader !== null) {
      // It was written to them, so who reported it finds the opening among their own, too.
      const entry = { principal: 'console', purpose, kind, subject: reader, about, act: hash }
      await core.append({ entries: [entry] })
    }
    return { report: told(row), text: opened.one('message')!.text }
  })
}

async function closeReport(core: Core, want: Acting & { outcome: ReportOutcome }): Promise<void> {
  const { message, outcome } = want
  await core.turns.run(message, async () => {
    const act = { kind: 'close-report', message, outcome } as const
    const { row, proven, hash } = await actOn(core, want, act)
    const at = core.clock()
    const closed = { record_id: message, outcome, closed_at: at.toISOString() }
    const sides = [row.buyer, row.seller].filter((side) => side !== null)
    await appendProven(core, proven.change, {
      writes: {
        closedReports: [{ ...closed, closed_by: proven.operator }],
        letters: lettersToBoth(core, row, { outcome, at: at.getTime() }),
      },
      entries: [
        proven.entry,
        ...sides.map((subject) => ({
          principal: 'console',
          purpose: 'report-closed' as const,
          kind: 'message',
          subject,
          about: row.order,
          act: hash,
        })),
      ],
    })
  })
}

/** An operator's passkey over this act, on a report that is open. */
async function actOn(core: Core, want: Acting, act: Act) {
  const { subject: operator } = await sessionOf(core, 'console', want.session)
  const [row] = await core.db.rows<Whole>(reportOfMessage, [want.message])
  if (!row || row.closedAt) return refuseWithoutFact(core, 'reported-message', 'not-found')
  const hash = actHash(act)
  const ask = { purpose: 'act', site: 'console', subject: operator, act: hash } as const
  const { proven: change } = await proofOf(core, ask, want.assertion)
  const entry = {
    principal: 'console',
    purpose: 'act-verified' as const,
    kind: act.kind,
    subject: operator,
    about: row.order,
    act: hash,
  }
  return { row, hash, proven: { change, entry, operator } }
}

/** What came of it, to who wrote it and to who reported it; nothing of what was written. */
function lettersToBoth(core: Core, row: Whole, end: { outcome: ReportOutcome; at: number }) {
  const { message, order, bySeller, locale } = row
  const factsFor = (isWriter: boolean) => ({ order, you: isWriter ? 'wrote' : 'reported', ...end })
  const { operatorLocale } = core.settings
  const toBuyer = letterRow(core, {
    id: letterId('report-closed', message),
    template: 'report-closed',
    locale: locale ?? operatorLocale,
    order,
    facts: factsFor(bySeller),
  })
  if (row.seller === null) return [toBuyer]
  const toSeller = letterRow(core, {
    id: letterId('report-closed-for-seller', message),
    template: 'report-closed-for-seller',
    locale: operatorLocale,
    subject: row.seller,
    facts: factsFor(!bySeller),
  })
  return [toBuyer, toSeller]
}

function told({ message, order, bySeller, reason, outcome, ...at }: Row) {
  return {
    message,
    order,
    by: bySeller ? ('seller' as const) : ('buyer' as const),
    reason,
    writtenAt: at.writtenAt.getTime(),
    reportedAt: at.reportedAt.getTime(),
    closed: at.closedAt && { at: at.closedAt.getTime(), outcome: outcome! },
  }
}
