import type { Minor } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'

export interface RefundPart {
  /** The line's place in the order, from 1. */
  position: number
  amount: Minor
}

export interface RefundableLine {
  position: number
  price: Minor
  /** Given back already, or asked for and not yet answered. */
  claimed: Minor
}

/** What is left of each line. */
export function refundable(lines: readonly RefundableLine[]): RefundPart[] {
  return lines.map(({ position, price, claimed }) => ({
    position,
    amount: (price - claimed) as Minor,
  }))
}

/**
 * The sum of the parts, if each is still there to be given back.
 *
 * Refuses: bad-input for no part, a part of nothing, a line named twice or not in the order;
 * refund-too-large for more than is left of a line. `details.field` says which.
 */
export function refundTotal(parts: readonly RefundPart[], lines: readonly RefundableLine[]): Minor {
  if (parts.length === 0) throw new Refusal('bad-input', 'no line', { field: 'lines' })
  const left = new Map(refundable(lines).map((line) => [line.position, line.amount]))
  let total = 0n
  for (const [index, { position, amount }] of parts.entries()) {
    const most = left.get(position)
    if (most === undefined) {
      throw new Refusal('bad-input', 'no such line', { field: `lines[${index}].position` })
    }
    const field = `lines[${index}].amount`
    if (amount <= 0n) throw new Refusal('bad-input', 'a part of nothing', { field })
    if (amount > most) throw new Refusal('refund-too-large', 'more than is left', { field })
    left.delete(position)
    total += amount
  }
  return total as Minor
}
