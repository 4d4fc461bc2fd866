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
