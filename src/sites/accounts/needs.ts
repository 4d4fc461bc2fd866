import type { Clock } from '#lib/clock.ts'
import type { Db } from '#lib/db/open.ts'
import type { RandomBytes } from '#lib/random.ts'
import type { CookieKey } from '#lib/sealed-cookie.ts'
import type { AssetPath } from '#sites/ui/view.ts'
import type { VaultForAccounts } from '#trust/vault/client.ts'

/** The hosts a browser knows us by, each as `scheme://host[:port]`. */
export interface Origins {
  shop: string
  account: string
  pay: string
}

/** What the market says of itself on receipts and contact pages; public by nature. */
export interface MarketFacts {
  name: string
  /** 適格請求書発行事業者登録番号, `T` and 13 digits; empty when the market has none. */
  registrationNumber: string
  /** Who answers: a mailbox or page address of the market itself. */
  contact: string
}

/** Everything the accounts site is given; handlers take the part they use. */
export interface AccountsNeeds {
  db: Db<'accounts'>
  vault: VaultForAccounts
  origins: Origins
  /** Seal this process's own cookies; the first seals, all open. */
  cookieKeys: readonly CookieKey[]
  market: MarketFacts
  asset: AssetPath
  clock: Clock
  random: RandomBytes
  /** Gets what people must not see; no line carries what anyone typed. */
  onFault: (fault: { reference: string; error: unknown }) => void
}
