import { Refusal } from '#lib/refusal.ts'
import type { Core } from './core.ts'
import type { KindName } from './kinds.ts'
import { openingNames } from './purposes.ts'
import type { Quotas } from './quotas.ts'
import { openRecord, recordColumns, type SealedRecord } from './records.ts'
import { subjectTag } from './sequencer.ts'
import { sessionOf } from './sessions.ts'

const recordsOfPerson = {
  name: 'records-of-person',
  text: `select ${recordColumns} from records r
    join subjects s on s.id = r.subject_id and $1 in (s.id, s.joined)
    order by r.made_at, r.id limit 500`,
}

const everyoneOfPerson = {
  name: 'everyone-of-person',
  text: 'select id from subjects where id = $1 or joined = $1 limit 2000',
}

/** A member's own address. Refuses: sign-in-needed, not-found. */
export async function myContact(core: Core, quotas: Quotas, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const records = await core.db.rows<SealedRecord>(recordsOfPerson, [subject])
  const contact = records.find(({ kind }) => kind === 'contact')
  if (!contact) throw new Refusal('not-found')
  await quotas.use('my-contact')
  const { address } = openRecord(core, 'my-contact', 'contact', contact)
  await core.append({ entries: [opened('my-contact', 'contact', subject)] })
  return { address }
}

/** Everything kept about a member, in clear, to that member. */
export async function myRecords(core: Core, quotas: Quotas, { session }: { session: Buffer }) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const sealed = await core.db.rows<SealedRecord>(recordsOfPerson, [subject])
  await quotas.use('my-records')
  const records = sealed.map((record) => ({
    kind: record.kind,
    about: record.kind === 'receipt-name' ? record.about : null,
    keptSince: record.made_at.getTime(),
    keptUntil: record.keep_until?.getTime() ?? null,
    fields: fieldsOf(openRecord(core, 'my-records', record.kind as KindName, record)),
  }))
  const seen = new Set(sealed.map(({ kind }) => kind))
  await core.append({ entries: [...seen].map((kind) => opened('my-records', kind, subject)) })
  return { records }
}

type Field = { name: string; value: string }

/** A record's parts as names and texts. */
function fieldsOf(value: Record<string, unknown>): Field[] {
  return Object.entries(value).flatMap(([name, part]) =>
    Array.isArray(part) ? (part as Field[]) : [{ name, value: String(part) }],
  )
}

function opened(purpose: 'my-contact' | 'my-records', kind: string, subject: string) {
  return { principal: 'accounts', purpose, kind, subject, about: null }
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
    order by index desc limit $4`,
}

/** Who opened the records of the member who asks, newest first; earlier than entry `before`. */
export async function myOpenings(
  core: Core,
  { session, before, limit }: { session: Buffer; before: number | null; limit: number },
) {
  const { subject } = await sessionOf(core, 'accounts', session)
  const everyone = await core.db.rows<{ id: string }>(everyoneOfPerson, [subject])
  const tags = everyone.map(({ id }) => subjectTag(core.ring, id))
  const values = [tags, openingNames, before ?? lastEntry, limit]
  return listed(await core.db.rows<OpeningRow>(openingsOfPerson, values))
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
