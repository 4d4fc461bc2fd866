import { Refusal } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { countedIndex } from '#trust/letters/mailbox-key.ts'
import { blindIndex, mailedAddress, normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { orderOfPass, passFor } from '#trust/vault/passes.ts'
import { dropping, newRecord } from '#trust/vault/records.ts'
import type { EntryDraft } from '#trust/vault/sequencer.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import { hex, type Writes } from '#trust/vault/writes.ts'

export interface OrderToBind {
  order: string
  session: Buffer | null
  address: string | null
  receiptName: string
  locale: 'ja' | 'en'
}

interface Who {
  member: string | null
  /** The address of a guest, normalised. */
  normal: string | null
}

/**
 * Makes an order somebody's: the member's of the session, or a new guest's, even when the
 * address is a member's. Record, binding and log entry are one commit.
 *
 * Asked again before payment, the last answer counts, so a mistyped address can be corrected;
 * after payment nothing changes any more. Refuses: bad-input, sign-in-needed.
 */
export async function bindOrder(core: Core, want: OrderToBind): Promise<{ payTicket: Buffer }> {
  const member = want.session && (await sessionOf(core, 'accounts', want.session)).subject
  const normal = member ? null : addressOf(want)
  const who = { member, normal }
  stopPoint('vault:before-bind-commit')
  const outcome = await inTurnOf(core, want, member, () => bindFirst(core, want, who))
  if (outcome === 'already') {
    await inTurnOf(core, want, member, () =>
      core.turns.run(want.order, () => bindAgain(core, want, who)),
    )
  }
  stopPoint('vault:after-bind-commit')
  return { payTicket: passFor(core.ring, 'pay', want.order, core.clock()) }
}

/** So that nobody is erased meanwhile: whose session is gone by then is refused. */
function inTurnOf<T>(
  core: Core,
  { session }: OrderToBind,
  person: string | null,
  work: () => Promise<T>,
): Promise<T> {
  if (person === null) return work()
  return core.turns.run(person, async () => {
    if (session) await sessionOf(core, 'accounts', session)
    return work()
  })
}

function bindFirst(core: Core, want: OrderToBind, { member, normal }: Who) {
  const { order, locale } = want
  const subject = member ?? core.newId()
  const now = core.clock().toISOString()
  return core.append({
    once: { bindings: order },
    writes: {
      subjects: member ? [] : [subjectRow(subject, 'guest', now)],
      ...orderRecords(core, want, { subject, normal }),
      bindings: [{ order_id: order, subject_id: subject, locale, bound_at: now }],
    },
    entries: [bound(order, subject)],
  })
}

function addressOf({ address }: OrderToBind): string {
  if (address === null) throw new Refusal('bad-input', 'address: is needed', { field: 'address' })
  return normalAddress(address)
}

/** A guest's address, and the name for the receipt where one was given. */
function orderRecords(
  core: Core,
  want: OrderToBind,
  { subject, normal }: { subject: string; normal: string | null },
): Writes {
  const records = []
  const mailboxes = []
  if (normal !== null) {
    const value = { address: mailedAddress(want.address!) }
    const contact = newRecord(core, { kind: 'contact', subject, value })
    records.push(contact)
    mailboxes.push(mailboxRow(core, { record: contact.id, subject, normal, isMember: false }))
  }
  if (want.receiptName.trim() !== '') {
    const value = { name: want.receiptName.trim() }
    records.push(newRecord(core, { kind: 'receipt-name', subject, about: want.order, value }))
  }
  return { records, mailboxes }
}

/** A row that makes a subject; `made_at` in ISO. */
export function subjectRow(id: string, kind: 'member' | 'guest' | 'operator', madeAt: string) {
  return { id, kind, made_at: madeAt, joined: null, forgotten_at: null }
}

/** A row by which the mailbox of a contact record is found. */
export function mailboxRow(
  { ring }: Core,
  want: { record: string; subject: string; normal: string; isMember: boolean },
) {
  const { version, index } = blindIndex(ring, want.normal)
  return {
    record_id: want.record,
    subject_id: want.subject,
    version,
    blind_index: hex(index),
    counted_index: hex(countedIndex(ring, want.normal)),
    is_member: want.isMember,
  }
}

function bound(order: string, subject: string): EntryDraft {
  return { principal: 'accounts', purpose: 'order-bound', kind: 'contact', subject, about: order }
}

const boundBefore = {
  name: 'bound-before',
  text: `select b.subject_id as subject, s.kind,
      array(select r.id from records r where r.subject_id = b.subject_id
        and (r.about = b.order_id or (s.kind = 'guest' and r.kind = 'contact'))) as records,
      exists (select from paid_orders p where p.order_id = b.order_id) as "isPaid"
    from bindings b join subjects s on s.id = b.subject_id where b.order_id = $1`,
}

async function bindAgain(core: Core, want: OrderToBind, { member, normal }: Who): Promise<void> {
  const { order, locale } = want
  type Before = { subject: string; kind: string; records: string[]; isPaid: boolean }
  const [before] = await core.db.rows<Before>(boundBefore, [order])
  if (!before || before.isPaid) return
  const now = core.clock()
  // The same guest corrects themselves; a member's order never becomes a guest's own subject.
  const isNewGuest = !member && before.kind !== 'guest'
  const subject = member ?? (isNewGuest ? core.newId() : before.subject)
  await core.append({
    once: { paid_orders: order },
    writes: {
      subjects: isNewGuest ? [subjectRow(subject, 'guest', now.toISOString())] : [],
      ...dropping(before.records, now, 'replaced'),
      ...orderRecords(core, want, { subject, normal }),
      rebind: [{ order_id: order, subject_id: subject, locale }],
    },
    entries: [bound(order, subject)],
  })
}

/** The order that a pass leads to. Refuses: ticket-unknown, ticket-expired. */
export function orderOfTicket(core: Core, { ticket }: { ticket: Buffer }): { order: string } {
  return { order: orderOfPass(core.ring, 'pay', ticket, core.clock()) }
}
