import { createHash } from 'node:crypto'
import type { Core } from '../core.ts'
import { uuidText } from '../passes.ts'
import { sealedColumns } from '../records.ts'
import { type Place, seal } from '../seal.ts'
import type { Row } from '../writes.ts'
import { type TemplateName, templates } from './templates.ts'

/** The id that follows from a fact and a template, so the same letter is never made twice. */
export function letterId(template: TemplateName, ...fact: string[]): string {
  const bytes = createHash('sha256')
    .update(['dozo letter', template, ...fact].join('\n'))
    .digest()
    .subarray(0, 16)
  // Version 8: made by a rule of our own (RFC 9562).
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return uuidText(bytes)
}

/** To what a letter's sealed part is bound. */
export function placeOfLetter(id: string, template: string): Place {
  return { kind: `letter ${template}`, id, subject: null, about: null, schema: 1 }
}

/** A letter to be sent; RangeError (a bug of ours) when facts or secrets are not the template's. */
export function letterRow(
  { ring, random, clock }: Core,
  letter: {
    id: string
    template: TemplateName
    locale: 'ja' | 'en'
    subject?: string
    order?: string
    facts: object
    secrets?: object
  },
): Row {
  const { id, template, locale, subject = null, order = null, facts, secrets = {} } = letter
  templates[template].facts.parse(facts, 'facts')
  templates[template].secrets.parse(secrets, 'secrets')
  const now = clock().toISOString()
  const hasSecrets = Object.keys(secrets).length > 0
  const blob =
    hasSecrets && seal({ ring, random }, placeOfLetter(id, template), JSON.stringify(secrets))
  return {
    id,
    template,
    locale,
    subject_id: subject,
    order_id: order,
    facts,
    ...(blob ? sealedColumns(blob) : { ring: null, wrapped: null, sealed: null }),
    made_at: now,
    due_at: now,
    tries: 0,
    finished_at: null,
    outcome: null,
  }
}
