import { createHash } from 'node:crypto'

const accountParts = [
  'bank',
  'bankName',
  'branch',
  'branchName',
  'type',
  'number',
  'holder',
] as const

/** Why nothing about a person may be destroyed for now; a closed list, so no name gets in. */
export const holdReasons = ['dispute', 'court', 'authority', 'investigation'] as const
export type HoldReason = (typeof holdReasons)[number]

/** What came of a report: nothing, the message is shown no more, its writer was warned. */
export const reportOutcomes = ['no-fault', 'hidden', 'warned'] as const
export type ReportOutcome = (typeof reportOutcomes)[number]

/** What an operator or a seller does with a passkey; the hash covers every part of it. */
export type Act =
  | {
      kind: 'refund'
      requestId: string
      order: string
      /** In the order of positions. */
      lines: readonly { position: number; amount: bigint }[]
      currency: string
      reason: string
    }
  | { kind: 'take-down'; requestId: string; work: string; reason: string; note: string }
  | { kind: 'lift-take-down'; work: string }
  /** `about` is an order or a management code as it was typed; `until` epoch milliseconds. */
  | { kind: 'set-hold'; requestId: string; about: string; reason: HoldReason; until: number }
  | { kind: 'lift-hold'; hold: string }
  /** `date` as it was typed, YYYY-MM-DD. */
  | { kind: 'confirm-clock'; date: string }
  | { kind: 'invite-operator'; address: string }
  | { kind: 'remove-operator'; operator: string }
  | { kind: 'new-recovery-codes'; requestId: string }
  /** `lists`: hashes of the lists of people, in hex, in their order. */
  | { kind: 'open-recipients'; requestId: string; reason: string; lists: readonly string[] }
  | {
      kind: 'publish-disclosure'
      seller: string
      fields: readonly { name: string; value: string }[]
    }
  | {
      kind: 'set-payout-account'
      seller: string
      account: Readonly<Record<(typeof accountParts)[number], string>>
      taxNumber: string | null
    }
  /** Exactly this one, which was reported. */
  | { kind: 'open-reported-message'; message: string }
  | { kind: 'close-report'; message: string; outcome: ReportOutcome }
  /** In the order in which they are printed. */
  | { kind: 'open-labels'; seller: string; orders: readonly string[] }

/**
 * SHA-256 over one canonical text of the act: 32 bytes.
 *
 * A passkey's assertion over a challenge bound to this hash is good for exactly this act: another
 * amount, line or reason is another hash. Two acts never share a text, because every part is a
 * JSON value in a fixed place and the kind stands first.
 */
export function actHash(act: Act): Buffer {
  return createHash('sha256')
    .update(`dozo act v1\n${canonical(act)}`, 'utf8')
    .digest()
}

function canonical(act: Act): string {
  switch (act.kind) {
    case 'refund': {
      const lines = [...act.lines].sort((one, other) => one.position - other.position)
      const parts = lines.map(({ position, amount }) => [position, String(amount)])
      return JSON.stringify([act.kind, act.requestId, act.order, parts, act.currency, act.reason])
    }
    case 'take-down':
      return JSON.stringify([act.kind, act.requestId, act.work, act.reason, act.note])
    case 'open-recipients':
      return JSON.stringify([act.kind, act.requestId, act.reason, act.lists])
    case 'invite-operator':
      return JSON.stringify([act.kind, act.address])
    case 'remove-operator':
      return JSON.stringify([act.kind, act.operator])
    case 'new-recovery-codes':
      return JSON.stringify([act.kind, act.requestId])
    case 'lift-take-down':
      return JSON.stringify([act.kind, act.work])
    case 'set-hold':
      return JSON.stringify([act.kind, act.requestId, act.about, act.reason, act.until])
    case 'lift-hold':
      return JSON.stringify([act.kind, act.hold])
    case 'confirm-clock':
      return JSON.stringify([act.kind, act.date])
    case 'publish-disclosure': {
      const parts = act.fields.map(({ name, value }) => [name, value])
      return JSON.stringify([act.kind, act.seller, parts])
    }
    case 'set-payout-account': {
      const parts = accountParts.map((part) => act.account[part])
      return JSON.stringify([act.kind, act.seller, parts, act.taxNumber])
    }
    case 'open-reported-message':
      return JSON.stringify([act.kind, act.message])
    case 'close-report':
      return JSON.stringify([act.kind, act.message, act.outcome])
    case 'open-labels':
      return JSON.stringify([act.kind, act.seller, act.orders])
  }
}
