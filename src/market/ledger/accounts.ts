/** Who is owed, or owes: the other side of every posting. The same texts stand in db/functions. */
export type LedgerAccount = `seller:${string}` | `market:${string}` | `provider:${string}`

/** What the market owes this seller. */
export function sellerAccount(seller: string): LedgerAccount {
  return `seller:${seller}`
}
