import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type pg from 'pg'
import type { Town } from '#test/cast/town.ts'

/** Something that was written down: where, and what. */
export interface Place {
  where: string
  bytes: Buffer
}

/** Old log is kept and written in full, or a page that was compressed could hide what it says. */
export async function keepAllLog({ books }: Town): Promise<void> {
  await books.withDatabase('postgres', async (client) => {
    await client.query("alter system set wal_compression = 'off'")
    await client.query("alter system set wal_keep_size = '2GB'")
    await client.query('select pg_reload_conf()')
  })
}

/** Every row of every table of every database but the vault's, as text. */
export async function* rowsOutsideTheVault({ books }: Town): AsyncGenerator<Place> {
  const databases = await books.withDatabase('postgres', async (client) => {
    const text = 'select datname from pg_database where datallowconn order by datname'
    return (await client.query<{ datname: string }>(text)).rows.map(({ datname }) => datname)
  })
  for (const database of databases.filter((each) => each !== 'dozo_vault')) {
    yield* await books.withDatabase(database, rowsOf(database))
  }
}

const rowsOf = (database: string) => async (client: pg.Client) => {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c
     join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'p', 'm') and nspname not in ('pg_catalog', 'information_schema')
       and nspname !~ '^pg_toast'`,
  )
  const places: Place[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
    const text = rows.map(({ row }) => row).join('\n')
    places.push({ where: `${database} ${name}`, bytes: Buffer.from(text) })
  }
  return places
}

/** PostgreSQL's write-ahead log, which both databases share. */
export async function* writeAheadLog({ books }: Town): AsyncGenerator<Place> {
  const { rows } = await books.withDatabase('postgres', (client) =>
    client.query<{ data_directory: string }>('show data_directory'),
  )
  yield* filesBelow(join(rows[0]!.data_directory, 'pg_wal'))
}

/** Kept by others: the provider's own record, the letters as they came, the cluster itself. */
const notOurs = new Set(['provider', 'mailbox', 'postgres', 'socket'])

/** Every file of the installation: logs and standard output, stored files, tiles, secrets. */
export function* filesOf({ data }: Town): Generator<Place> {
  for (const entry of readdirSync(data)) {
    if (!notOurs.has(entry)) yield* filesBelow(join(data, entry), data)
  }
}

function* filesBelow(path: string, root = path): Generator<Place> {
  const stat = lstatSync(path)
  if (stat.isDirectory()) {
    for (const entry of readdirSync(path)) yield* filesBelow(join(path, entry), root)
  } else if (stat.isFile()) {
    yield { where: relative(root, path) || path, bytes: readFileSync(path) }
  }
}
