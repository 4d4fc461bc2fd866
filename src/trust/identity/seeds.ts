import { Refusal } from '#lib/refusal.ts'
import { mailboxRow, subjectRow } from '#trust/bindings/orders.ts'
import { normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { DatabaseFault } from '#trust/vault/db.ts'
import { newRecord } from '#trust/vault/records.ts'

/** Refuses: not-allowed, in a vault started for production. */
export function assertPractice({ settings }: Core): void {
  if (settings.production) throw new Refusal('not-allowed', 'no practice people in production')
}

/** Practice members under given ids; those there already stay as they are. Refuses: not-allowed. */
export async function seedMembers(
  core: Core,
  { members }: { members: { id: string; address: string }[] },
): Promise<void> {
  assertPractice(core)
  await Promise.all(members.map((member) => seedMember(core, member)))
}

async function seedMember(core: Core, { id, address }: { id: string; address: string }) {
  const normal = normalAddress(address)
  const contact = newRecord(core, { kind: 'contact', subject: id, value: { address } })
  const change = {
    once: { subjects: id },
    writes: {
      subjects: [subjectRow(id, 'member', core.clock().toISOString())],
      records: [contact],
      mailboxes: [mailboxRow(core, { record: contact.id, subject: id, normal, isMember: true })],
    },
    entries: [
      {
        principal: 'supervisor',
        purpose: 'member-made' as const,
        kind: 'contact',
        subject: id,
        about: null,
      },
    ],
  }
  await core.append(change).catch((error) => {
    // Somebody else is the member of that mailbox: the town is not as it was made.
    if (!(error instanceof DatabaseFault) || !error.isConflict) throw error
  })
}
