import { type Kysely, type Selectable, sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'
import type { AccountsDatabase } from '#lib/db/tables.ts'
import { type Currency, isCurrency, type Minor, minorUnits } from '#lib/money.ts'
import { coverOf } from '#market/catalogue/queries.ts'
import type { Picture } from '#market/catalogue/types.ts'
import { type IntentState, type OrderState, orderState } from './states.ts'

/** Any role that may read what the neighbours may know of an order. */
export type OrderFactsDb = Kysely<Pick<AccountsDatabase, 'order_facts' | 'order_line_facts'>>

export interface OrderFacts {
  id: string
  currency: Currency
  total: Minor
  locale: 'ja' | 'en'
  ticketHash: Buffer
  ticketExpires: Date
  heldAt: Date
  holdUntil: Date
  paidAt: Date | null
  releasedAt: Date | null
  provider: string | null
  method: string | null
  intentState: IntentState | null
  refunded: Minor
  refundPending: Minor
  latePending: Minor
  /** What to pay with at a convenience store, once the buyer has taken a number. */
  slip: { shop: string; number: string; payBefore: Date } | null
  /** Where it stands (states.ts), from the fields above. */
  state: OrderState
}

/** What may be known of an order without knowing whose it is; undefined when there is none. */
export async function orderFacts(db: OrderFactsDb, order: string): Promise<OrderFacts | undefined> {
  const { rows } = await sql<FactsRow>`select ${factColumns} from order_facts o
    where o.id = ${order}`.execute(db)
  return rows[0] && readFacts(rows[0])
}

/** An order with its lines as they were frozen, in one statement; undefined when there is none. */
export async function orderWithLines(
  db: OrderFactsDb,
  order: string,
): Promise<{ facts: OrderFacts; lines: OrderLineFacts[] } | undefined> {
  const { rows } = await sql<FactsRow & { lines: LineJson[] }>`
    select ${factColumns}, (
      select coalesce(json_agg(${lineJson} order by l.position), '[]') from order_line_facts l
      where l.order_id = o.id) as lines
    from order_facts o where o.id = ${order}`.execute(db)
  if (!rows[0]) return undefined
  return { facts: readFacts(rows[0]), lines: rows[0].lines.map(readLineJson) }
}

const factColumns = sql`o.id, o.currency, o.total, o.locale, o.ticket_hash, o.ticket_expires,
  o.held_at, o.hold_until, o.paid_at, o.released_at, o.provider, o.method, o.intent_state,
  o.refunded, o.refund_pending, o.late_pending, o.slip_shop, o.slip_number, o.slip_pay_before`

type FactsRow = Omit<Selectable<AccountsDatabase['order_facts']>, 'line_count' | 'state'>

function readFacts(row: FactsRow): OrderFacts {
  const facts: Omit<OrderFacts, 'state'> = {
    id: row.id,
    currency: knownCurrency(row.currency),
    total: minorUnits(row.total),
    locale: row.locale === 'en' ? 'en' : 'ja',
    ticketHash: row.ticket_hash,
    ticketExpires: row.ticket_expires,
    heldAt: row.held_at,
    holdUntil: row.hold_until,
    paidAt: row.paid_at,
    releasedAt: row.released_at,
    provider: row.provider,
    method: row.method,
    intentState: row.intent_state as IntentState | null,
    refunded: minorUnits(row.refunded),
    refundPending: minorUnits(row.refund_pending),
    latePending: minorUnits(row.late_pending),
    slip: slipOf(row),
  }
  return { ...facts, state: orderState(facts) }
}

function slipOf(row: {
  slip_shop: string | null
  slip_number: string | null
  slip_pay_before: Date | null
}): OrderFacts['slip'] {
  const { slip_shop: shop, slip_number: number, slip_pay_before: payBefore } = row
  return shop !== null && number !== null && payBefore ? { shop, number, payBefore } : null
}

export interface OrderLineFacts {
  order: string
  position: number
  work: string
  title: string
  price: Minor
  taxRate: number
  seller: string
  sellerName: string
  sellerHandle: string
  /** The right to download began; null before payment. */
  grantedAt: Date | null
  /** It ended with a refund. */
  revokedAt: Date | null
  /** It also comes by post. */
  ships: boolean
}

const mostLines = 1_000

const lineColumns = [
  'l.order_id',
  'l.position',
  'l.work_id',
  'l.granted_at',
  'l.revoked_at',
  'l.title',
  'l.price',
  'l.tax_rate',
  'l.seller_id',
  'l.seller_name',
  'l.seller_handle',
  'l.ships',
] as const

/** The lines of these orders as they were frozen, in their order; at most 1,000 of them. */
export async function orderLineFacts(
  db: OrderFactsDb,
  orders: readonly string[],
): Promise<OrderLineFacts[]> {
  if (orders.length === 0) return []
  const rows = await db
    .selectFrom('order_line_facts as l')
    .select(lineColumns)
    .where('l.order_id', 'in', orders)
    .orderBy('l.order_id')
    .orderBy('l.position')
    .limit(mostLines)
    .execute()
  return rows.map(readLine)
}

/** A line with what the shop shows of its work, on sale or not. */
export interface ShownLine extends OrderLineFacts {
  language: string
  cover: Picture | null
}

/** An order with its lines for the shop's own pages, in one statement. */
export async function shownOrder(
  db: Db<'storefront'>,
  order: string,
): Promise<{ facts: OrderFacts; lines: ShownLine[] } | undefined> {
  type ShownJson = LineJson & Pick<ShownLine, 'language' | 'cover'>
  const { rows } = await sql<FactsRow & { lines: ShownJson[] }>`
    select ${factColumns}, (
      select coalesce(json_agg((${lineJson})::jsonb || jsonb_build_object(
        'language', w.language, 'cover', ${coverOf('w.cover_id')}) order by l.position), '[]')
      from order_line_facts l join works w on w.id = l.work_id where l.order_id = o.id) as lines
    from order_facts o where o.id = ${order}`.execute(db)
  if (!rows[0]) return undefined
  const { lines, ...row } = rows[0]
  const shown = lines.map((line) => ({
    ...readLineJson(line),
    language: line.language,
    cover: line.cover,
  }))
  return { facts: readFacts(row), lines: shown }
}

/** A line in JSON: amounts and moments as text. */
const lineJson = sql`json_build_object('order_id', l.order_id, 'position', l.position,
  'work_id', l.work_id, 'title', l.title, 'price', l.price::text, 'tax_rate', l.tax_rate,
  'seller_id', l.seller_id, 'seller_name', l.seller_name, 'seller_handle', l.seller_handle,
  'granted_at', l.granted_at, 'revoked_at', l.revoked_at, 'ships', l.ships)`

type LineJson = Omit<LineRow, 'price' | 'granted_at' | 'revoked_at'> & {
  price: string
  granted_at: string | null
  revoked_at: string | null
}

function readLineJson(line: LineJson): OrderLineFacts {
  return readLine({
    ...line,
    price: BigInt(line.price),
    granted_at: line.granted_at === null ? null : new Date(line.granted_at),
    revoked_at: line.revoked_at === null ? null : new Date(line.revoked_at),
  })
}

type LineRow = Pick<
  Selectable<AccountsDatabase['order_line_facts']>,
  | 'order_id'
  | 'position'
  | 'work_id'
  | 'granted_at'
  | 'revoked_at'
  | 'title'
  | 'price'
  | 'tax_rate'
  | 'seller_id'
  | 'seller_name'
  | 'seller_handle'
  | 'ships'
>

function readLine(row: LineRow): OrderLineFacts {
  return {
    order: row.order_id,
    position: row.position ?? 0,
    work: row.work_id,
    title: row.title,
    price: minorUnits(row.price),
    taxRate: row.tax_rate,
    seller: row.seller_id,
    sellerName: row.seller_name,
    sellerHandle: row.seller_handle,
    grantedAt: row.granted_at,
    revokedAt: row.revoked_at,
    ships: row.ships,
  }
}

function knownCurrency(currency: string): Currency {
  if (!isCurrency(currency)) throw new RangeError('an order in an unknown currency')
  return currency
}
