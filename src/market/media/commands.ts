import { sql } from 'kysely'
import type { Tx } from '#lib/db/open.ts'
import { Refusal } from '#lib/refusal.ts'
import type { StorageKey } from './port.ts'
import { type UploadLimits, usualLimits } from './upload-limits.ts'

export interface UploadWish {
  id: string
  seller: string
  /** The work it is for; it must be this seller's. */
  work: string
  purpose: 'work-file' | 'picture'
  /** As the seller's machine calls it; shown, never used as a path. */
  name: string
  bytes: bigint
  /** Files that one work may have. */
  mostFiles: number
  now: Date
}

/** An upload that stood still for so long is not waited for. */
const giveUpMillis = 24 * 3_600_000

/**
 * Notes a file on its way in. Refuses: `not-yours` for a work of somebody else; `over-quota` when
 * too many are unfinished or the work has no room for one more; `storage-full`.
 */
export async function beginUpload(
  tx: Tx<'storefront'>,
  want: UploadWish,
  limits: UploadLimits = usualLimits,
) {
  // Two that begin at once are counted one after the other.
  await tx
    .selectFrom('sellers')
    .where('id', '=', want.seller)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if ((await roomIn(tx, want)) < 1n) throw new Refusal('over-quota')
  const since = new Date(want.now.getTime() - giveUpMillis)
  const { open, bytes } = await tx
    .selectFrom('uploads')
    .where('seller_id', '=', want.seller)
    .where((eb) => eb.or([eb('received_at', 'is not', null), eb('begun_at', '>', since)]))
    .select(({ fn, eb }) => [
      fn.countAll<bigint>().filterWhere('received_at', 'is', null).as('open'),
      fn.coalesce(fn.sum<string>('bytes'), eb.val('0')).as('bytes'),
    ])
    .executeTakeFirstOrThrow()
  if (open >= limits.open) throw new Refusal('over-quota')
  if (BigInt(bytes) + want.bytes > limits.bytes) throw new Refusal('storage-full')
  await tx
    .insertInto('uploads')
    .values({
      id: want.id,
      seller_id: want.seller,
      purpose: want.purpose,
      name: want.name,
      bytes: want.bytes,
      storage_key: `unfinished/${want.id}`,
      begun_at: want.now,
    })
    .execute()
}

/** How many more the work may have; each that is on its way finds its room when it arrives. */
async function roomIn(tx: Tx<'storefront'>, { work, seller, purpose, mostFiles }: UploadWish) {
  const found = await tx
    .selectFrom('works as w')
    .where('w.id', '=', work)
    .where('w.seller_id', '=', seller)
    .select((eb) => [
      eb
        .selectFrom('work_files')
        .whereRef('work_id', '=', 'w.id')
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .as('files'),
      eb
        .selectFrom('pictures')
        .whereRef('work_id', '=', 'w.id')
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .as('pictures'),
    ])
    .executeTakeFirst()
  if (!found) throw new Refusal('not-yours')
  const { files, pictures } = found
  return purpose === 'picture' ? BigInt(mostPictures) - pictures! : BigInt(mostFiles) - files!
}

/** The whole file is in the storage; from here the worker judges it. Twice is once. */
export async function finishUpload(
  tx: Tx<'storefront'>,
  want: { upload: string; storageKey: StorageKey; now: Date },
) {
  const finished = await tx
    .updateTable('uploads')
    .set({ received_at: want.now, storage_key: want.storageKey })
    .where('id', '=', want.upload)
    .where('received_at', 'is', null)
    .returning('purpose')
    .executeTakeFirst()
  if (finished?.purpose !== 'work-file') return
  const payload = JSON.stringify({ upload: want.upload })
  await sql`select enqueue_job('check-upload', ${payload}::json)`.execute(tx)
}

