import { sql } from 'kysely'
import type { Db } from '#lib/db/open.ts'

/** A file that an order gives the right to. */
export interface OwnedFile {
  orderId: string
  position: number
  workId: string
  uploadId: string
  editionNumber: number
  name: string
  bytes: bigint
  storageKey: string
  /** Hex. */
  sha256: string
  mediaType: string
}

/** An order has at most 50 lines; a line's editions together rarely pass a few dozen files. */
const mostFilesPerOrder = 2_000

const ownedFile = [
  'order_id as orderId',
  'position',
  'work_id as workId',
  'upload_id as uploadId',
  'edition_number as editionNumber',
  'name',
  'bytes',
  'storage_key as storageKey',
  'sha256',
  'media_type as mediaType',
] as const

/** Everything an order gives the right to, newest edition of each line first. */
export async function filesOfOrder(db: Db<'storefront'>, orderId: string): Promise<OwnedFile[]> {
  return db
    .selectFrom('downloadable_files')
    .select(ownedFile)
    .where('order_id', '=', orderId)
    .orderBy('position')
    .orderBy('edition_number', 'desc')
    .orderBy('file_position')
    .limit(mostFilesPerOrder)
    .execute()
}

/** One file of an order, or undefined when the order gives no right to it. */
export async function fileOfOrder(
  db: Db<'storefront'>,
  wanted: { order: string; upload: string },
): Promise<OwnedFile | undefined> {
  return db
    .selectFrom('downloadable_files')
    .select(ownedFile)
    .where('order_id', '=', wanted.order)
    .where('upload_id', '=', wanted.upload)
    .limit(1)
    .executeTakeFirst()
}

/** A work that somebody owns through one of their orders. */
export interface OwnedWork {
  orderId: string
  workId: string
  title: string
  sellerName: string
  sellerHandle: string
  coverId: string | null
  grantedAt: Date
  /** A later edition than the one bought can be had. */
  hasNewerEdition: boolean
}

/** What these orders gave the right to, newest first; a work bought twice stands here once. */
export async function ownedWorks(
  db: Db<'storefront'>,
  wanted: { orders: string[]; offset: number; limit: number },
): Promise<OwnedWork[]> {
  const { rows } = await sql<OwnedWork>`
    select o.order_id as "orderId", o.work_id as "workId", o.title,
           o.seller_name as "sellerName", o.seller_handle as "sellerHandle",
           w.cover_id as "coverId", o.granted_at as "grantedAt",
           w.edition_id is distinct from o.edition_id as "hasNewerEdition"
    from (
      select distinct on (work_id) order_id, work_id, edition_id, title,
             seller_name, seller_handle, granted_at
      from order_line_facts
      where order_id = any(${wanted.orders}::uuid[])
        and granted_at is not null and revoked_at is null
      order by work_id, granted_at desc
    ) o
    join works w on w.id = o.work_id
    order by o.granted_at desc, o.work_id
    limit ${wanted.limit} offset ${wanted.offset}
  `.execute(db)
  return rows
}
