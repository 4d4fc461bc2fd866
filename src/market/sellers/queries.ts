import type { Kysely } from 'kysely'
import type { Db } from '#lib/db/open.ts'
import type { AccountsDatabase } from '#lib/db/tables.ts'
import { picturesById } from '#market/catalogue/queries.ts'
import type { Picture } from '#market/catalogue/types.ts'

/** A seller as their own page shows them. */
export interface SellerProfile {
  id: string
  handle: string
  kind: 'creator' | 'shop'
  name: string
  introduction: string
  picture: Picture | null
  version: number
  openedAt: Date
}

const mostSellers = 100

/** The seller of this handle, or undefined. */
export async function sellerByHandle(
  db: Db<'storefront'>,
  handle: string,
): Promise<SellerProfile | undefined> {
  const row = await sellerRows(db).where('handle', '=', handle).executeTakeFirst()
  return row && (await withPictures(db, [row]))[0]
}

/** Those who joined last, newest first. Sellers without anything on sale are left out. */
export async function newestSellers(db: Db<'storefront'>, limit: number): Promise<SellerProfile[]> {
  const rows = await sellerRows(db)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('listings as l').select('l.id').whereRef('l.seller_id', '=', 'sellers.id')),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id')
    .limit(Math.min(limit, mostSellers))
    .execute()
  return withPictures(db, rows)
}

function sellerRows(db: Db<'storefront'>) {
  return db
    .selectFrom('sellers')
    .select([
      'id',
      'handle',
      'kind',
      'name',
      'introduction',
      'picture_id',
      'version',
      'opened_at as openedAt',
    ])
}

type SellerRow = Awaited<ReturnType<ReturnType<typeof sellerRows>['execute']>>[number]

async function withPictures(db: Db<'storefront'>, rows: SellerRow[]): Promise<SellerProfile[]> {
  const pictures = await picturesById(
    db,
    rows.flatMap((row) => row.picture_id ?? []),
  )
  return rows.map(({ picture_id, kind, ...row }) => ({
    ...row,
    kind: kind as SellerProfile['kind'],
    picture: (picture_id && pictures.get(picture_id)) || null,
  }))
}

/** Any role that may read who sells. */
export type SellerFactsDb = Kysely<Pick<AccountsDatabase, 'seller_facts'>>

/** A seller as other sites may know them. */
export interface SellerFacts {
  id: string
  handle: string
  name: string
}

/** The shop page this member has, or undefined. */
export async function sellerOfMember(
  db: SellerFactsDb,
  member: string,
): Promise<SellerFacts | undefined> {
  return sellerFacts(db).where('member_id', '=', member).executeTakeFirst()
}

/** The seller of this id, or undefined. */
export async function sellerById(
  db: SellerFactsDb,
  seller: string,
): Promise<SellerFacts | undefined> {
  return sellerFacts(db).where('id', '=', seller).executeTakeFirst()
}

function sellerFacts(db: SellerFactsDb) {
  return db.selectFrom('seller_facts').select(['id', 'handle', 'name'])
}