/** Puts an upload among the files of a work. Refuses: `not-yours`, `over-quota`. */
export async function addFile(
  tx: Tx<'storefront'>,
  want: { work: string; seller: string; upload: string; most: number },
) {
  const upload = await ownUpload(tx, want)
  const { count } = await tx
    .selectFrom('work_files')
    .where('work_id', '=', want.work)
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= want.most) throw new Refusal('over-quota')
  await tx
    .insertInto('work_files')
    .values({
      work_id: want.work,
      upload_id: want.upload,
      position: Number(count) + 1,
      name: upload.name,
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** Takes a file out of the next edition; editions already sold keep it. Refuses: `not-yours`. */
export async function removeFile(
  tx: Tx<'storefront'>,
  want: { work: string; seller: string; upload: string },
) {
  await ownUpload(tx, want)
  await tx
    .deleteFrom('work_files')
    .where('work_id', '=', want.work)
    .where('upload_id', '=', want.upload)
    .execute()
}

async function ownUpload(
  tx: Tx<'storefront'>,
  want: { work: string; seller: string; upload: string },
) {
  const upload = await tx
    .selectFrom('uploads as u')
    .innerJoin('works as w', 'w.seller_id', 'u.seller_id')
    .where('u.id', '=', want.upload)
    .where('w.id', '=', want.work)
    .where('u.seller_id', '=', want.seller)
    .select(['u.name'])
    .executeTakeFirst()
  if (!upload) throw new Refusal('not-yours')
  return upload
}

/** Most pictures of one work, the cover among them. */
export const mostPictures = 20

export interface PictureWish {
  id: string
  seller: string
  /** Null for a picture of the shop page. */
  work: string | null
  upload: string
  alt: string
}

/**
 * Turns a received upload into a picture; the worker makes its renditions. The first picture of
 * a work is its cover. Refuses: `not-yours`, `over-quota`.
 */
export async function addPicture(tx: Tx<'storefront'>, want: PictureWish) {
  const upload = await tx
    .selectFrom('uploads')
    .where('id', '=', want.upload)
    .where('seller_id', '=', want.seller)
    .where('purpose', '=', 'picture')
    .where('received_at', 'is not', null)
    .select('id')
    .executeTakeFirst()
  const position = want.work === null ? 0 : await nextPicture(tx, want.work, want.seller)
  if (!upload) throw new Refusal('not-yours')
  await tx
    .insertInto('pictures')
    .values({
      id: want.id,
      seller_id: want.seller,
      work_id: want.work,
      upload_id: want.upload,
      position,
      alt: want.alt,
    })
    .execute()
  if (want.work !== null) {
    await tx
      .updateTable('works')
      .set((eb) => ({
        cover_id: eb.fn.coalesce('cover_id', eb.val(want.id)),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', want.work)
      .execute()
  }
  const payload = JSON.stringify({ picture: want.id })
  await sql`select enqueue_job('make-renditions', ${payload}::json)`.execute(tx)
}

async function nextPicture(tx: Tx<'storefront'>, work: string, seller: string) {
  const found = await tx
    .selectFrom('works as w')
    .leftJoin('pictures as p', 'p.work_id', 'w.id')
    .where('w.id', '=', work)
    .where('w.seller_id', '=', seller)
    .groupBy('w.id')
    .select(({ fn }) => [fn.count<bigint>('p.id').as('count'), fn.max('p.position').as('last')])
    .executeTakeFirst()
  if (!found) throw new Refusal('not-yours')
  if (found.count >= mostPictures) throw new Refusal('over-quota')
  return (found.last ?? 0) + 1
}

/** Makes one of the work's pictures its cover. Refuses: `not-yours`. */
export async function chooseCover(
  tx: Tx<'storefront'>,
  want: { work: string; seller: string; picture: string },
) {
  const chosen = await tx
    .updateTable('works as w')
    .set((eb) => ({ cover_id: want.picture, version: eb('w.version', '+', 1) }))
    .where('w.id', '=', want.work)
    .where('w.seller_id', '=', want.seller)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('pictures as p')
          .select('p.id')
          .where('p.id', '=', want.picture)
          .whereRef('p.work_id', '=', 'w.id'),
      ),
    )
    .returning('w.id')
    .executeTakeFirst()
  if (!chosen) throw new Refusal('not-yours')
}

/** Says what a picture shows, for people who cannot see it. Refuses: `not-yours`. */
export async function describePicture(
  tx: Tx<'storefront'>,
  want: { work: string; seller: string; picture: string; alt: string },
) {
  const described = await tx
    .updateTable('pictures')
    .set({ alt: want.alt })
    .where('id', '=', want.picture)
    .where('work_id', '=', want.work)
    .where('seller_id', '=', want.seller)
    .returning('id')
    .executeTakeFirst()
  if (!described) throw new Refusal('not-yours')
  await tx
    .updateTable('works')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', want.work)
    .execute()
}

/** Takes a picture off the work's page; never the cover. Refuses: `not-yours`, `not-ready`. */
export async function removePicture(
  tx: Tx<'storefront'>,
  want: { work: string; seller: string; picture: string },
) {
  const work = await tx
    .selectFrom('works')
    .where('id', '=', want.work)
    .where('seller_id', '=', want.seller)
    .select('cover_id')
    .executeTakeFirst()
  if (!work) throw new Refusal('not-yours')
  if (work.cover_id === want.picture) {
    throw new Refusal('not-ready', 'The cover stays until another is chosen.', { field: 'cover' })
  }
  // The row stays, without a page: its renditions may be in caches that still name it.
  await tx
    .updateTable('pictures')
    .set({ work_id: null })
    .where('id', '=', want.picture)
    .where('work_id', '=', want.work)
    .execute()
  await tx
    .updateTable('works')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', want.work)
    .execute()
}
