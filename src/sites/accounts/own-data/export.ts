import type { KeptRecord, Opening } from './kept.ts'

interface ExportFacts {
  market: string
  at: Date
  records: readonly KeptRecord[]
  isAllRecords: boolean
  openings: readonly Opening[]
  isAllOpenings: boolean
}

/** Everything kept about one person as JSON, times in ISO 8601 and UTC, stable field names. */
export function exportOf(facts: ExportFacts): string {
  const { market, at, records, isAllRecords, openings, isAllOpenings } = facts
  const content = {
    format: 'dozo-own-data',
    version: 1,
    market,
    exportedAt: at.toISOString(),
    isAllRecords,
    isAllOpenings,
    records: records.map((record) => ({
      kind: record.kind,
      order: record.about,
      keptSince: iso(record.keptSince),
      keptUntil: record.keptUntil === null ? null : iso(record.keptUntil),
      fields: Object.fromEntries(record.fields.map(({ name, value }) => [name, value])),
    })),
    openings: openings.map(({ entry, at: when, principal, purpose, kind }) => ({
      logEntry: entry,
      at: iso(when),
      by: principal,
      purpose,
      kind,
    })),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

function iso(millis: number): string {
  return new Date(millis).toISOString()
}
