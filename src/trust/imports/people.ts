import { isRefusal } from '#lib/refusal.ts'
import { mailboxRow, subjectRow } from '#trust/bindings/orders.ts'
import { blindIndex, mailedAddress, normalAddress } from '#trust/vault/address.ts'
import type { Core } from '#trust/vault/core.ts'
import { DatabaseFault } from '#trust/vault/db.ts'
import { newRecord } from '#trust/vault/records.ts'

interface Imported {
  enrolled: number
  /** Were members already, or stood in the same list before. */
  known: number
  /** Places in the list that hold no mail address. */
  refused: number[]
}

const knownMailboxes = {
  name: 'known-mailboxes',
  text: 'select blind_index as index from mailboxes where is_member and blind_index = any($1)',
}

/** RFC 5321; a record holds no longer one. */
const longestAddress = 254
/** Somebody else may make one of them a member at the same moment. */
const mostTries = 3

/**
 * Makes members of these addresses, in one commit with an entry each. Who is one already stays
 * as they are, so a list that broke off is simply given again.
 */
export async function importPeople(
  core: Core,
  { addresses }: { addresses: string[] },
): Promise<Imported> {
  const normals = new Map<string, string>()
  const refused: number[] = []
  for (const [place, address] of addresses.entries()) {
    const normal = normalOrNot(address)
    if (normal === undefined) refused.push(place)
    else if (!normals.has(normal)) normals.set(normal, mailedAddress(address))
  }
  for (let tries = 1; ; tries += 1) {
    const news = await withoutKnown(core, normals)
    try {
      await enrol(core, news)
      const known = addresses.length - refused.length - news.size
      return { enrolled: news.size, known, refused }
    } catch (error) {
      const isConflict = error instanceof DatabaseFault && error.isConflict
      if (!isConflict || tries === mostTries) throw error
    }
  }
}

function normalOrNot(address: string): string | undefined {
  if (address.trim().length > longestAddress) return undefined
  try {
    return normalAddress(address)
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

async function withoutKnown(core: Core, normals: Map<string, string>) {
  const byIndex = new Map<string, [string, string]>()
  for (const entry of normals) {
    byIndex.set(blindIndex(core.ring, entry[0]).index.toString('hex'), entry)
  }
  const indexes = [...byIndex.keys()].map((index) => Buffer.from(index, 'hex'))
  const known = await core.db.rows<{ index: Buffer }>(knownMailboxes, [indexes])
  for (const { index } of known) byIndex.delete(index.toString('hex'))
  return new Map(byIndex.values())
}

async function enrol(core: Core, people: Map<string, string>): Promise<void> {
  if (people.size === 0) return
  const now = core.clock().toISOString()
  const rows = [...people].map(([normal, address]) => {
    const subject = core.newId()
    const record = newRecord(core, { kind: 'contact', subject, value: { address } })
    const mailbox = mailboxRow(core, { record: record.id, subject, normal, isMember: true })
    return { subject, record, mailbox }
  })
  await core.append({
    writes: {
      subjects: rows.map(({ subject }) => subjectRow(subject, 'member', now)),
      records: rows.map(({ record }) => record),
      mailboxes: rows.map(({ mailbox }) => mailbox),
    },
    entries: rows.map(({ subject }) => ({
      principal: 'supervisor',
      purpose: 'member-made',
      kind: 'contact',
      subject,
      about: null,
    })),
  })
}
