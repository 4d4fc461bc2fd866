import pg from 'pg'
import { type Server, serverAs } from './admin.ts'
import { owner } from './roles.ts'

/** A large table is copied for hours on a slow disk. */
const copyMillis = 12 * 3_600_000

/**
 * Everything read inside is of one moment: one transaction of its own, read only, that neither
 * waits for others nor makes them wait.
 */
export function inSnapshot<T>(
  server: Server,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return asOwner(server, database, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const result = await work(client)
    await client.query('commit')
    return result
  })
}

/** A connection in the name of the role that owns the tables, for work that may take hours. */
export async function asOwner<T>(
  server: Server,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...serverAs(server, database), statement_timeout: copyMillis })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`set role ${pg.escapeIdentifier(owner)}`)
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
