import type { Money } from '#lib/money.ts'
import type { Picture } from '#market/catalogue/types.ts'

export interface Cart {
  id: string
  /** Rises with every change of lines; (id, version) names one order at most. */
  version: number
  lines: CartLine[]
}

export interface CartLine {
  workId: string
  /** The last title, also of a work that is gone. */
  title: string
  /** Of the title, as the market stores it. */
  language: string
  /** What the buyer was shown; another price is never charged. */
  shown: Money
  /** The listing as it is now; null when it is not on sale any more. */
  now: LineListing | null
}

export interface LineListing {
  price: Money
  /** Basis points, contained in the price. */
  taxRate: number
  sellerName: string
  sellerHandle: string
  available: number | null
  cover: Picture | null
}
