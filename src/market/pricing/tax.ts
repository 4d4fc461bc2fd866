import { type Minor, minorUnits } from '#lib/money.ts'
import type { BasisPoints } from './split-sale.ts'

export interface TaxedLine {
  /** What the buyer pays, tax included (総額表示). */
  price: Minor
  taxRate: BasisPoints
}

export interface ContainedTax {
  rate: BasisPoints
  /** The sum of the lines of this rate, tax included. */
  gross: Minor
  /** How much of it is tax. */
  tax: Minor
}

const whole = 10_000n

/**
 * The tax contained in a document's lines, one entry per rate, highest rate first.
 *
 * Rounded once per rate and document, down, as a qualified invoice wants it (インボイス制度):
 * the tax of a document is not the sum of its lines' taxes. Page, mail and CSV all ask here.
 */
export function taxOf(lines: readonly TaxedLine[]): ContainedTax[] {
  const grossByRate = new Map<BasisPoints, bigint>()
  for (const { price, taxRate } of lines) {
    if (!Number.isInteger(taxRate) || taxRate < 0 || taxRate > Number(whole)) {
      throw new RangeError(`tax rate out of range: ${taxRate}`)
    }
    grossByRate.set(taxRate, (grossByRate.get(taxRate) ?? 0n) + price)
  }
  return [...grossByRate]
    .sort(([one], [other]) => other - one)
    .map(([rate, gross]) => ({ rate, gross: minorUnits(gross), tax: taxIn(gross, rate) }))
}

/** BigInt division cuts towards zero, so a credit note's tax is the mirror of the invoice's. */
function taxIn(gross: bigint, rate: BasisPoints): Minor {
  return minorUnits((gross * BigInt(rate)) / (whole + BigInt(rate)))
}
