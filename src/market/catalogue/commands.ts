import { sql } from 'kysely'
import type { Tx } from '#lib/db/open.ts'
import { Refusal } from '#lib/refusal.ts'
import type { Category } from './categories.ts'

/** What a seller types about a work. Money is in minor units. */
export interface WorkWish {
  title: string
  description: string
  category: Category
  language: string
  tags: string[]
  price: bigint
  currency: string
  /** Copies to be sold; null for as many as people like. */
  stock: number | null
}

interface Owned {
  work: string
  seller: string
  now: Date
}

/** A work that only its seller sees. `ships`: it also comes by post, and always will. */
export async function draftWork(
  tx: Tx<'storefront'>,
  want: WorkWish & { id: string; seller: string; ships: boolean; now: Date },
) {
  const { id, seller, now, stock, ...texts } = want
  await tx
    .insertInto('works')
    .values({ id, seller_id: seller, ...texts, created_at: now, updated_at: now })
    .execute()
  await setStock(tx, id, stock)
}

/**
 * Changes the listing; a published one changes for everybody at once. `stockShown` is the number
 * of copies that stood in the form: copies sold meanwhile stay sold. Refuses: `not-yours`.
 */
export async function changeWork(
  tx: Tx<'storefront'>,
  want: WorkWish & Owned & { stockShown: number | null },
) {
  const { work, seller, now, stock, stockShown, ...texts } = want
  const changed = await tx
    .updateTable('works')
    .set((eb) => ({ ...texts, updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', work)
    .where('seller_id', '=', seller)
    .returning('state')
    .executeTakeFirst()
  if (!changed) throw new Refusal('not-yours')
  if (stock === null || stockShown === null) await setStock(tx, work, stock)
  else await moveStock(tx, work, stock - stockShown)
  if (changed.state === 'published') await askForIndex(tx, work)
}

/**
 * Puts the work on sale with the files it has now, as a new edition when they changed.
 *
 * Refuses: `not-yours`; `not-ready` with field `files` (none, or one not yet accepted) or
 * `cover` (none).
 */
export async function publishWork(tx: Tx<'storefront'>, want: Owned & { edition: string }) {
  const work = await tx
    .selectFrom('works')
    .where('id', '=', want.work)
    .where('seller_id', '=', want.seller)
    .select(['edition_id', 'cover_id', 'published_at'])
    .forUpdate()
    .executeTakeFirst()
  if (!work) throw new Refusal('not-yours')
  if (!work.cover_id) throw new Refusal('not-ready', 'A cover is missing.', { field: 'cover' })
  const files = await acceptedFiles(tx, want.work)
  const edition = (await isEdition(tx, work.edition_id, files))
    ? work.edition_id
    : await newEdition(tx, want, files)
  await tx
    .updateTable('works')
    .set((eb) => ({
      state: 'published',
      edition_id: edition,
      published_at: work.published_at ?? want.now,
      updated_at: want.now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', want.work)
    .execute()
  await askForIndex(tx, want.work)
}

/** Ends the sale; buyers keep what they bought. Refuses: `not-yours`. */
export async function withdrawWork(tx: Tx<'storefront'>, want: Owned) {
  const withdrawn = await tx
    .updateTable('works')
    .set((eb) => ({ state: 'withdrawn', updated_at: want.now, version: eb('version', '+', 1) }))
    .where('id', '=', want.work)
    .where('seller_id', '=', want.seller)
    .where('state', '=', 'published')
    .returning('id')
    .executeTakeFirst()
  if (!withdrawn) throw new Refusal('not-yours')
  await askForIndex(tx, want.work)
}

type File = { upload_id: string; position: number; name: string }

async function acceptedFiles(tx: Tx<'storefront'>, work: string): Promise<File[]> {
  const rows = await tx
    .selectFrom('work_files as f')
    .leftJoin('upload_checks as c', 'c.upload_id', 'f.upload_id')
    .where('f.work_id', '=', work)
    .select(['f.upload_id', 'f.position', 'f.name', 'c.verdict'])
    .orderBy('f.position')
    .limit(mostFiles)
    .execute()
  if (rows.length === 0 || rows.some((row) => row.verdict !== 'accepted')) {
    throw new Refusal('not-ready', 'The files are not all accepted yet.', { field: 'files' })
  }
  return rows.map(({ verdict: _, ...file }) => file)
}

/** Most files of one work. */
export const mostFiles = 100

async function isEdition(tx: Tx<'storefront'>, edition: string | null, files: File[]) {
  if (!edition) return false
  const rows = await tx
    .selectFrom('edition_files')
    .where('edition_id', '=', edition)
    .select(['upload_id', 'name'])
    .limit(mostFiles)
    .execute()
  const key = (file: { upload_id: string; name: string }) => `${file.upload_id} ${file.name}`
  const known = new Set(rows.map(key))
  return rows.length === files.length && files.every((file) => known.has(key(file)))
}

async function newEdition(tx: Tx<'storefront'>, want: Owned & { edition: string }, files: File[]) {
  await tx
    .insertInto('editions')
    .values(({ selectFrom }) => ({
      id: want.edition,
      work_id: want.work,
      number: selectFrom('editions')
        .where('work_id', '=', want.work)
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('number')),
      created_at: want.now,
    }))
    .execute()
  await tx
    .insertInto('edition_files')
    .values(files.map((file) => ({ edition_id: want.edition, ...file })))
    .execute()
  return want.edition
}

async function setStock(tx: Tx<'storefront'>, work: string, stock: number | null) {
  if (stock === null) await tx.deleteFrom('stocks').where('work_id', '=', work).execute()
  else {
    await tx
      .insertInto('stocks')
      .values({ work_id: work, available: stock })
      .onConflict((oc) => oc.column('work_id').doUpdateSet({ available: stock }))
      .execute()
  }
}

/** A buyer may have taken a copy since the seller looked, so only the difference counts. */
async function moveStock(tx: Tx<'storefront'>, work: string, by: number) {
  if (by === 0) return
  await tx
    .updateTable('stocks')
    .set({ available: sql<number>`greatest(available + ${by}, 0)` })
    .where('work_id', '=', work)
    .execute()
}

async function askForIndex(tx: Tx<'storefront'>, work: string) {
  const payload = JSON.stringify({ work })
  await sql`select enqueue_job('index-work', ${payload}::json, ${`index-${work}`})`.execute(tx)
}
