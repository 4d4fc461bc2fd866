import type { Core } from '#trust/vault/core.ts'
import { refuseWithoutFact } from '#trust/vault/openings.ts'
import type { OpeningName } from '#trust/vault/purposes.ts'
import { sessionOf } from '#trust/vault/sessions.ts'

const ownerOfShop = {
  name: 'owner-of-shop',
  text: 'select subject_id as subject from disclosures where seller_id = $1',
}

/**
 * The member of the session, who is the one that published for this shop: the vault's own fact of
 * whose it is. Refuses: sign-in-needed; not-yours, also while nothing is published.
 */
export async function shopOwner(
  core: Core,
  { session, seller }: { session: Buffer; seller: string },
  purpose: OpeningName,
): Promise<string> {
  const { subject } = await sessionOf(core, 'accounts', session)
  const [owner] = await core.db.rows<{ subject: string }>(ownerOfShop, [seller])
  if (owner?.subject !== subject) return refuseWithoutFact(core, purpose, 'not-yours')
  return subject
}
