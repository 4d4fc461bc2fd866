import type { Handlers } from '#lib/call/call.ts'
import { hasCardNumber } from '#lib/luhn.ts'
import { Refusal } from '#lib/refusal.ts'
import { shopOwner } from '#trust/disclosures/owner.ts'
import type { ReportOutcome } from '#trust/identity/acts.ts'
import { mailboxOfOrder } from '#trust/letters/mailbox-key.ts'
import type { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import type { messageCalls } from './calls.ts'
import { reportMessage } from './reports.ts'
import { isClosed, partyOf, type Side, type Standing } from './sides.ts'

const mostMessages = 200
const yearMillis = 365 * 86_400_000
const hourMillis = 3_600_000

export function messageHandlers(core: Core, limits: MailboxLimits): Handlers<typeof messageCalls> {
  return {
    writeMessage: (want) => writeMessage(core, limits, want),
    messagesOf: (want) => messagesOf(core, want),
    conversationsOf: (want) => conversationsOf(core, want),
    reportMessage: (want) => reportMessage(core, limits, want),
  }
}

async function writeMessage(
  core: Core,
  limits: MailboxLimits,
  want: Side & { text: string },
): Promise<void> {
  const { order, seller, as } = want
  const { subject, standing } = await partyOf(core, want)
  if (!standing.isPaid) throw new Refusal('not-paid')
  if (standing.count >= mostMessages) throw new Refusal('not-allowed', 'too many messages')
  if (isClosed(standing, as)) throw new Refusal('not-allowed', 'a message was reported')
  const text = want.text.trim()
  if (hasCardNumber(text)) throw new Refusal('card-number', undefined, { field: 'text' })
  if (text === '') throw new Refusal('bad-input', 'text: is needed', { field: 'text' })
  const now = core.clock()
  const keepUntil = new Date(now.getTime() + yearMillis)
  const kind = 'message'
  const record = newRecord(core, { kind, subject, about: order, value: { text }, keepUntil })
  await core.append({
    writes: {
      records: [record],
      messages: [
        {
          record_id: record.id,
          order_id: order,
          seller_id: seller,
          from_seller: as === 'seller',
          written_at: now.toISOString(),
        },
      ],
      letters: await noticeTo(core, limits, want, standing),
    },
    entries: [{ principal: 'accounts', purpose: 'message-written', kind, subject, about: order }],
  })
}

/**
 * The other side hears of it, at most once an hour however much is written; about orders that
 * cost nothing so often a day, however many of them there are.
 */
async function noticeTo(
  core: Core,
  limits: MailboxLimits,
  { order, seller, as }: Side,
  { locale, owner, isFree }: Standing,
) {
  const hour = String(Math.floor(core.clock().getTime() / hourMillis))
  const toBuyer = as === 'seller'
  const template = toBuyer ? 'message-waiting' : 'message-for-seller'
  if (!toBuyer && owner === null) return []
  const letter = letterRow(core, {
    id: letterId(template, order, seller, hour),
    template,
    locale: (toBuyer ? locale : null) ?? core.settings.operatorLocale,
    ...(toBuyer ? { order } : { subject: owner! }),
    facts: { order },
  })
  if (!isFree) return [letter]
  const mailbox = toBuyer ? await mailboxOfOrder(core, order) : undefined
  const key = toBuyer ? (mailbox?.counted.toString('hex') ?? order) : seller
  return [limits.within('free-order-message', key, letter)]
}

const messagesOfOrder = {
  name: 'messages-of-order',
  text: `select m.from_seller as "fromSeller", m.written_at as "writtenAt", ${recordColumns},
      exists (select from message_reports f
        where f.record_id = m.record_id and f.by_seller = $3) as "isReported", c.outcome
    from messages m join records r on r.id = m.record_id
    left join closed_reports c on c.record_id = m.record_id
    where m.order_id = $1 and m.seller_id = $2 order by m.written_at, r.id limit 200`,
}
type Message = SealedRecord & {
  fromSeller: boolean
  writtenAt: Date
  isReported: boolean
  outcome: ReportOutcome | null
}

async function messagesOf(core: Core, want: Side) {
  const { order, seller, as } = want
  const { standing } = await partyOf(core, want)
  const values = [order, seller, as === 'seller']
  const rows = await core.db.rows<Message>(messagesOfOrder, values)
  // Each writer's own log tells that what they wrote was read; what was hidden is not opened.
  const shown = rows.filter(({ outcome }) => outcome !== 'hidden')
  const writers = [...new Set(shown.map(({ subject_id }) => subject_id))]
  const opened = await Promise.all(
    writers.map((subject) => {
      const blobs = shown.filter(({ subject_id }) => subject_id === subject)
      return open(core, { purpose: 'message', subject, about: order, blobs })
    }),
  )
  const textOf = (id: string) => opened.map((each) => each.by('message', id)?.text).find(Boolean)
  return {
    messages: rows.map(({ id, fromSeller, isReported, outcome, writtenAt, ...row }) => ({
      id,
      fromSeller,
      isReported,
      outcome,
      writtenAt: writtenAt.getTime(),
      keptUntil: (row.keep_until ?? row.made_at).getTime(),
      text: textOf(id) ?? null,
    })),
    left: Math.max(0, mostMessages - standing.count),
    isClosed: isClosed(standing, as),
  }
}

const conversationsOfShop = {
  name: 'conversations-of-shop',
  text: `select order_id as "order", max(written_at) as "lastAt",
      (array_agg(from_seller order by written_at desc, record_id desc))[1] as "isAnswered"
    from messages where seller_id = $1 group by order_id
    order by max(written_at) desc limit $2`,
}

async function conversationsOf(
  core: Core,
  want: { session: Buffer; seller: string; limit: number },
) {
  await shopOwner(core, want, 'message')
  type Row = { order: string; lastAt: Date; isAnswered: boolean }
  const rows = await core.db.rows<Row>(conversationsOfShop, [want.seller, want.limit])
  return { conversations: rows.map((row) => ({ ...row, lastAt: row.lastAt.getTime() })) }
}
