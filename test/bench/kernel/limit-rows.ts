import { systemIds } from '#lib/ids.ts'
import type { Row, WriteName, Writes } from '#trust/vault/writes.ts'

/** Rows as wide as those of the vault, with nothing in them that has to be computed. */

export interface PaidFact {
  order: string
  intent: string
  amount: bigint
}

const now = () => new Date().toISOString()

/** What a guest's order leaves in the vault: person, address, binding, entry. */
export function boundRows(order: string): Writes {
  const [subject, record] = [systemIds(), systemIds()]
  const at = now()
  return {
    subjects: [{ id: subject, kind: 'guest', made_at: at, joined: null, forgotten_at: null }],
    records: [
      {
        id: record,
        subject_id: subject,
        kind: 'contact',
        about: null,
        schema: 1,
        ring: 1,
        wrapped: bytes(60),
        sealed: bytes(100),
        made_at: at,
        keep_until: null,
        need: null,
      },
    ],
    mailboxes: [
      {
        record_id: record,
        subject_id: subject,
        version: 1,
        blind_index: someHash(),
        is_member: false,
      },
    ],
    bindings: [{ order_id: order, subject_id: subject, locale: 'ja', bound_at: at }],
    logEntries: [entry('accounts', 'order-bound', order)],
  }
}

/** What a payment leaves there: the fact, the letter, the entry. */
export function paidRows({ order, intent, amount }: PaidFact): Writes {
  const at = now()
  const facts = { order, amount: String(amount), currency: 'JPY', provider: 'sandbox', lines: 1 }
  return {
    paidOrders: [
      {
        order_id: order,
        intent_id: intent,
        amount: String(amount),
        currency: 'JPY',
        provider: 'sandbox',
        line_count: 1,
        paid_at: at,
      },
    ],
    letters: [
      {
        id: systemIds(),
        template: 'order-confirmation',
        locale: 'ja',
        subject_id: null,
        order_id: order,
        facts,
        ring: null,
        wrapped: null,
        sealed: null,
        made_at: at,
        due_at: at,
        tries: 0,
        finished_at: null,
        outcome: null,
      },
    ],
    logEntries: [entry('payments', 'order-paid', order)],
  }
}

/** The rows of all, the entries numbered from `index`. */
export function joined(batch: readonly Writes[], index: number): Writes {
  const all: Writes = {}
  for (const writes of batch) {
    for (const name of Object.keys(writes) as WriteName[]) {
      const list = all[name] ?? []
      all[name] = list
      list.push(...writes[name]!)
    }
  }
  all.logEntries = (all.logEntries ?? []).map((row, at) => ({ ...row, index: index + at }))
  return all
}

function entry(principal: string, purpose: string, about: string): Row {
  const leaf = JSON.stringify({ v: 1, at: 0, by: principal, do: purpose, who: 'x'.repeat(22) })
  return { at: now(), principal, purpose, kind: 'contact', subject_tag: bytes(16), about, leaf }
}

function bytes(size: number): string {
  return `\\x${'5a'.repeat(size)}`
}

/** As scattered in its index as a real one. */
function someHash(): string {
  return `\\x${systemIds().replaceAll('-', '').split('').toReversed().join('').padEnd(64, '0')}`
}
