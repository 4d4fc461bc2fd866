import pg from 'pg'
import { type NewId, seededIds } from '#lib/ids.ts'

/** A seller with works on sale, put straight into the tables as the owner would. */
export interface Stall {
  sellerId: string
  offer: (wish: WorkWish) => Promise<OfferedWork>
  query: pg.Client['query']
  /** The connection may be cut from now on without failing the test. */
  endsWithServer: () => void
  close: () => Promise<void>
}

export interface WorkWish {
  title: string
  price?: bigint
  category?: string
  description?: string
  tags?: string[]
  available?: number
  files?: { name: string; bytes: number; storageKey: string; sha256?: string }[]
  publishedAt?: Date
}

export interface OfferedWork {
  id: string
  editionId: string
  uploads: string[]
}

const usualDay = new Date('2026-03-01T00:00:00Z')

/** Opens Ren's stall in the database at this address. */
export async function openStall(adminUrl: string, seed = 'stall'): Promise<Stall> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const newId = seededIds(seed)
  const sellerId = newId()
  await client.query(
    `insert into sellers (id, member_id, handle, kind, name, introduction, opened_at)
     values ($1, $2, $3, 'creator', '蓮 Ren', 'I draw and play.', $4)`,
    [sellerId, newId(), `ren-${seed}`, usualDay],
  )
  await client.query(
    `insert into commission_rules (id, position, rate, valid_from)
     values ($1, 1, 1000, '2000-01-01') on conflict do nothing`,
    [newId()],
  )
  return {
    sellerId,
    offer: (wish) => offerWork(client, { sellerId, newId }, wish),
    query: client.query.bind(client),
    endsWithServer: () => client.on('error', () => {}),
    close: () => client.end().catch(() => {}),
  }
}

async function offerWork(
  client: pg.Client,
  { sellerId, newId }: { sellerId: string; newId: NewId },
  wish: WorkWish,
): Promise<OfferedWork> {
  const [id, editionId] = [newId(), newId()]
  const at = wish.publishedAt ?? usualDay
  await client.query(
    `insert into works (id, seller_id, title, description, category, language, tags, price,
       currency, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'ja', $6, $7, 'JPY', $8, $8)`,
    [
      id,
      sellerId,
      wish.title,
      wish.description ?? '',
      wish.category ?? 'comic',
      wish.tags ?? [],
      wish.price ?? 1200n,
      at,
    ],
  )
  await client.query(`insert into editions values ($1, $2, 1, $3)`, [editionId, id, at])
  const uploads = await putFiles(client, { sellerId, newId, editionId, at }, wish.files ?? [])
  if (wish.available !== undefined) {
    await client.query(`insert into stocks values ($1, $2)`, [id, wish.available])
  }
  await client.query(
    `update works set state = 'published', edition_id = $2, published_at = $3 where id = $1`,
    [id, editionId, at],
  )
  return { id, editionId, uploads }
}

async function putFiles(
  client: pg.Client,
  {
    sellerId,
    newId,
    editionId,
    at,
  }: { sellerId: string; newId: NewId; editionId: string; at: Date },
  files: NonNullable<WorkWish['files']>,
): Promise<string[]> {
  const uploads: string[] = []
  for (const [position, file] of files.entries()) {
    const upload = newId()
    uploads.push(upload)
    await client.query(`insert into uploads values ($1, $2, 'work-file', $3, $4, $5, $6, $6)`, [
      upload,
      sellerId,
      file.name,
      file.bytes,
      file.storageKey,
      at,
    ])
    await client.query(
      `insert into upload_checks values ($1, 'accepted', null, $2, 'application/epub+zip', $3)`,
      [upload, file.sha256 ?? '0'.repeat(64), at],
    )
    await client.query(`insert into edition_files values ($1, $2, $3, $4)`, [
      editionId,
      upload,
      position,
      file.name,
    ])
  }
  return uploads
}
