import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '#lib/db/open.ts'
import { saidNo } from '#lib/db/said-no.ts'
import type { Money } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'
import { mostCartLines } from './limits.ts'

type StorefrontTx = Tx<'storefront'>

/**
 * Puts a work into the cart at the price the buyer was shown, and makes the cart when it is
 * new. Once in it, putting it there again only renews the price. One statement, one commit.
 *
 * Refuses: not-found (not on sale), sold-out, too-large (the cart is full).
 */
export async function addToCart(
  pool: pg.Pool,
  want: { cart: string; work: string; shown: Money; now: Date },
): Promise<void> {
  const { cart, work, shown, now } = want
  await pool
    .query({
      name: 'add-to-cart',
      text: 'select add_to_cart($1, $2, $3, $4, $5, $6)',
      values: [cart, work, shown.amount, shown.currency, mostCartLines, now],
    })
    .catch((error: unknown) => {
      throw saidNo(error)
    })
}

/** Takes a work out; nothing happens when it is not in the cart. */
export async function removeFromCart(
  tx: StorefrontTx,
  want: { cart: string; work: string; now: Date },
): Promise<void> {
  await lockCart(tx, want.cart)
  const removed = await tx
    .deleteFrom('cart_lines')
    .where('cart_id', '=', want.cart)
    .where('work_id', '=', want.work)
    .returning('work_id')
    .executeTakeFirst()
  if (removed) await raiseVersion(tx, want.cart, want.now)
}

/**
 * The buyer has seen what changed and goes on: new prices are taken, works that are gone or
 * sold out leave the cart. Refuses: cart-changed when it is not the cart that was seen.
 */
export async function acceptChanges(
  tx: StorefrontTx,
  want: { cart: string; version: number; now: Date },
): Promise<void> {
  if ((await lockCart(tx, want.cart)) !== want.version) throw new Refusal('cart-changed')
  await tx
    .updateTable('cart_lines as c')
    .from('listings as l')
    .set((eb) => ({ price: eb.ref('l.price'), currency: eb.ref('l.currency') }))
    .whereRef('l.id', '=', 'c.work_id')
    .where('c.cart_id', '=', want.cart)
    .execute()
  await tx
    .deleteFrom('cart_lines as c')
    .where('c.cart_id', '=', want.cart)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('listings as l')
            .select('l.id')
            .whereRef('l.id', '=', 'c.work_id')
            .where(sql<boolean>`coalesce(l.available, 1) > 0`),
        ),
      ),
    )
    .execute()
  await raiseVersion(tx, want.cart, want.now)
}

/** Two tabs that change one cart wait for each other here. */
async function lockCart(tx: StorefrontTx, id: string): Promise<number> {
  const cart = await tx
    .selectFrom('carts')
    .select('version')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!cart) throw new Refusal('cart-empty')
  return cart.version
}

async function raiseVersion(tx: StorefrontTx, id: string, now: Date): Promise<number> {
  const { version } = await tx
    .updateTable('carts')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}
