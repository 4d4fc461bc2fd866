/** Who is owed, or owes: the other side of every posting. The same texts stand in db/functions. */
export type LedgerAccount = `seller:${string}` | `market:${string}` | `provider:${string}`

/** What the market owes this seller. */
export function sellerAccount(seller: string): LedgerAccount {
  return `seller:${seller}`
}

/** What a provider has taken and not yet paid out to the market; below zero, because it owes. */
export function providerAccount(provider: string): LedgerAccount {
  return `provider:${provider}`
}

/** The market's own takings. */
export const marketCommission: LedgerAccount = 'market:commission'

/** Late money that belongs to nobody here and is on its way back. */
export const marketUnallocated: LedgerAccount = 'market:unallocated'
