import { type Kysely, sql } from 'kysely'
import type { PaymentsDatabase, StorefrontDatabase } from '#lib/db/tables.ts'
import { type Currency, isCurrency, type Minor, type Money, minorUnits, money } from '#lib/money.ts'
import { sellerAccount } from './accounts.ts'

/** Any role that may read what sellers are owed. */
export type SellerPostingsDb = Kysely<
  Pick<StorefrontDatabase, 'seller_postings' | 'order_line_facts'>
>
/** Any role that may read the whole ledger. */
export type LedgerDb = Kysely<Pick<PaymentsDatabase, 'ledger_postings' | 'ledger_transactions'>>

/** What the market owes a seller, one sum per currency; none before the first sale. */
export async function balanceOf(db: SellerPostingsDb, seller: string): Promise<Money[]> {
  const rows = await db
    .selectFrom('seller_postings')
    .select(['currency', sql<bigint>`sum(amount)::bigint`.as('amount')])
    .where('account', '=', sellerAccount(seller))
    .groupBy('currency')
    .orderBy('currency')
    .execute()
  return rows.map((row) => money(row.amount, knownCurrency(row.currency)))
}

export interface SellerPosting {
  transaction: string
  kind: 'sale' | 'refund' | 'payout'
  order: string
  postedAt: Date
  amount: Money
  /** The seller's own lines of that order, which say where the amount comes from. */
  lines: PostedLine[]
}

export interface PostedLine {
  title: string
  price: Minor
  marketShare: Minor
  sellerShare: Minor
}

export interface PostingsWish {
  seller: string
  /** Go on after this transaction; undefined for the newest. */
  before?: string
  limit: number
}

/** A seller's postings with what each is made of, newest first. */
export async function postingsOf(
  db: SellerPostingsDb,
  { seller, before, limit }: PostingsWish,
): Promise<SellerPosting[]> {
  const rows = await db
    .selectFrom('seller_postings')
    .select(['transaction_id', 'kind', 'order_id', 'posted_at', 'currency', 'amount'])
    .where('account', '=', sellerAccount(seller))
    .$if(before !== undefined, (query) => query.where('transaction_id', '<', before!))
    .orderBy('transaction_id', 'desc')
    .limit(limit)
    .execute()
  const orders = [...new Set(rows.map((row) => row.order_id))]
  const lines = await postedLines(db, seller, orders)
  return rows.map((row) => ({
    transaction: row.transaction_id,
    kind: row.kind as SellerPosting['kind'],
    order: row.order_id,
    postedAt: row.posted_at,
    amount: money(row.amount, knownCurrency(row.currency)),
    lines: lines.get(row.order_id) ?? [],
  }))
}

const mostLines = 10_000

async function postedLines(
  db: SellerPostingsDb,
  seller: string,
  orders: string[],
): Promise<Map<string, PostedLine[]>> {
  if (orders.length === 0) return new Map()
  const rows = await db
    .selectFrom('order_line_facts')
    .select(['order_id', 'title', 'price', 'market_share', 'seller_share'])
    .where('order_id', 'in', orders)
    .where('seller_id', '=', seller)
    .orderBy('order_id')
    .orderBy('position')
    .limit(mostLines)
    .execute()
  const byOrder = Map.groupBy(rows, (row) => row.order_id)
  return new Map(
    [...byOrder].map(([order, own]) => [
      order,
      own.map((row) => ({
        title: row.title,
        price: minorUnits(row.price),
        marketShare: minorUnits(row.market_share),
        sellerShare: minorUnits(row.seller_share),
      })),
    ]),
  )
}

/** The sum of every account of the ledger; together they are zero in every currency. */
export async function accountSums(
  db: LedgerDb,
  limit: number,
): Promise<{ account: string; sum: Money }[]> {
  const rows = await db
    .selectFrom('ledger_postings')
    .select(['account', 'currency', sql<bigint>`sum(amount)::bigint`.as('amount')])
    .groupBy(['account', 'currency'])
    .orderBy('account')
    .orderBy('currency')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    account: row.account,
    sum: money(row.amount, knownCurrency(row.currency)),
  }))
}

/** Transactions that do not sum to zero. There are none: the database refuses them. */
export async function unbalancedTransactions(db: LedgerDb, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_postings')
    .select('transaction_id')
    .groupBy(['transaction_id', 'currency'])
    .having(sql<bigint>`sum(amount)`, '<>', 0n)
    .orderBy('transaction_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.transaction_id)
}

function knownCurrency(currency: string): Currency {
  if (!isCurrency(currency)) throw new RangeError('a posting in an unknown currency')
  return currency
}
