import { isCurrency } from '#lib/money.ts'
import type { Amount } from '#sites/ui/format.ts'

/** An amount of the database as pages write it; RangeError for a currency we do not know. */
export function amountOf(amount: bigint, currency: string): Amount {
  if (!isCurrency(currency)) throw new RangeError(`unknown currency ${currency}`)
  return { amount, currency }
}
