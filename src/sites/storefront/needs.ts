import type pg from 'pg'
import type { Clock } from '#lib/clock.ts'
import type { Db, Tx } from '#lib/db/open.ts'
import type { NewId } from '#lib/ids.ts'
import type { RandomBytes } from '#lib/random.ts'
import type { CookieKey } from '#lib/sealed-cookie.ts'
import type { FileStorage } from '#market/media/port.ts'
import type { AssetPath } from '#sites/ui/view.ts'
import type { VaultForStorefront } from '#trust/vault/client.ts'

/** The hosts a browser knows us by, each as `scheme://host[:port]`. */
export interface Origins {
  shop: string
  account: string
}

/** Everything the shop is given; handlers take the part they use. */
export interface StorefrontNeeds {
  db: Db<'storefront'>
  /** The same connections, every statement prepared: for carts and orders, which are looked up. */
  lookups: Db<'storefront'>
  /** The same connections without a query builder, for the one hot statement of an order. */
  pool: pg.Pool
  inTransaction: <T>(work: (tx: Tx<'storefront'>) => Promise<T>) => Promise<T>
  vault: VaultForStorefront
  files: Pick<FileStorage, 'open'>
  origins: Origins
  marketName: string
  /** Not a production start: the gallery of parts may be looked at. */
  isPractice: boolean
  /** Seal this process's own cookies; the first is used for new ones. */
  cookieKeys: readonly CookieKey[]
  /** Longest an unpaid order holds stock. */
  holdMinutes: number
  asset: AssetPath
  clock: Clock
  newId: NewId
  random: RandomBytes
  /** Gets what people must not see; no line carries what anyone typed. */
  onFault: (fault: { reference: string; error: unknown }) => void
}
