import { sql } from 'kysely'
import type { Clock } from '#lib/clock.ts'
import type { Db } from '#lib/db/open.ts'
import { isRefusal } from '#lib/refusal.ts'
import { pictureLimits } from './picture-sizes.ts'
import type { ContentInspector, FileStorage, PictureEncoder } from './port.ts'
import type { UploadRefusal } from './work-file.ts'

export interface MediaNeeds {
  db: Db<'worker'>
  storage: FileStorage
  inspector: ContentInspector
  encoder: PictureEncoder
  clock: Clock
}

/** Says of a finished upload whether it can be sold, and what it is. Run twice, it says the same. */
export async function checkUpload(needs: MediaNeeds, { upload }: { upload: string }) {
  const row = await uploadToRead(needs.db, upload)
  if (!row) return
  const found = await needs.inspector.inspect(
    { key: row.storage_key, name: row.name },
    needs.storage,
  )
  await writeVerdict(needs, upload, found)
}

/** Makes the pictures of pages from an uploaded picture; the upload's verdict says whether it could. */
export async function makeRenditions(needs: MediaNeeds, { picture }: { picture: string }) {
  const row = await needs.db
    .selectFrom('pictures as p')
    .innerJoin('uploads as u', 'u.id', 'p.upload_id')
    .where('p.id', '=', picture)
    .select(['u.id as upload', 'u.storage_key'])
    .executeTakeFirst()
  if (!row) return
  const refused = await encodeAndStore(needs, picture, row.storage_key)
  if (refused) await writeVerdict(needs, row.upload, { refused })
}

async function encodeAndStore(
  { db, storage, encoder }: MediaNeeds,
  picture: string,
  key: string,
): Promise<UploadRefusal | null> {
  const original = await readWhole(storage, key)
  if (!original) return 'picture-too-large'
  const renditions = await encoder.encode(original).catch((error: unknown) => {
    if (isRefusal(error)) return pictureRefusal(error.code)
    throw error
  })
  if (typeof renditions === 'string') return renditions
  for (const { format, width, height, content } of renditions) {
    const limits = { maxBytes: pictureLimits.bytes }
    const stored = await storage.keep('pictures', [content], limits)
    const row = { width, height, bytes: content.byteLength, storage_key: stored.key }
    await db
      .insertInto('renditions')
      .values({ picture_id: picture, format, ...row })
      .onConflict((oc) => oc.columns(['picture_id', 'format', 'width']).doUpdateSet(row))
      .execute()
  }
  return null
}

function pictureRefusal(code: string): UploadRefusal {
  if (code === 'too-large') return 'picture-too-large'
  return code === 'wrong-kind' ? 'picture-kind' : 'picture-broken'
}

async function readWhole(storage: FileStorage, key: string): Promise<Uint8Array | null> {
  const { size, stream } = await storage.open(key)
  if (size > pictureLimits.bytes) {
    stream.destroy()
    return null
  }
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

/** From its arrival, while no work, no edition and no picture has it. */
const unusedFor = '7 days'
/** Of the 168 in a week that the worker runs through; a clock that leaps brings none with it. */
const roundsBefore = 100
const unusedAtOnce = 200

/**
 * Forgets uploads that nobody took up within a week, so that they no longer fill their seller's
 * room. True when there may be more. Asked once an hour; it counts the hours in which it was.
 */
export async function dropUnusedUploads({ db, clock }: Pick<MediaNeeds, 'db' | 'clock'>) {
  const { rows } = await sql<{ dropped: number }>`
    select drop_unused_uploads(
      ${clock()}, ${unusedFor}::interval, ${roundsBefore}, ${unusedAtOnce}) as dropped`.execute(db)
  return rows[0]!.dropped === unusedAtOnce
}

/** A file kept again a moment ago may not have its row yet. */
const arrivingMillis = 24 * 3_600_000

/** Removes a file from the storage unless an upload or a picture of a page has the same bytes. */
export async function removeFile(
  { db, storage, clock }: Pick<MediaNeeds, 'db' | 'storage' | 'clock'>,
  { key }: { key: string },
) {
  const upload = db.selectFrom('uploads').where('storage_key', '=', key).select('storage_key')
  const rendition = db.selectFrom('renditions').where('storage_key', '=', key).select('storage_key')
  if ((await upload.unionAll(rendition).limit(1).execute()).length > 0) return
  await storage.remove(key, new Date(clock().getTime() - arrivingMillis))
}

function uploadToRead(db: Db<'worker'>, upload: string) {
  return db
    .selectFrom('uploads')
    .where('id', '=', upload)
    .where('received_at', 'is not', null)
    .select(['storage_key', 'name'])
    .executeTakeFirst()
}

async function writeVerdict(
  { db, clock }: MediaNeeds,
  upload: string,
  found: { mediaType: string; sha256: string } | { refused: string },
) {
  const row =
    'refused' in found
      ? { verdict: 'refused', reason: found.refused, sha256: null, media_type: null }
      : { verdict: 'accepted', reason: null, sha256: found.sha256, media_type: found.mediaType }
  const verdict = { ...row, checked_at: clock() }
  await db
    .insertInto('upload_checks')
    .values({ upload_id: upload, ...verdict })
    .onConflict((oc) => oc.column('upload_id').doUpdateSet(verdict))
    .execute()
}
