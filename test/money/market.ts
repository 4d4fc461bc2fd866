import pg from 'pg'
import { openPool } from '#lib/db/open.ts'
import { type NewId, seededIds } from '#lib/ids.ts'
import { seededRandom } from '#lib/random.ts'
import { holdOrder } from '#market/orders/commands.ts'
import { newTicket } from '#market/orders/ticket.ts'
import { freshDatabases } from '#test/ground/postgres.ts'

export interface WorkWish {
  seller?: string
  price?: number | bigint
  /** Leave out for "as many as you like". */
  copies?: number
  category?: string
}

/** A market database of one's own with sellers and works put in by the administrator. */
export interface PracticeMarket {
  admin: pg.Pool
  storefront: pg.Pool
  payments: pg.Pool
  console: pg.Pool
  newId: NewId
  seller(): Promise<string>
  work(wish?: WorkWish): Promise<string>
  cartWith(...works: string[]): Promise<string>
  copiesLeft(work: string): Promise<number>
  /** Holds the cart at its version 1, unless told otherwise. */
  hold(cart: string, at?: { now?: Date; version?: number; holdMinutes?: number }): Promise<string>
  end(): Promise<void>
}

export const practiceStart = new Date('2026-04-01T00:00:00Z')

/** `connections`: how many each role may have. Nothing of it outlives `end`. */
export async function practiceMarket({ connections = 12 } = {}): Promise<PracticeMarket> {
  const databases = await freshDatabases()
  const admin = new pg.Pool({ connectionString: databases.adminUrlOf('market'), max: 4 })
  // Dropping the database ends connections that are already on their way out.
  admin.on('error', () => {})
  const storefront = openPool('storefront', databases.urlOf('storefront'), { max: connections })
  const payments = openPool('payments', databases.urlOf('payments'), { max: connections })
  const desk = openPool('console', databases.urlOf('console'), { max: 2 })
  const newId = seededIds('market')
  const random = seededRandom('tickets')
  await admin.query(
    `insert into commission_rules (id, position, rate, valid_from)
     values ($1, 1000, 1000, '2020-01-01')`,
    [newId()],
  )
  const market: PracticeMarket = {
    admin,
    storefront,
    payments,
    console: desk,
    newId,
    seller: () => addSeller(admin, newId),
    work: async (wish = {}) => addWork(market, wish),
    cartWith: (...works) => addCart(market, works),
    async copiesLeft(work) {
      const { rows } = await admin.query('select available from stocks where work_id = $1', [work])
      return rows[0].available
    },
    async hold(cart, { now = practiceStart, version = 1, holdMinutes = 30 } = {}) {
      const { hash } = newTicket(random)
      const wish = { order: newId(), cart, version, ticketHash: hash, holdMinutes, now }
      return (await holdOrder(storefront, { ...wish, locale: 'ja' })).order
    },
    async end() {
      await Promise.all([admin, storefront, payments, desk].map((pool) => pool.end()))
      await databases.drop()
    },
  }
  return market
}

async function addSeller(admin: pg.Pool, newId: NewId): Promise<string> {
  const id = newId()
  await admin.query(
    `insert into sellers (id, member_id, handle, kind, name, opened_at)
     values ($1, $2, $3, 'creator', 'Ren', $4)`,
    [id, newId(), `seller-${id.slice(-12)}`, practiceStart],
  )
  return id
}

async function addWork(market: PracticeMarket, wish: WorkWish): Promise<string> {
  const { admin, newId } = market
  const [work, edition] = [newId(), newId()]
  const seller = wish.seller ?? (await market.seller())
  const { price = 1200, category = 'comic' } = wish
  await admin.query(
    `insert into works (id, seller_id, state, title, category, language, price, currency,
       created_at, updated_at, published_at)
     values ($1, $2, 'published', 'Harbour at night', $3, 'ja', $4, 'JPY', $5, $5, $5)`,
    [work, seller, category, price, practiceStart],
  )
  await admin.query('insert into editions values ($1, $2, 1, $3)', [edition, work, practiceStart])
  await admin.query('update works set edition_id = $2 where id = $1', [work, edition])
  if (wish.copies !== undefined) {
    await admin.query('insert into stocks values ($1, $2)', [work, wish.copies])
  }
  return work
}

async function addCart({ admin, newId }: PracticeMarket, works: string[]): Promise<string> {
  const cart = newId()
  await admin.query('insert into carts values ($1, 1, $2, $2)', [cart, practiceStart])
  await admin.query(
    `insert into cart_lines select $1, id, price, currency, $3 from works where id = any ($2)`,
    [cart, works, practiceStart],
  )
  return cart
}
