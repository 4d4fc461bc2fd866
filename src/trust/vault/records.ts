import type { Core } from './core.ts'
import { type KindName, kinds, type ValueOf } from './kinds.ts'
import type { OpeningName } from './purposes.ts'
import { type Place, type Sealed, seal, unseal } from './seal.ts'
import { hex, type Row, type Writes } from './writes.ts'

/** A record as the database gives it. */
export interface SealedRecord {
  id: string
  subject_id: string
  kind: string
  about: string | null
  schema: number
  ring: number
  wrapped: Buffer
  sealed: Buffer
  made_at: Date
  keep_until: Date | null
}

/** Columns that an opening needs, of `records r`. */
export const recordColumns = `r.id, r.subject_id, r.kind, r.about, r.schema, r.ring, r.wrapped,
  r.sealed, r.made_at, r.keep_until`

/** A new record, sealed; a change of one is a new one and the old one dropped. */
export function newRecord<K extends KindName>(
  { ring, random, newId, clock }: Core,
  want: { kind: K; subject: string; about?: string; value: ValueOf<K> },
): Row & { id: string } {
  const { kind, subject, about = null } = want
  const { schema, shape } = kinds[kind]
  const place = { id: newId(), kind, subject, about, schema }
  const value = shape.parse(want.value, kind)
  const blob = seal({ ring, random }, place, JSON.stringify(value))
  return {
    id: place.id,
    subject_id: subject,
    kind,
    about,
    schema,
    ...sealedColumns(blob),
    made_at: clock().toISOString(),
    keep_until: null,
    need: null,
  }
}

export function sealedColumns({ ring, wrapped, sealed }: Sealed) {
  return { ring, wrapped: hex(wrapped), sealed: hex(sealed) }
}

/**
 * The record in clear, for a purpose that its kind names. The caller owes the log an entry
 * before any of it leaves. Throws BrokenSeal when the blob is not the one sealed for this place.
 */
export function openRecord<K extends KindName>(
  { ring }: Core,
  purpose: OpeningName,
  kind: K,
  record: SealedRecord,
): ValueOf<K> {
  const declared = kinds[kind]
  const isReader = declared.readers.some((reader) => reader === purpose)
  if (!isReader || record.kind !== kind) throw new RangeError(`${purpose} may not open ${kind}`)
  const place: Place = { ...record, subject: record.subject_id }
  return declared.shape.parse(JSON.parse(unseal(ring, place, record)), kind) as ValueOf<K>
}

/** Destroys records: with the row goes the only key, and the shred ledger remembers. */
export function dropping(ids: readonly string[], now: Date): Writes {
  return {
    dropRecords: ids.map((id) => ({ id })),
    shreds: ids.map((id) => ({ record_id: id, shredded_at: now.toISOString() })),
  }
}
