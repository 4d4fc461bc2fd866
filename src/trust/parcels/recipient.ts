import { Refusal } from '#lib/refusal.ts'
import { checkedPostal } from '#trust/address-book/postal.ts'
import { type Holder, ownerFor } from '#trust/bindings/receipts.ts'
import type { Core } from '#trust/vault/core.ts'
import type { ValueOf } from '#trust/vault/kinds.ts'
import { open } from '#trust/vault/openings.ts'
import { assertPass } from '#trust/vault/passes.ts'
import { dropping, newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'

type Recipient = ValueOf<'recipient'>

const dayMillis = 86_400_000
const unshippedDays = 90

const parcelsOfOrder = {
  name: 'parcels-of-order',
  text: `select record_id as record, shipped_at as shipped, labelled_at as labelled,
      seller_id as seller, sent_id as sent
    from parcels where order_id = $1 order by seller_id limit 100`,
}
type Parcel = {
  record: string
  shipped: Date | null
  labelled: Date | null
  seller: string
  sent: string | null
}

/** Once a seller has read where it goes, a change would come too late for the parcel. */
const isWithSeller = ({ shipped, labelled }: Parcel) => shipped !== null || labelled !== null

const boundTo = {
  name: 'bound-to',
  text: 'select subject_id as subject from bindings where order_id = $1',
}

/** Whose order it is: at the checkout by the pass of just now, later as for the receipt. */
async function buyerOf(core: Core, want: Holder & { payTicket: Buffer | null }): Promise<string> {
  const { order, payTicket } = want
  if (!payTicket) return ownerFor(core, want, 'label')
  const now = core.clock()
  assertPass(core.ring, { kind: 'pay', pass: payTicket, order, now, otherwise: 'not-yours' })
  const [owner] = await core.db.rows<{ subject: string }>(boundTo, [order])
  if (!owner) throw new Refusal('not-yours')
  return owner.subject
}

/** Refuses: bad-input by field, not-yours, not-allowed. */
export async function setRecipient(
  core: Core,
  want: Holder & { payTicket: Buffer | null; sellers: string[]; recipient: Recipient },
): Promise<void> {
  const { order, sellers } = want
  const { note, ...postal } = want.recipient
  const value = { ...checkedPostal(postal), note: note.normalize('NFKC').trim() }
  const subject = await buyerOf(core, want)
  await core.turns.run(order, async () => {
    const before = await core.db.rows<Parcel>(parcelsOfOrder, [order])
    if (before.some(isWithSeller)) throw new Refusal('not-allowed', 'its seller has the address')
    const now = core.clock()
    const keepUntil = new Date(now.getTime() + unshippedDays * dayMillis)
    const kind = 'recipient'
    const record = newRecord(core, { kind, subject, about: order, value, keepUntil })
    const replaced = [...new Set(before.map((parcel) => parcel.record))]
    await core.append({
      writes: {
        ...dropping(replaced, now, 'replaced'),
        records: [record],
        parcels: [...new Set(sellers)].map((seller) => ({
          order_id: order,
          seller_id: seller,
          record_id: record.id,
          shipped_at: null,
          labelled_at: null,
          sent_id: null,
        })),
      },
      entries: [{ principal: 'accounts', purpose: 'recipient-named', kind, subject, about: order }],
    })
  })
}

const recordsOfParcels = {
  name: 'records-of-parcels',
  text: `select ${recordColumns} from records r where r.id = any($1) order by r.id limit 200`,
}

/** Refuses: not-yours. */
export async function myParcels(core: Core, holder: Holder) {
  const { order } = holder
  const owner = await ownerFor(core, holder, 'parcel')
  const rows = await core.db.rows<Parcel>(parcelsOfOrder, [order])
  const ids = rows.flatMap(({ record, sent }) => (sent ? [record, sent] : [record]))
  const blobs = await core.db.rows<SealedRecord>(recordsOfParcels, [[...new Set(ids)]])
  const subject = blobs[0]?.subject_id ?? owner
  const wish = { purpose: 'parcel', subject, about: order, blobs } as const
  const opened = blobs.length > 0 ? await open(core, wish) : undefined
  const kept = blobs.find(({ kind }) => kind === 'recipient')
  return {
    recipient: opened?.one('recipient') ?? null,
    keptUntil: kept?.keep_until?.getTime() ?? null,
    isOpen: rows.length > 0 && !rows.some(isWithSeller),
    parcels: rows.map(({ seller, shipped, sent }) => {
      const how = sent === null ? undefined : opened?.by('sent-parcel', sent)
      const { carrier = '' as const, number = '' } = how ?? {}
      return { seller, sentAt: shipped?.getTime() ?? null, carrier, number }
    }),
  }
}
