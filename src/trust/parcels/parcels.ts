import type { Handlers } from '#lib/call/call.ts'
import { Refusal } from '#lib/refusal.ts'
import { shopOwner } from '#trust/disclosures/owner.ts'
import { actHash } from '#trust/identity/acts.ts'
import { type Assertion, appendProven, proofOf } from '#trust/identity/passkeys.ts'
import { letterId, letterRow } from '#trust/letters/outbox.ts'
import type { Core } from '#trust/vault/core.ts'
import type { ValueOf } from '#trust/vault/kinds.ts'
import { open, refuseWithoutFact } from '#trust/vault/openings.ts'
import { newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import type { parcelCalls } from './calls.ts'
import { myParcels, setRecipient } from './recipient.ts'

const dayMillis = 86_400_000
const shippedDays = 30

export function parcelHandlers(core: Core): Handlers<typeof parcelCalls> {
  return {
    setRecipient: (want) => setRecipient(core, want),
    myParcels: (want) => myParcels(core, want),
    parcelsOf: (want) => parcelsOf(core, want),
    labelsFor: (want) => labelsFor(core, want),
    parcelShipped: (want) => parcelShipped(core, want),
  }
}

const parcelOfSeller = {
  name: 'parcel-of-seller',
  text: `select p.shipped_at as shipped, p.labelled_at as labelled, r.need, ${recordColumns},
      (select b.locale from bindings b where b.order_id = p.order_id) as locale,
      (select s.forgotten_at is not null from subjects s where s.id = r.subject_id) as "isErased",
      coalesce((select paid.amount > coalesce((select sum(f.amount) from refunded_orders f
          where f.order_id = paid.order_id), 0)
        from paid_orders paid where paid.order_id = p.order_id), false) as "isPaid",
      (select count(*)::int from parcels o
        where o.record_id = p.record_id and o.shipped_at is null) as waiting
    from parcels p join records r on r.id = p.record_id
    where p.order_id = $1 and p.seller_id = $2`,
}
type ToShip = SealedRecord & {
  shipped: Date | null
  labelled: Date | null
  locale: 'ja' | 'en' | null
  /** Its buyer: nothing new is kept of them, and nobody is there to be written to. */
  isErased: boolean
  need: string | null
  isPaid: boolean
  waiting: number
}

interface Parcel {
  seller: string
  order: string
}
type Shipping = Parcel & { session: Buffer }
type Sent = Parcel & ValueOf<'sent-parcel'>

/** The parcel of a paid order of this seller. Refuses: not-yours, not-found, not-paid. */
async function parcelToShip(core: Core, want: Shipping) {
  await shopOwner(core, want, 'label')
  const [parcel] = await core.db.rows<ToShip>(parcelOfSeller, [want.order, want.seller])
  if (!parcel) return refuseWithoutFact(core, 'label', 'not-found')
  // Nothing paid, or all of it given back: nothing is to be sent.
  if (!parcel.isPaid) return refuseWithoutFact(core, 'label', 'not-paid')
  return { parcel }
}

const waitingParcels = {
  name: 'waiting-parcels',
  text: `select p.order_id as "order", paid.paid_at as "paidAt"
    from parcels p join records r on r.id = p.record_id
    join paid_orders paid on paid.order_id = p.order_id
    where p.seller_id = $1 and p.shipped_at is null
      and paid.amount > coalesce((select sum(f.amount) from refunded_orders f
        where f.order_id = p.order_id), 0)
    order by paid.paid_at, p.order_id limit $2`,
}

async function parcelsOf(core: Core, want: { session: Buffer; seller: string; limit: number }) {
  await shopOwner(core, want, 'label')
  type Row = { order: string; paidAt: Date }
  const rows = await core.db.rows<Row>(waitingParcels, [want.seller, want.limit])
  return { parcels: rows.map(({ order, paidAt }) => ({ order, paidAt: paidAt.getTime() })) }
}

interface Labels {
  session: Buffer
  seller: string
  orders: string[]
}

async function labelsFor(core: Core, want: Labels & { assertion: Assertion }) {
  const { seller, orders } = want
  if (orders.length === 0 || new Set(orders).size !== orders.length) {
    throw new Refusal('bad-input', 'orders: each once', { field: 'orders' })
  }
  const owner = await shopOwner(core, want, 'label')
  for (const order of orders) await unsent(core, { ...want, order })
  const act = actHash({ kind: 'open-labels', seller, orders })
  const ask = { purpose: 'act', site: 'accounts', subject: owner, act } as const
  const { proven } = await proofOf(core, ask, want.assertion)
  await appendProven(core, proven, {
    entries: [
      {
        principal: 'accounts',
        purpose: 'act-verified',
        kind: 'open-labels',
        subject: owner,
        about: orders.length === 1 ? orders[0]! : null,
        act,
      },
    ],
  })
  const labels = []
  for (const order of orders) {
    const blob = await labelled(core, { ...want, order })
    const wish = { purpose: 'label', subject: blob.subject_id, about: order } as const
    const opened = await open(core, { ...wish, blobs: [blob] })
    labels.push({ order, recipient: opened.one('recipient')! })
  }
  return { labels }
}

/** Refuses: not-yours, not-paid; not-found, when it was sent too. */
async function unsent(core: Core, want: Shipping): Promise<ToShip> {
  const { parcel } = await parcelToShip(core, want)
  return parcel.shipped ? refuseWithoutFact(core, 'label', 'not-found') : parcel
}

/**
 * From now on its buyer corrects it no more. What they corrected just before is what is printed, so
 * it is looked up again, and refused when it was sent, given back or destroyed since.
 */
async function labelled(core: Core, want: Shipping): Promise<ToShip> {
  const { order, seller } = want
  return core.turns.run(order, async () => {
    const parcel = await unsent(core, want)
    const at = parcel.labelled ?? core.clock()
    const row = { order_id: order, seller_id: seller, record_id: parcel.id, shipped_at: null }
    await core.append({
      writes: { parcels: [{ ...row, labelled_at: at.toISOString(), sent_id: null }] },
    })
    return parcel
  })
}

async function parcelShipped(core: Core, want: Shipping & Sent): Promise<void> {
  const { seller, order } = want
  if (!/^[A-Za-z0-9-]*$/.test(want.number)) {
    throw new Refusal('bad-input', 'number: letters and digits', { field: 'number' })
  }
  await core.turns.run(order, async () => {
    const { parcel } = await parcelToShip(core, want)
    if (parcel.shipped) return
    const now = core.clock()
    const until = new Date(now.getTime() + shippedDays * dayMillis)
    // Other sellers of the same order may still need the address.
    const isLast = parcel.waiting === 1
    const { id, need } = parcel
    const { isErased, subject_id: subject } = parcel
    const record = isErased ? undefined : sentRecord(core, want, { subject, until })
    await core.append({
      writes: {
        shipParcels: [
          {
            order_id: order,
            seller_id: seller,
            at: now.toISOString(),
            sent_id: record?.id ?? null,
          },
        ],
        records: record ? [record] : [],
        letters: isErased ? [] : [letterOf(core, want, parcel)],
        // Of a person who was erased the next sweep destroys it, because its need has ended.
        keepRecords: isLast ? [{ id, keep_until: until.toISOString(), need }] : [],
      },
      entries: [
        {
          principal: 'accounts',
          purpose: 'parcel-shipped',
          kind: 'recipient',
          subject: parcel.subject_id,
          about: order,
        },
      ],
    })
  })
}

/** With whom it is, and under which number; undefined where neither was said. */
function sentRecord(
  core: Core,
  { order, carrier, number }: Sent,
  { subject, until }: { subject: string; until: Date },
) {
  if (carrier === '' && number === '') return undefined
  const kind = 'sent-parcel'
  const value = { carrier, number }
  return newRecord(core, { kind, subject, about: order, value, keepUntil: until })
}

/** The number stands sealed in the letter, as it does in the record. */
function letterOf(core: Core, { order, seller, carrier, number }: Sent, { locale }: ToShip) {
  return letterRow(core, {
    id: letterId('parcel-sent', order, seller),
    template: 'parcel-sent',
    locale: locale ?? core.settings.operatorLocale,
    order,
    facts: { order, carrier, at: core.clock().getTime() },
    ...(number !== '' && { secrets: { code: number } }),
  })
}
