import type { Handlers } from '#lib/call/call.ts'
import { Refusal } from '#lib/refusal.ts'
import { checkedPostal } from '#trust/address-book/postal.ts'
import { type Holder, ownerFor } from '#trust/bindings/receipts.ts'
import { shopOwner } from '#trust/disclosures/owner.ts'
import { actHash } from '#trust/identity/acts.ts'
import { type Assertion, appendProven, proofOf } from '#trust/identity/passkeys.ts'
import type { Core } from '#trust/vault/core.ts'
import type { ValueOf } from '#trust/vault/kinds.ts'
import { open, refuseWithoutFact } from '#trust/vault/openings.ts'
import { assertPass } from '#trust/vault/passes.ts'
import { dropping, newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import type { parcelCalls } from './calls.ts'

type Recipient = ValueOf<'recipient'>

const dayMillis = 86_400_000
const unshippedDays = 90
const shippedDays = 30

export function parcelHandlers(core: Core): Handlers<typeof parcelCalls> {
  return {
    setRecipient: (want) => setRecipient(core, want),
    parcelsOf: (want) => parcelsOf(core, want),
    labelsFor: (want) => labelsFor(core, want),
    parcelShipped: (want) => parcelShipped(core, want),
  }
}

const parcelsOfOrder = {
  name: 'parcels-of-order',
  text: `select record_id as record, shipped_at as shipped from parcels
    where order_id = $1 limit 100`,
}
type Parcel = { record: string; shipped: Date | null }

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

async function setRecipient(
  core: Core,
  want: Holder & { payTicket: Buffer | null; sellers: string[]; recipient: Recipient },
): Promise<void> {
  const { order, sellers } = want
  const { note, ...postal } = want.recipient
  const value = { ...checkedPostal(postal), note: note.normalize('NFKC').trim() }
  const subject = await buyerOf(core, want)
  await core.turns.run(order, async () => {
    const before = await core.db.rows<Parcel>(parcelsOfOrder, [order])
    if (before.some(({ shipped }) => shipped)) throw new Refusal('not-allowed', 'it is on its way')
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
        })),
      },
      entries: [{ principal: 'accounts', purpose: 'recipient-named', kind, subject, about: order }],
    })
  })
}

const parcelOfSeller = {
  name: 'parcel-of-seller',
  text: `select p.shipped_at as shipped, r.need, ${recordColumns},
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
  need: string | null
  isPaid: boolean
  waiting: number
}

interface Shipping {
  session: Buffer
  seller: string
  order: string
}

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
  const parcels: ToShip[] = []
  for (const order of orders) {
    const { parcel } = await parcelToShip(core, { ...want, order })
    if (parcel.shipped) return refuseWithoutFact(core, 'label', 'not-found')
    parcels.push(parcel)
  }
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
  for (const [place, order] of orders.entries()) {
    const blob = parcels[place]!
    const wish = { purpose: 'label', subject: blob.subject_id, about: order } as const
    const opened = await open(core, { ...wish, blobs: [blob] })
    labels.push({ order, recipient: opened.one('recipient')! })
  }
  return { labels }
}

async function parcelShipped(core: Core, want: Shipping): Promise<void> {
  const { seller, order } = want
  await core.turns.run(order, async () => {
    const { parcel } = await parcelToShip(core, want)
    if (parcel.shipped) return
    const now = core.clock()
    const until = new Date(now.getTime() + shippedDays * dayMillis).toISOString()
    // Other sellers of the same order may still need the address.
    const isLast = parcel.waiting === 1
    const { id, need } = parcel
    await core.append({
      writes: {
        shipParcels: [{ order_id: order, seller_id: seller, at: now.toISOString() }],
        // Of a person who was erased the next sweep destroys it, because its need has ended.
        keepRecords: isLast ? [{ id, keep_until: until, need }] : [],
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
