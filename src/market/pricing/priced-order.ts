import { type Minor, minorUnits } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'
import { type BasisPoints, splitSale } from './split-sale.ts'

/** A line as it was frozen when the order was held. */
export interface PricedLine {
  price: Minor
  taxRate: BasisPoints
  commissionRate: BasisPoints
  marketShare: Minor
  sellerShare: Minor
}

/**
 * What an order costs, computed again from its lines just before money is asked for.
 *
 * Refuses `price-changed` where the rows do not say the same as the rules: another total, or
 * shares that are not what the commission makes them. Then somebody has been at the rows.
 */
export function priceAgain(order: { total: Minor; lines: readonly PricedLine[] }): Minor {
  let total = 0n
  for (const line of order.lines) {
    const { market, seller } = splitSale(line.price, line.commissionRate)
    if (market !== line.marketShare || seller !== line.sellerShare) differ()
    total += line.price
  }
  if (order.lines.length === 0 || total !== order.total) differ()
  return minorUnits(total)
}

function differ(): never {
  throw new Refusal('price-changed', 'the order does not add up')
}
