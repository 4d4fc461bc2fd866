import { createHash } from 'node:crypto'
import type { Core } from '#trust/vault/core.ts'
import { uuidText } from '#trust/vault/passes.ts'
import { sealed } from '#trust/vault/records.ts'
import type { Row } from '#trust/vault/writes.ts'
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

/** A letter to be sent; refused (a bug of ours) when facts or secrets are not the template's. */
export function letterRow(
  core: Core,
  letter: {
    id: string
    template: TemplateName
    locale: 'ja' | 'en'
    subject?: string
    order?: string
    facts: object
    secrets?: { address?: string; code?: string }
  },
): Row {
  const { id, template, locale, subject = null, order = null, facts, secrets } = letter
  templates[template].facts.parse(facts, 'facts')
  const now = core.clock().toISOString()
  const place = { kind: 'letter', id, subject: null, about: null } as const
  const value = secrets && { address: secrets.address ?? null, code: secrets.code ?? null }
  const blob = value && sealed(core, place, value)
  return {
    id,
    template,
    locale,
    subject_id: subject,
    order_id: order,
    facts,
    ring: blob?.ring ?? null,
    wrapped: blob?.wrapped ?? null,
    sealed: blob?.sealed ?? null,
    made_at: now,
    due_at: now,
    tries: 0,
    finished_at: null,
    outcome: null,
  }
}
