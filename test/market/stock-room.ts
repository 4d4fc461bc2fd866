import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { FreshDatabases } from '#test/ground/postgres.ts'

/** Rows put on the shelf by the owner, so a test can begin in the middle of the day. */
export async function stockRoom(databases: FreshDatabases) {
  const owner = new pg.Client(databases.adminUrlOf('market'))
  await owner.connect()
  const now = new Date('2026-11-01T00:00:00Z')
  return {
    owner,
    async seller(name = 'Ren 蓮') {
      const id = randomUUID()
      await owner.query(
        `insert into sellers (id, member_id, handle, kind, name, opened_at)
         values ($1, $2, $3, 'creator', $4, $5)`,
        [id, randomUUID(), `s-${id.slice(0, 8)}`, name, now],
      )
      return id
    },
    /** A published work with one edition; limited when `stock` is given. */
    async work(seller: string, want: { price?: number; stock?: number; title?: string } = {}) {
      const id = randomUUID()
      const edition = randomUUID()
      await owner.query(
        `insert into works (id, seller_id, state, title, category, language, price, currency,
           created_at, updated_at, published_at)
         values ($1, $2, 'published', $3, 'comic', 'ja', $4, 'JPY', $5, $5, $5)`,
        [id, seller, want.title ?? '月の蔵', want.price ?? 999, now],
      )
      await owner.query('insert into editions values ($1, $2, 1, $3)', [edition, id, now])
      await owner.query('update works set edition_id = $2 where id = $1', [id, edition])
      if (want.stock !== undefined) {
        await owner.query('insert into stocks values ($1, $2)', [id, want.stock])
      }
      return id
    },
    async upload(
      seller: string,
      want: { purpose: string; name: string; key: string; bytes: number },
    ) {
      const id = randomUUID()
      await owner.query(
        `insert into uploads (id, seller_id, purpose, name, bytes, storage_key, begun_at, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)`,
        [id, seller, want.purpose, want.name, want.bytes, want.key, now],
      )
      return id
    },
    async picture(seller: string, upload: string) {
      const id = randomUUID()
      await owner.query('insert into pictures (id, seller_id, upload_id) values ($1, $2, $3)', [
        id,
        seller,
        upload,
      ])
      return id
    },
    close: () => owner.end(),
  }
}
