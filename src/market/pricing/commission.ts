import type { BasisPoints } from './split-sale.ts'

/** One row of `commission_rules`. Null matches every category, every seller. */
export interface CommissionRule {
  position: number
  category: string | null
  sellerId: string | null
  rate: BasisPoints
  validFrom: Date
  /** The first moment it no longer counts; null while nobody has ended it. */
  validUntil: Date | null
}

export interface SoldLine {
  category: string
  sellerId: string
}

/**
 * The market's rate for a line sold at this moment: the first rule that matches, by position.
 *
 * Where no rule matches the market takes nothing: a gap in the rules must not cost a seller
 * money, nor a buyer the sale. The database's `commission_rate` says the same.
 */
export function commissionFor(
  rules: readonly CommissionRule[],
  line: SoldLine,
  now: Date,
): BasisPoints {
  const matching = rules.filter((rule) => matches(rule, line, now))
  const [first] = matching.sort((one, other) => one.position - other.position)
  return first?.rate ?? 0
}

function matches(rule: CommissionRule, line: SoldLine, now: Date): boolean {
  return (
    (rule.category === null || rule.category === line.category) &&
    (rule.sellerId === null || rule.sellerId === line.sellerId) &&
    rule.validFrom <= now &&
    (rule.validUntil === null || rule.validUntil > now)
  )
}
