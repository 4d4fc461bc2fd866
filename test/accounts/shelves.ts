import type pg from 'pg'
import type { Clock } from '#lib/clock.ts'
import type { NewId } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { newTicket } from '#market/orders/ticket.ts'

/** What is put into the market's tables as their owner, so a test can begin in the middle. */
export interface Shelves {
  market: pg.Pool
  newId: NewId
  clock: Clock
}

export interface OrderWish {
  lines?: { title: string; price: number; taxRate?: number; ships?: boolean }[]
  locale?: 'ja' | 'en'
  /** Whose works they are; a shop of its own otherwise. */
  sellers?: string[]
}

export interface HeldOrder {
  id: string
  /** Good for ten minutes, once. */
  ticket: string
}

export async function addSeller({ market, newId, clock }: Shelves, member: string) {
  const id = newId()
  await market.query(
    `insert into sellers (id, member_id, handle, kind, name, opened_at)
     values ($1, $2, $3, 'creator', '蓮 Ren', $4)`,
    [id, member, `s-${id.slice(-12)}`, clock()],
  )
  return id
}

/** An order that is held, with a ticket to the accounts host. */
export async function addOrder(shelves: Shelves, wish: OrderWish): Promise<HeldOrder> {
  const { market, newId, clock } = shelves
  const lines = wish.lines ?? [{ title: '月の蔵', price: 1200 }]
  const sellers = wish.sellers ?? [await addSeller(shelves, newId())]
  const [order, now] = [newId(), clock()]
  const { ticket, hash } = newTicket(systemRandom)
  const total = lines.reduce((sum, { price }) => sum + price, 0)
  await market.query(
    `insert into orders (id, cart_id, cart_version, currency, total, locale, ticket_hash,
       ticket_expires, held_at, hold_until)
     values ($1, $2, 1, 'JPY', $3, $4, $5, $6::timestamptz + interval '10 minutes', $6,
       $6::timestamptz + interval '30 minutes')`,
    [order, newId(), total, wish.locale ?? 'ja', hash, now],
  )
  for (const [index, line] of lines.entries()) {
    const [work, edition] = [newId(), newId()]
    const seller = sellers[index % sellers.length]
    await market.query(
      `insert into works (id, seller_id, title, category, language, price, currency, created_at,
         updated_at, ships) values ($1, $2, $3, 'comic', 'ja', $4, 'JPY', $5, $5, $6)`,
      [work, seller, line.title, line.price, now, line.ships ?? false],
    )
    await market.query('insert into editions values ($1, $2, 1, $3)', [edition, work, now])
    await market.query(
      `insert into order_lines (order_id, position, work_id, edition_id, seller_id, title, price,
         tax_rate, commission_rate) values ($1, $2, $3, $4, $5, $6, $7, $8, 1000)`,
      [order, index + 1, work, edition, seller, line.title, line.price, line.taxRate ?? 1000],
    )
  }
  return { id: order, ticket }
}

/** The intent by which an order is paid; gives what the vault is then told. */
export async function addPaidIntent({ market, newId, clock }: Shelves, order: string) {
  const { rows } = await market.query('select total from orders where id = $1', [order])
  const [intent, amount] = [newId(), rows[0].total as bigint]
  await market.query(
    `insert into intents (id, order_id, provider, method, amount, currency, state, created_at,
       ended_at, ask_after)
     values ($1, $2, 'sandbox', 'card', $3, 'JPY', 'paid', $4, $4, $4)`,
    [intent, order, amount, clock()],
  )
  const paidAt = clock().getTime()
  return { order, intent, amount, currency: 'JPY', provider: 'sandbox', lines: 1, paidAt }
}
