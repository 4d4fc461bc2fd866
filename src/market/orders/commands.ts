import type pg from 'pg'
import { saidNo } from '#lib/db/said-no.ts'
import { together } from '#lib/db/together.ts'
import { type Currency, isCurrency, type Minor, minorUnits } from '#lib/money.ts'
import { Refusal } from '#lib/refusal.ts'
import { stopPoint } from '#lib/stop-point.ts'
import { Turns } from '#lib/turns.ts'

export interface HoldWish {
  /** The id a new order takes. */
  order: string
  cart: string
  /** The version of the cart that the buyer saw. */
  version: number
  /** SHA-256 of the pass to the accounts host (orders/ticket.ts). */
  ticketHash: Buffer
  holdMinutes: number
  locale: 'ja' | 'en'
  now: Date
}

export interface HeldOrder {
  order: string
  total: Minor
  currency: Currency
  /** The cart's version by which it is held: a later one where the first hold was given up. */
  version: number
}

/**
 * Holds what is in the cart at the prices shown: one statement, one commit, with other carts that
 * are held at about the same time. The same version of a cart always answers with the same order;
 * one that was given up is held anew, once. For one cart it works in the order of asking, so the
 * ticket asked for last is the one that lets in.
 *
 * Refuses: cart-empty, cart-changed, price-changed, sold-out and not-found with the work in
 * `details.about`; already-paid with the order there.
 */
export function holdOrder(pool: pg.Pool, wish: HoldWish): Promise<HeldOrder> {
  return turns.run(wish.cart, () => holdInTurn(pool, wish))
}

/** A button pressed twice: the second answer is the one that the browser follows. */
const turns = new Turns()

async function holdInTurn(pool: pg.Pool, wish: HoldWish): Promise<HeldOrder> {
  const first = await holdOnce(pool, wish)
  if (first.outcome !== 'released') return answer(first, wish.version)
  const version = await nextVersion(pool, wish)
  return answer(await holdOnce(pool, { ...wish, version }), version)
}

interface HeldRow {
  order_id: string
  total: bigint
  currency: string
  outcome: 'held' | 'released' | 'paid'
}

async function holdOnce(pool: pg.Pool, wish: HoldWish): Promise<HeldRow> {
  stopPoint('storefront:before-hold-commit')
  const held = await holdTogether(pool, wish)
  stopPoint('storefront:after-hold-commit')
  return held
}

const holdTogether = together({ all: holdMany, alone: holdAlone })

async function holdMany(pool: pg.Pool, wishes: HoldWish[]): Promise<(HeldRow | undefined)[]> {
  const asked = wishes.map(({ order, cart, version, ticketHash, locale, now, holdMinutes }) => ({
    id: order,
    cart,
    version,
    ticket: `\\x${ticketHash.toString('hex')}`,
    locale,
    at: now,
    hold_until: new Date(now.getTime() + holdMinutes * 60_000),
  }))
  const { rows } = await pool.query<Omit<HeldRow, 'outcome'>>({
    name: 'hold-orders',
    text: 'select * from hold_orders($1)',
    values: [JSON.stringify(asked)],
  })
  const held = new Map(rows.map((row) => [row.order_id, { ...row, outcome: 'held' as const }]))
  return wishes.map(({ order }) => held.get(order))
}

async function holdAlone(pool: pg.Pool, wish: HoldWish): Promise<HeldRow> {
  const { order, cart, version, ticketHash, now, holdMinutes, locale } = wish
  const { rows } = await pool
    .query<HeldRow>({
      name: 'hold-order',
      text: 'select * from hold_order($1, $2, $3, $4, $5, $6, $7)',
      values: [order, cart, version, ticketHash, now, holdMinutes, locale],
    })
    .catch((error: unknown) => {
      throw saidNo(error)
    })
  return rows[0]!
}

async function nextVersion(pool: pg.Pool, { cart, version, now }: HoldWish): Promise<number> {
  const { rows } = await pool.query<{ version: number }>({
    name: 'next-cart-version',
    text: `update carts set version = version + 1, updated_at = $3
           where id = $1 and version = $2 returning version`,
    values: [cart, version, now],
  })
  if (!rows[0]) throw new Refusal('cart-changed')
  return rows[0].version
}

function answer(row: HeldRow, version: number): HeldOrder {
  if (row.outcome === 'paid') {
    throw new Refusal('already-paid', 'This cart is paid for.', { about: row.order_id })
  }
  // Given up again within a moment: only a clock gone wrong does that.
  if (row.outcome === 'released') throw new Refusal('cart-changed')
  if (!isCurrency(row.currency)) throw new RangeError('an order in an unknown currency')
  const { order_id: order, currency } = row
  return { order, total: minorUnits(row.total), currency, version }
}
