import { Refusal } from '#lib/refusal.ts'
import { type SellerFacts, sellerOfMember } from '#market/sellers/queries.ts'
import type { AccountsNeeds } from '../needs.ts'
import type { VisitContext } from '../visit.ts'

/** The shop of who is signed in. Refuses: not-allowed for a member without one. */
export async function shopHere(
  c: VisitContext,
  { db }: Pick<AccountsNeeds, 'db'>,
): Promise<SellerFacts> {
  const seller = await sellerOfMember(db, c.var.member.id)
  if (!seller) throw new Refusal('not-allowed')
  return seller
}

/** Whose a shop is the vault knows by its published statement. */
export async function hasPublished(
  { vault }: Pick<AccountsNeeds, 'vault'>,
  seller: SellerFacts,
): Promise<boolean> {
  return (await vault.disclosureOf({ seller: seller.id })).fields !== null
}
