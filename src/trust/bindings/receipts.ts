import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { open, refuseWithoutFact } from '#trust/vault/openings.ts'
import { assertPass } from '#trust/vault/passes.ts'
import type { OpeningName } from '#trust/vault/purposes.ts'
import { dropping, newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { sessionOf } from '#trust/vault/sessions.ts'

export interface Holder {
  order: string
  session: Buffer | null
  orderAccess: Buffer | null
}

const ownerOfOrder = {
  name: 'owner-of-order',
  text: 'select subject_id as subject from bindings where order_id = $1',
}

const receiptRecords = {
  name: 'receipt-records',
  text: `select ${recordColumns} from records r
    where r.subject_id = any(array(select id from subjects where id = $1 or joined = $1))
      and ((r.kind = 'contact' and r.subject_id = $1) or (r.kind = 'receipt-name' and r.about = $2))
    order by r.made_at desc limit 10`,
}

/** Whose order it is, if the one who asks may know. Refuses: not-yours, sign-in-needed. */
export async function ownerFor(
  core: Core,
  { order, session, orderAccess }: Holder,
  purpose: OpeningName = 'receipt',
): Promise<string> {
  if (orderAccess) await assertAccess(core, { order, pass: orderAccess }, purpose)
  const member = session && !orderAccess && (await sessionOf(core, 'accounts', session)).subject
  const [owner] = await core.db.rows<{ subject: string }>(ownerOfOrder, [order])
  if (!owner || !(orderAccess || member === owner.subject)) {
    return refuseWithoutFact(core, purpose, 'not-yours')
  }
  return owner.subject
}

/** A pass that is over was ours once; any other is a wish without a fact. */
async function assertAccess(
  core: Core,
  { order, pass }: { order: string; pass: Buffer },
  purpose: OpeningName,
): Promise<void> {
  const want = { kind: 'order-access', pass, order, now: core.clock() } as const
  try {
    assertPass(core.ring, { ...want, otherwise: 'not-yours' })
  } catch (error) {
    if (!isRefusal(error, 'ticket-expired')) await core.quotas.withoutFact(purpose)
    throw error
  }
}

/** Name and address on an order's receipt, to its buyer. Refuses: not-yours, not-found. */
export async function receiptOf(core: Core, holder: Holder) {
  const subject = await ownerFor(core, holder)
  const { order } = holder
  const blobs = await core.db.rows<SealedRecord>(receiptRecords, [subject, order])
  const opened = await open(core, { purpose: 'receipt', subject, about: order, blobs })
  const contact = opened.one('contact')
  if (!contact) throw new Refusal('not-found')
  return { name: opened.one('receipt-name')?.name ?? '', address: contact.address }
}

/** Puts another name on the receipt; an empty one takes it off. Refuses: not-yours. */
export async function setReceiptName(core: Core, want: Holder & { name: string }): Promise<void> {
  const { order } = want
  await core.turns.run(order, async () => {
    const subject = await ownerFor(core, want)
    const records = await core.db.rows<SealedRecord>(receiptRecords, [subject, order])
    const before = records.filter(({ kind }) => kind === 'receipt-name').map(({ id }) => id)
    const value = { name: want.name.trim() }
    const kind = 'receipt-name'
    const named = value.name === '' ? [] : [newRecord(core, { kind, subject, about: order, value })]
    await core.append({
      writes: { ...dropping(before, core.clock(), 'replaced'), records: named },
      entries: [{ principal: 'accounts', purpose: 'receipt-named', kind, subject, about: order }],
    })
  })
}
