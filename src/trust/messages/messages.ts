import type { Handlers } from '#lib/call/call.ts'
import { Refusal } from '#lib/refusal.ts'
import { ownerFor } from '#trust/bindings/receipts.ts'
import { shopOwner } from '#trust/disclosures/owner.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import { open, refuseWithoutFact } from '#trust/vault/openings.ts'
import { newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import type { messageCalls } from './calls.ts'

interface Side {
  order: string
  seller: string
  as: 'buyer' | 'seller'
  session: Buffer | null
  orderAccess: Buffer | null
}

const mostMessages = 200
const yearMillis = 365 * 86_400_000
const hourMillis = 3_600_000

const standingOfOrder = {
  name: 'conversation-of-order',
  text: `select
      exists (select from paid_orders where order_id = $1) as "isPaid",
      (select count(*)::int from messages where order_id = $1 and seller_id = $2) as count,
      exists (select from messages where order_id = $1 and seller_id = $2
        and not from_seller) as "isBegun",
      (select locale from bindings where order_id = $1) as locale,
      (select subject_id from disclosures where seller_id = $2) as owner`,
}
type Standing = {
  isPaid: boolean
  count: number
  isBegun: boolean
  locale: 'ja' | 'en' | null
  owner: string | null
}

export function messageHandlers(core: Core): Handlers<typeof messageCalls> {
  return {
    writeMessage: (want) => writeMessage(core, want),
    messagesOf: (want) => messagesOf(core, want),
    conversationsOf: (want) => conversationsOf(core, want),
  }
}

/** Who asks, if they are a party of it. Refuses: sign-in-needed, not-yours. */
async function partyOf(core: Core, want: Side): Promise<{ subject: string; standing: Standing }> {
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

async function writeMessage(core: Core, want: Side & { text: string }): Promise<void> {
  const { order, seller, as } = want
  const { subject, standing } = await partyOf(core, want)
  if (!standing.isPaid) throw new Refusal('not-paid')
  if (standing.count >= mostMessages) throw new Refusal('not-allowed', 'too many messages')
  const text = want.text.trim()
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
      letters: noticeTo(core, want, standing),
    },
    entries: [{ principal: 'accounts', purpose: 'message-written', kind, subject, about: order }],
  })
}

/** The other side hears of it, at most once an hour however much is written. */
function noticeTo(core: Core, { order, seller, as }: Side, { locale, owner }: Standing) {
  const hour = String(Math.floor(core.clock().getTime() / hourMillis))
  const toBuyer = as === 'seller'
  const template = toBuyer ? 'message-waiting' : 'message-for-seller'
  if (!toBuyer && owner === null) return []
  return [
    letterRow(core, {
      id: letterId(template, order, seller, hour),
      template,
      locale: (toBuyer ? locale : null) ?? core.settings.operatorLocale,
      ...(toBuyer ? { order } : { subject: owner! }),
      facts: { order },
    }),
  ]
}

const messagesOfOrder = {
  name: 'messages-of-order',
  text: `select m.from_seller as "fromSeller", m.written_at as "writtenAt", ${recordColumns}
    from messages m join records r on r.id = m.record_id
    where m.order_id = $1 and m.seller_id = $2 order by m.written_at, r.id limit 200`,
}
type Message = SealedRecord & { fromSeller: boolean; writtenAt: Date }

async function messagesOf(core: Core, want: Side) {
  await partyOf(core, want)
  const rows = await core.db.rows<Message>(messagesOfOrder, [want.order, want.seller])
  // Each writer's own log tells that what they wrote was read.
  const writers = [...new Set(rows.map(({ subject_id }) => subject_id))]
  const opened = await Promise.all(
    writers.map((subject) => {
      const blobs = rows.filter(({ subject_id }) => subject_id === subject)
      return open(core, { purpose: 'message', subject, about: want.order, blobs })
    }),
  )
  const textOf = (id: string) => opened.map((each) => each.by('message', id)?.text).find(Boolean)
  return {
    messages: rows.map(({ id, fromSeller, writtenAt }) => ({
      id,
      fromSeller,
      writtenAt: writtenAt.getTime(),
      text: textOf(id)!,
    })),
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
