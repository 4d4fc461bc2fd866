import { type Minor, minorUnits } from '#lib/money.ts'

/** Hundredths of a percent: 1000 is 10 %. */
export type BasisPoints = number

const whole = 10_000

export interface Shares {
  market: Minor
  seller: Minor
}

/**
 * Splits a sale between the market and the seller.
 *
 * The market's share is rounded down, so a seller never pays a fraction they cannot see, and the
 * two shares always add up to the price.
 */
export function splitSale(price: Minor, rate: BasisPoints): Shares {
  if (!Number.isInteger(rate) || rate < 0 || rate > whole) {
    throw new RangeError(`commission rate out of range: ${rate}`)
  }
  if (price < 0n) throw new RangeError('a price is not below zero')
  const market = (price * BigInt(rate)) / BigInt(whole)
  return { market: minorUnits(market), seller: minorUnits(price - market) }
}

/**
 * What market and seller each give back when `amount` of a line is refunded after `before` of it.
 *
 * Counted from the whole refunded so far, so that parts which add up to the price take back
 * exactly what the sale gave, whatever the parts were.
 */
export function splitRefund(part: { before: Minor; amount: Minor }, rate: BasisPoints): Shares {
  const after = splitSale(minorUnits(part.before + part.amount), rate)
  const before = splitSale(part.before, rate)
  return {
    market: minorUnits(after.market - before.market),
    seller: minorUnits(after.seller - before.seller),
  }
}
