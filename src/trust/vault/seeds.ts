import { Refusal } from '#lib/refusal.ts'
import { normalAddress } from './address.ts'
import type { Core } from './core.ts'
import { DatabaseFault } from './db.ts'
import type { DisclosureField, Disclosures } from './disclosures.ts'
import { mailboxRow, subjectRow } from './orders.ts'
import { newRecord } from './records.ts'

function assertPractice({ settings }: Core): void {
  if (settings.production) throw new Refusal('not-allowed', 'no practice people in production')
}

/** Practice members under given ids; those that are there already stay as they are. Refuses: not-allowed. */
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

/** Statements of practice sellers, where none is published yet. Refuses: not-allowed. */
export async function seedDisclosures(
  core: Core,
  shelf: Disclosures,
  want: { disclosures: { seller: string; member: string; fields: DisclosureField[] }[] },
): Promise<void> {
  assertPractice(core)
  for (const { seller, member, fields } of want.disclosures) {
    const { changedAt } = await shelf.of({ seller })
    if (changedAt !== null) continue
    const principal = 'supervisor'
    await core.append(await shelf.publishing({ seller, subject: member, fields, principal }))
  }
}
