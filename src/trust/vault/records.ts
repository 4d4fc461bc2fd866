import { hash } from 'node:crypto'
import type { Core } from './core.ts'
import { type KindName, kinds, type ValueOf } from './kinds.ts'
import { reseal, rewrap, seal } from './seal.ts'
import { hex, type Row, type Writes } from './writes.ts'

/** Something sealed, with the place it was sealed for. */
export interface SealedBlob {
  id: string
  subject_id: string | null
  kind: string
  about: string | null
  schema: number
  ring: number
  wrapped: Buffer
  sealed: Buffer
  /** True for an id that was destroyed and is there again: an old copy was put back. */
  shredded?: boolean
}

/** A row of the table `records`. */
export interface SealedRecord extends SealedBlob {
  subject_id: string
  made_at: Date
  keep_until: Date | null
  shredded: boolean
}

/** Columns that an opening needs, of `records r`. */
export const recordColumns = `r.id, r.subject_id, r.kind, r.about, r.schema, r.ring, r.wrapped,
  r.sealed, r.made_at, r.keep_until,
  exists (select from shreds s where s.id = r.id) as shredded`

/** Seals a value for exactly one place; the columns to keep it. RangeError-free: shapes refuse. */
export function sealed<K extends KindName>(
  { ring, random }: Core,
  place: { kind: K; id: string; subject: string | null; about: string | null },
  value: ValueOf<K>,
) {
  const { schema, shape } = kinds[place.kind]
  const plain = JSON.stringify(shape.parse(value, place.kind))
  const blob = seal({ ring, random }, { ...place, schema }, plain)
  return { schema, ring: blob.ring, wrapped: hex(blob.wrapped), sealed: hex(blob.sealed) }
}

/** A new record; a change of one is a new one, and the old one dropped. */
export function newRecord<K extends KindName>(
  core: Core,
  want: { kind: K; subject: string; about?: string; value: ValueOf<K>; keepUntil?: Date },
): Row & { id: string } {
  const { kind, subject, about = null } = want
  const id = core.newId()
  return {
    id,
    subject_id: subject,
    kind,
    about,
    ...sealed(core, { kind, id, subject, about }, want.value),
    made_at: core.clock().toISOString(),
    keep_until: want.keepUntil?.toISOString() ?? null,
    need: null,
  }
}

/** Why something was destroyed; the night's account counts by it. */
export type ShredRule =
  | 'erased'
  | 'removed'
  | 'replaced'
  | 'joined'
  | 'date-reached'
  | 'guest-unpaid'
  | 'receipt-years'
  | 'need-ended'

/** Destroys records: with the row goes the only key, and the shred ledger remembers. */
export function dropping(ids: readonly string[], now: Date, rule: ShredRule): Writes {
  return {
    dropRecords: ids.map((id) => ({ id })),
    shreds: ids.map((id) => shredRow(id, { kind: null, rule, at: now })),
  }
}

/**
 * The columns of a blob under the ring's current version: its key wrapped anew, or, because a
 * stolen ring knows that key, its text sealed anew. Nothing is opened: no text leaves `seal.ts`.
 * Throws BrokenSeal for a blob that does not belong where it is.
 */
export function turned({ ring, random }: Core, blob: SealedBlob, how: 'rewrap' | 'reseal'): Row {
  const place = { ...blob, subject: blob.subject_id }
  const made = (how === 'rewrap' ? rewrap : reseal)({ ring, random }, place, blob)
  const sealed = how === 'rewrap' ? null : hex(made.sealed)
  return { id: blob.id, was: blob.ring, ring: made.ring, wrapped: hex(made.wrapped), sealed }
}

/** `kind` is null for a record, which has its own. */
export function shredRow(
  id: string,
  { kind, rule, at }: { kind: 'person' | null; rule: ShredRule; at: Date },
): Row {
  return { id, hash: hex(shredHash(id)), shredded_at: at.toISOString(), kind, rule }
}

/** What the public ledger says of a destroyed record: its id tells when it was made. */
export function shredHash(id: string): Buffer {
  return hash('sha256', `dozo shred\n${id}`, 'buffer')
}
