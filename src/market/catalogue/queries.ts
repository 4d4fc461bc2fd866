import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'
import { type Currency, money } from '#lib/money.ts'
import type { Category } from './categories.ts'
import { picturesFrom, type RenditionRow } from './pictures.ts'
import type { Edition, ListedWork, Picture, Rendition, ShelvedWork } from './types.ts'

/** Sample pictures shown on a work's page. */
const mostPictures = 12
/** Renditions of one picture are at most 3 formats × 6 widths. */
const mostRenditions = 18
const mostFiles = 200
const mostAtOnce = 100

const shelved = [
  'id',
  'title',
  'category',
  'language',
  'price',
  'currency',
  'seller_name',
  'seller_handle',
  'published_at',
  'available',
  'cover_id',
] as const

interface ShelvedRow {
  id: string
  title: string
  category: string
  language: string
  price: bigint
  currency: string
  seller_name: string
  seller_handle: string
  published_at: Date
  available: number | null
  cover_id: string | null
}

/** A work with all that its page shows, or undefined when it is not on sale. */
export async function listedWork(
  db: Db<'storefront'>,
  id: string,
): Promise<ListedWork | undefined> {
  const row = await db
    .selectFrom('listings')
    .select([
      ...shelved,
      'seller_id',
      'description',
      'tags',
      'tax_rate',
      'version',
      'edition_id',
      'ships',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row?.edition_id) return undefined

  const [pictures, edition, sellerPicture] = await Promise.all([
    picturesOfWork(db, id, row.cover_id),
    editionWithFiles(db, row.edition_id),
    pictureOfSeller(db, row.seller_id),
  ])
  return {
    ...shelvedWork(row as ShelvedRow, pictures),
    sellerId: row.seller_id,
    sellerPicture,
    description: row.description,
    tags: row.tags,
    taxRate: row.tax_rate,
    version: row.version,
    ships: row.ships ?? false,
    pictures: [...pictures.values()].filter((picture) => picture.id !== row.cover_id),
    edition,
  }
}

async function picturesOfWork(db: Db<'storefront'>, workId: string, coverId: string | null) {
  const rows = await db
    .selectFrom('pictures as p')
    .innerJoin('renditions as r', 'r.picture_id', 'p.id')
    .select(['p.id as picture_id', 'p.alt', 'r.format', 'r.width', 'r.height'])
    .where((eb) => eb.or([eb('p.work_id', '=', workId), eb('p.id', '=', coverId)]))
    .orderBy('p.position')
    .orderBy('p.id')
    .limit((mostPictures + 1) * mostRenditions)
    .execute()
  return picturesFrom(rows as RenditionRow[])
}

async function pictureOfSeller(db: Db<'storefront'>, sellerId: string): Promise<Picture | null> {
  const rows = await db
    .selectFrom('sellers as s')
    .innerJoin('pictures as p', 'p.id', 's.picture_id')
    .innerJoin('renditions as r', 'r.picture_id', 'p.id')
    .select(['p.id as picture_id', 'p.alt', 'r.format', 'r.width', 'r.height'])
    .where('s.id', '=', sellerId)
    .limit(mostRenditions)
    .execute()
  return (
    picturesFrom(rows as RenditionRow[])
      .values()
      .next().value ?? null
  )
}

async function editionWithFiles(db: Db<'storefront'>, editionId: string): Promise<Edition> {
  const rows = await db
    .selectFrom('editions as e')
    .leftJoin('edition_files as f', 'f.edition_id', 'e.id')
    .leftJoin('uploads as u', 'u.id', 'f.upload_id')
    .leftJoin('upload_checks as c', 'c.upload_id', 'f.upload_id')
    .select(['e.number', 'e.created_at', 'f.name', 'u.bytes', 'c.media_type'])
    .where('e.id', '=', editionId)
    .orderBy('f.position')
    .limit(mostFiles)
    .execute()
  const files = rows.flatMap(({ name, bytes, media_type: mediaType }) =>
    name === null || bytes === null ? [] : [{ name, bytes, mediaType: mediaType ?? '' }],
  )
  return { number: rows[0]!.number, createdAt: rows[0]!.created_at, files }
}

/** Where a shelf goes on: the last work shown. */
export interface ShelfPlace {
  publishedAt: Date
  id: string
}

export interface Shelf {
  category?: Category
  sellerId?: string
  after?: ShelfPlace
  limit: number
}

/** Works on sale, newest first, from one place of the shelf on. */
export async function newestWorks(db: Db<'storefront'>, shelf: Shelf): Promise<ShelvedWork[]> {
  let query = db.selectFrom('listings').select(shelved)
  if (shelf.category) query = query.where('category', '=', shelf.category)
  if (shelf.sellerId) query = query.where('seller_id', '=', shelf.sellerId)
  const { after } = shelf
  if (after) {
    query = query
      .where('published_at', '<=', after.publishedAt)
      .where((eb) => eb.or([eb('published_at', '<', after.publishedAt), eb('id', '>', after.id)]))
  }
  const rows = await query
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(shelf.limit)
    .execute()
  return withCovers(db, rows as ShelvedRow[])
}

/** These works in the order asked; what is not on sale is left out. At most 100. */
export async function worksOnSale(db: Db<'storefront'>, ids: string[]): Promise<ShelvedWork[]> {
  if (ids.length > mostAtOnce) throw new RangeError('too many works at once')
  const rows = await db
    .selectFrom('listings')
    .select(shelved)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .limit(mostAtOnce)
    .execute()
  const found = await withCovers(db, rows as ShelvedRow[])
  const byId = new Map(found.map((work) => [work.id, work]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function withCovers(db: Db<'storefront'>, rows: ShelvedRow[]): Promise<ShelvedWork[]> {
  const covers = await picturesById(
    db,
    rows.flatMap((row) => row.cover_id ?? []),
  )
  return rows.map((row) => shelvedWork(row, covers))
}

/** These pictures with their renditions; what is not ready is left out. At most 100. */
export async function picturesById(
  db: Db<'storefront'>,
  ids: string[],
): Promise<Map<string, Picture>> {
  if (ids.length > mostAtOnce) throw new RangeError('too many pictures at once')
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('pictures as p')
    .innerJoin('renditions as r', 'r.picture_id', 'p.id')
    .select(['p.id as picture_id', 'p.alt', 'r.format', 'r.width', 'r.height'])
    .where('p.id', '=', sql<string>`any(${ids}::uuid[])`)
    .limit(mostAtOnce * mostRenditions)
    .execute()
  return picturesFrom(rows as RenditionRow[])
}

/**
 * A picture within another query's row, where a round trip for it alone is too much; null when
 * there is none or it is not ready. `column` holds its id.
 */
export function coverOf(column: string) {
  return sql<Picture | null>`(
    select json_build_object('id', p.id, 'alt', p.alt, 'renditions', json_agg(
      json_build_object('format', r.format, 'width', r.width, 'height', r.height)
      order by r.width))
    from pictures p join renditions r on r.picture_id = p.id
    where p.id = ${sql.ref(column)} group by p.id)`
}

export interface RenditionFile {
  storageKey: string
  bytes: number
}

/** Where the file of a rendition lies, or undefined. */
export async function renditionFile(
  db: Db<'storefront'>,
  wanted: { picture: string; format: Rendition['format']; width: number },
): Promise<RenditionFile | undefined> {
  return db
    .selectFrom('renditions')
    .select(['storage_key as storageKey', 'bytes'])
    .where('picture_id', '=', wanted.picture)
    .where('format', '=', wanted.format)
    .where('width', '=', wanted.width)
    .executeTakeFirst()
}

/** Every work on sale with the day it last changed, for search engines, in pages of ids. */
export async function worksForSitemap(
  db: Db<'storefront'>,
  page: { after: string; limit: number },
): Promise<{ id: string; updatedAt: Date }[]> {
  return db
    .selectFrom('listings as l')
    .innerJoin('works as w', 'w.id', 'l.id')
    .select(['l.id', 'w.updated_at as updatedAt'])
    .where('l.id', '>', page.after)
    .orderBy('l.id')
    .limit(page.limit)
    .execute()
}

/** Which work and seller pages show this picture. */
export async function shownIn(
  db: Db<'storefront'>,
  pictureId: string,
): Promise<{ workId: string | null; sellerId: string } | undefined> {
  return db
    .selectFrom('pictures')
    .select(['work_id as workId', 'seller_id as sellerId'])
    .where('id', '=', pictureId)
    .executeTakeFirst()
}

function shelvedWork(row: ShelvedRow, pictures: Map<string, Picture>): ShelvedWork {
  return {
    id: row.id,
    title: row.title,
    category: row.category as Category,
    language: row.language,
    price: money(row.price, row.currency as Currency),
    sellerName: row.seller_name,
    sellerHandle: row.seller_handle,
    publishedAt: row.published_at,
    available: row.available,
    cover: (row.cover_id && pictures.get(row.cover_id)) || null,
  }
}
