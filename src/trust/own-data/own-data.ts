import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { type OpeningName, openingNames } from '#trust/vault/purposes.ts'
import { recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { sessionOf } from '#trust/vault/sessions.ts'
import { subjectTag } from '#trust/vault/tags.ts'
import { mostRecords } from './calls.ts'

const recordsOfPerson = {
  name: 'records-of-person',
  // Ids sort by time. As text, so that no plan reads everybody's in their order.
  text: `select ${recordColumns} from records r
    where r.subject_id = any(array(select id from subjects where id = $1 or joined = $1))
      and ($2::uuid is null or r.id > $2)
    order by r.id::text limit $3`,
}

const contactOfPerson = {
  name: 'contact-of-person',
  text: `select ${recordColumns} from records r where r.subject_id = $1 and r.kind = 'contact'
    order by r.made_at desc, r.id desc limit 1`,
}

/** As many reader keys as a file of keys takes; docs/vault.md says so. */
const everyoneOfPerson = {
  name: 'everyone-of-person',
  text: `select id from subjects where id = $1 or joined = $1
    order by id <> $1, made_at desc limit 9000`,
}

/** A member's own address. Refuses: sign-in-needed, not-found. */
export async function myContact(core: Core, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const blobs = await core.db.rows<SealedRecord>(contactOfPerson, [subject])
  if (blobs.length === 0) throw new Refusal('not-found')
  const opened = await open(core, { purpose: 'my-contact', subject, about: null, blobs })
  return { address: opened.one('contact')!.address }
}

const ofAnOrder = ['receipt-name', 'recipient', 'sent-parcel', 'message']

/**
 * Everything kept about a member, in clear, to that member, the oldest first; `next` is where to
 * go on, null at the end. Refuses: sign-in-needed, over-quota.
 */
export async function myRecords(
  core: Core,
  { session, after }: { session: Buffer; after: string | null },
) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const values = [subject, after, mostRecords + 1]
  const found = await core.db.rows<SealedRecord>(recordsOfPerson, values)
  const blobs = found.slice(0, mostRecords)
  const opened = await open(core, { purpose: 'my-records', subject, about: null, blobs })
  return {
    records: (opened.all() as [SealedRecord, Record<string, unknown>][]).map(([record, value]) => ({
      kind: record.kind,
      about: ofAnOrder.includes(record.kind) ? record.about : null,
      keptSince: record.made_at.getTime(),
      keptUntil: record.keep_until?.getTime() ?? null,
      fields: fieldsOf(value),
    })),
    next: found.length > mostRecords ? blobs.at(-1)!.id : null,
  }
}

type Field = { name: string; value: string }

/** A record's parts as names and texts. */
function fieldsOf(value: Record<string, unknown>): Field[] {
  return Object.entries(value).flatMap(([name, part]) =>
    Array.isArray(part) ? (part as Field[]) : part ? [{ name, value: String(part) }] : [],
  )
}

interface OpeningRow {
  entry: string
  at: Date
  principal: string
  purpose: string
  kind: string
}

const openingColumns = 'index::text as entry, at, principal, purpose, kind'
const lastEntry = Number.MAX_SAFE_INTEGER

const openingsOfPerson = {
  name: 'openings-of-person',
  text: `select ${openingColumns} from log_entries
    where subject_tag = any($1) and purpose = any($2) and index < $3
      and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
    order by index desc limit $4`,
}

interface OpeningsWanted {
  session: Buffer
  /** Only these purposes; only from then, and before then. */
  like: { purposes: OpeningName[] | null; from: number | null; to: number | null } | null
  before: number | null
  limit: number
}

/** Who opened the records of the member who asks, newest first; earlier than entry `before`. */
export async function myOpenings(core: Core, want: OpeningsWanted) {
  const { session, like, before, limit } = want
  const { subject } = await sessionOf(core, 'accounts', session)
  const tags = (await everyoneOf(core, subject)).map((id) => subjectTag(core.ring, id))
  const moment = (at: number | null | undefined) => (typeof at === 'number' ? new Date(at) : null)
  const between = [moment(like?.from), moment(like?.to)]
  const values = [tags, like?.purposes ?? openingNames, before ?? lastEntry, limit, ...between]
  return listed(await core.db.rows<OpeningRow>(openingsOfPerson, values))
}

/** A member, and the guests that became this member. */
export async function everyoneOf(core: Core, subject: string): Promise<string[]> {
  const everyone = await core.db.rows<{ id: string }>(everyoneOfPerson, [subject])
  return everyone.map(({ id }) => id)
}

const allOpenings = {
  name: 'all-openings',
  text: `select ${openingColumns} from log_entries where purpose = any($1) and index < $2
    order by index desc limit $3`,
}

/** Every opening, for an operator: who, what, why, when; not whose. */
export async function openingsFor(
  core: Core,
  { session, before, limit }: { session: Buffer; before: number | null; limit: number },
) {
  await sessionOf(core, 'console', session)
  const values = [openingNames, before ?? lastEntry, limit]
  return listed(await core.db.rows<OpeningRow>(allOpenings, values))
}

function listed(rows: OpeningRow[]) {
  return {
    openings: rows.map((row) => ({ ...row, entry: Number(row.entry), at: row.at.getTime() })),
  }
}
